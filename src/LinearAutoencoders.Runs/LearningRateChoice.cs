using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>The learning rate where none is asked for.</summary>
internal static class LearningRateChoice
{
    private static readonly SyntheticRecipe Published = new();

    /// <summary>The published rate of this data, or else the default for its spectrum.</summary>
    /// <param name="dataset">The data.</param>
    /// <param name="recipe">What <c>synthetic</c> drew; null: the published recipe.</param>
    /// <param name="training">Method, optimizer, k and batch size.</param>
    /// <param name="spectrum">The data's eigenvalues.</param>
    /// <param name="sampleCount">n.</param>
    public static double For(
        Dataset dataset, SyntheticRecipe? recipe, TrainingOptions training, Spectrum spectrum, long sampleCount) =>
        (PublishedName(dataset, recipe ?? Published) is { } name
            ? PublishedLearningRate.For(name, training.Method, training.Optimizer, training.LatentDimension) : null)
        ?? training.DefaultLearningRate(spectrum, sampleCount);

    /// <summary>Under which name there are published rates for data: only for the very values that they were found on.</summary>
    private static string? PublishedName(Dataset dataset, SyntheticRecipe recipe) => dataset.Name switch
    {
        "synthetic" when recipe.Largest == Published.Largest && recipe.Smallest == Published.Smallest => "synthetic",
        // The name says where the pictures lie, their fingerprint what they are.
        var name when (name + ":").StartsWith("mnist:", StringComparison.Ordinal) && dataset.Fingerprint == MnistFiles.Fingerprint
            => "mnist",
        _ => null,
    };
}
