using System.Globalization;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>What tells runs apart on a screen.</summary>
internal static class RunNames
{
    public static string Of(RunOptions options)
    {
        var training = options.Training;
        var batch = training.BatchSize is { } size ? $" batch {size}" : "";
        var penalties = training.Method is NonUniformL2 { Penalties: not null } ? " listed penalties" : "";
        var rate = NumberText.Number(training.LearningRate ?? double.NaN, digits: 2);
        return string.Create(CultureInfo.InvariantCulture,
            $"{options.NameWith(" ")} k {training.LatentDimension} rate {rate} seed {training.Seed}")
            + batch + penalties;
    }
}
