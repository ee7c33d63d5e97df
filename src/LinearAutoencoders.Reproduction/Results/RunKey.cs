using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>What a run's result depends on, as a name: runs of one key end in the same bits.</summary>
internal static class RunKey
{
    /// <summary>
    ///   The name of a run's folder: what it is, for the reader, and a hash of all its settings and of its data.
    /// </summary>
    /// <param name="options">The run, its learning rate resolved.</param>
    /// <param name="fingerprint">Of the data.</param>
    public static string Of(RunOptions options, string fingerprint) =>
        $"{options.NameWith("-")}-k{options.Training.LatentDimension}-{RunIdentity.Of(options, fingerprint)[..12]}";

    /// <summary>The same for runs that differ in their seeds alone.</summary>
    public static string WithoutSeed(RunOptions options) => Of(options.With(training => training with { Seed = 0 }), "");

    /// <summary>Whether two runs on the same data are the same.</summary>
    public static bool IsSame(RunOptions one, RunOptions other) => Of(one, "") == Of(other, "");
}
