using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Runs;

/// <summary>The learning rate where none is asked for.</summary>
internal static class LearningRateChoice
{
    /// <summary>The published rate of this data, or else the default for its spectrum.</summary>
    public static double For(string source, Method method, Optimizer optimizer, int k, Spectrum spectrum) =>
        PublishedLearningRate.For(source.StartsWith("mnist:", StringComparison.Ordinal) ? "mnist" : source, method, optimizer, k)
        ?? method.DefaultLearningRate(spectrum, k, optimizer);
}
