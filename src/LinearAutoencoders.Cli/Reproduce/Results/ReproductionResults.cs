namespace LinearAutoencoders.Cli.Reproduce.Results;

/// <summary>All that was measured.</summary>
/// <param name="Profile">Which settings, such as <c>paper</c> or <c>quick</c>.</param>
/// <param name="Data">The data of all figures but figure 4, which is synthetic: <c>mnist</c>, <c>digits</c>, or a file.</param>
/// <param name="Runs">Every finished run, in any order.</param>
internal sealed record ReproductionResults(string Profile, string Data, IReadOnlyList<MeasuredRun> Runs);
