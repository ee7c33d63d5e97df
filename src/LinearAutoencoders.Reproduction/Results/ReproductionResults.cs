using LinearAutoencoders.Reproduction.Engine;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>All that was measured.</summary>
/// <param name="Profile">The sizes it was measured with.</param>
/// <param name="Data">The data of all figures but figure 4, which is synthetic: <c>mnist</c>, <c>digits</c>, or a file.</param>
/// <param name="Runs">Every finished run, in any order.</param>
internal sealed record ReproductionResults(Profile Profile, string Data, IReadOnlyList<MeasuredRun> Runs);
