using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>What the paper's figures show, read off them: one seed, two digits at best.</summary>
internal static class PaperNumbers
{
    /// <summary>Figure 2: d_align after 30,000 epochs; null where the paper has no such run.</summary>
    public static string? FinalAlignment(Method method, OptimizerKind optimizer) => (method, optimizer) switch
    {
        (Method.UniformL2, OptimizerKind.Nesterov) => "0.735",
        (Method.NonUniformL2, OptimizerKind.Nesterov) => "0.387",
        (Method.LinearVae, OptimizerKind.Nesterov) => "0.28",
        (Method.DeterministicNestedDropout, OptimizerKind.Nesterov) => "0.042",
        (Method.NestedDropout, OptimizerKind.Nesterov) => "0.022",
        (Method.Rag, OptimizerKind.Nesterov) => "0.001",
        (Method.UniformL2, OptimizerKind.Adam) => "0.738",
        (Method.NonUniformL2, OptimizerKind.Adam) => "0.095",
        (Method.LinearVae, OptimizerKind.Adam) => "0.006",
        (Method.NestedDropout, OptimizerKind.Adam) => "0.003",
        (Method.DeterministicNestedDropout, OptimizerKind.Adam) => "< 0.001",
        _ => null,
    };

    /// <summary>Figure 2: d_align after 5,000 epochs; null where it was not read off.</summary>
    public static string? EarlyAlignment(Method method, OptimizerKind optimizer) => (method, optimizer) switch
    {
        (Method.NonUniformL2, OptimizerKind.Nesterov) => "0.53",
        (Method.LinearVae, OptimizerKind.Nesterov) => "0.50",
        (Method.DeterministicNestedDropout, OptimizerKind.Nesterov) => "0.14",
        (Method.NestedDropout, OptimizerKind.Nesterov) => "0.125",
        (Method.Rag, OptimizerKind.Nesterov) => "0.04",
        _ => null,
    };

    /// <summary>Figure 2: the floor of d_sub; null where it was not read off.</summary>
    public static string? SubspaceFloor(Method method, OptimizerKind optimizer) => (method, optimizer) switch
    {
        (Method.NestedDropout, OptimizerKind.Nesterov) => "5e-5",
        (Method.NestedDropout, OptimizerKind.Adam) => "1e-3",
        (Method.NonUniformL2, OptimizerKind.Adam) => "0.09",
        _ => null,
    };

    /// <summary>Figure 4: epochs to d_align below 0.3; null where it was not read off, or lies beyond the curve's cross.</summary>
    public static double? EpochsToAlignment(Method method, OptimizerKind optimizer, int k)
    {
        var place = Profile.Paper.LatentDimensions.ToList().IndexOf(k);
        var known = Figure4(method, optimizer);
        return place >= 0 && place < known.Length ? known[place] : null;
    }

    /// <summary>Figure 4: whether the curve ends in its cross at or before this k, so that the paper did not get beyond it.</summary>
    public static bool LiesBeyondCross(Method method, OptimizerKind optimizer, int k) =>
        LastAligned(method, optimizer) is { } last && k > last;

    /// <summary>Figure 4: k at which the curve ends in a cross; null for a curve without one, or not read off.</summary>
    public static int? LastAligned(Method method, OptimizerKind optimizer) => (method, optimizer) switch
    {
        (Method.NonUniformL2 or Method.DeterministicNestedDropout, OptimizerKind.Nesterov) => 50,
        (Method.NestedDropout, OptimizerKind.Nesterov) => 20,
        (Method.DeterministicNestedDropout, OptimizerKind.Adam) => 300,
        (Method.NonUniformL2, OptimizerKind.Adam) => 100,
        _ => null,
    };

    private static double?[] Figure4(Method method, OptimizerKind optimizer) => (method, optimizer) switch
    {
        (Method.Rag, OptimizerKind.Nesterov) => [850, 3100, 3500, 3700, 4100, 7000, 12_000, 15_800, 18_200, 16_500],
        (Method.NonUniformL2, OptimizerKind.Nesterov) => [120, 790, 3000, 11_000, 32_000],
        (Method.DeterministicNestedDropout, OptimizerKind.Nesterov) => [100, 570, 3500, 3100, 24_000],
        (Method.NestedDropout, OptimizerKind.Nesterov) => [90, 1260, 6400, 25_000],
        (Method.DeterministicNestedDropout, OptimizerKind.Adam) => [310, 910, 1300, 1700, 1900, 1200, 1900],
        (Method.NonUniformL2, OptimizerKind.Adam) => [280, 930, 2400, 3800, 6200],
        _ => [],
    };
}
