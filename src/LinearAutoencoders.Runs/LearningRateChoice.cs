using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>The learning rate where none is asked for.</summary>
internal static class LearningRateChoice
{
    /// <summary>The published rate of this data, or else the default for its spectrum.</summary>
    /// <param name="dataset">The data.</param>
    /// <param name="recipe">What <c>synthetic</c> drew; null: the published recipe.</param>
    /// <param name="training">Method, optimizer, k and batch size.</param>
    /// <param name="spectrum">The data's eigenvalues.</param>
    /// <param name="sampleCount">n.</param>
    public static double For(
        Dataset dataset, SyntheticRecipe? recipe, TrainingOptions training, Spectrum spectrum, long sampleCount) =>
        (PublishedData.NameOf(dataset, recipe) is { } name
            ? PublishedLearningRate.For(name, training.Method, training.Optimizer, training.LatentDimension) : null)
        ?? training.DefaultLearningRate(spectrum, sampleCount);
}
