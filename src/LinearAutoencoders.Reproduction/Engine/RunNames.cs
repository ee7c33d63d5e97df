using System.Globalization;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>What tells runs apart on a screen.</summary>
internal static class RunNames
{
    public static string Of(RunOptions options)
    {
        var batch = options.BatchSize is { } size ? $" batch {size}" : "";
        var penalties = options.Penalties is null ? "" : " listed penalties";
        return string.Create(CultureInfo.InvariantCulture,
            $"{options.Method} {options.Optimizer} k {options.K} rate {options.LearningRate:G2} seed {options.Seed}{batch}{penalties}");
    }
}
