using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>What the paper's figures show, read off them: one seed, two digits at best.</summary>
internal static class PaperNumbers
{
    /// <summary>Figure 2: d_align after 30,000 epochs; null where the paper has no such run.</summary>
    public static string? FinalAlignment(Model model) => (model.Method, model.Optimizer) switch
    {
        (UniformL2, Nesterov) => "0.735",
        (NonUniformL2, Nesterov) => "0.387",
        (LinearVae, Nesterov) => "0.28",
        (DeterministicNestedDropout, Nesterov) => "0.042",
        (NestedDropout, Nesterov) => "0.022",
        (Rag, Nesterov) => "0.001",
        (UniformL2, Adam) => "0.738",
        (NonUniformL2, Adam) => "0.095",
        (LinearVae, Adam) => "0.006",
        (NestedDropout, Adam) => "0.003",
        (DeterministicNestedDropout, Adam) => "< 0.001",
        _ => null,
    };

    /// <summary>Figure 2: d_align after 5,000 epochs; null where it was not read off.</summary>
    public static string? EarlyAlignment(Model model) => (model.Method, model.Optimizer) switch
    {
        (NonUniformL2, Nesterov) => "0.53",
        (LinearVae, Nesterov) => "0.50",
        (DeterministicNestedDropout, Nesterov) => "0.14",
        (NestedDropout, Nesterov) => "0.125",
        (Rag, Nesterov) => "0.04",
        _ => null,
    };

    /// <summary>Figure 2: the floor of d_sub; null where it was not read off.</summary>
    public static string? SubspaceFloor(Model model) => (model.Method, model.Optimizer) switch
    {
        (NestedDropout, Nesterov) => "5e-5",
        (NestedDropout, Adam) => "1e-3",
        (NonUniformL2, Adam) => "0.09",
        _ => null,
    };

    /// <summary>Figure 4: epochs to d_align below 0.3; null where it was not read off, or lies beyond the curve's cross.</summary>
    public static double? EpochsToAlignment(Model model, int k)
    {
        var place = Profile.Paper.LatentDimensions.ToList().IndexOf(k);
        var known = Figure4(model);
        return place >= 0 && place < known.Length ? known[place] : null;
    }

    /// <summary>Figure 4: whether the curve ends in its cross at or before this k, so that the paper did not get beyond it.</summary>
    public static bool LiesBeyondCross(Model model, int k) =>
        LastAligned(model) is { } last && k > last;

    /// <summary>Figure 4: k at which the curve ends in a cross; null for a curve without one, or not read off.</summary>
    public static int? LastAligned(Model model) => (model.Method, model.Optimizer) switch
    {
        (NonUniformL2 or DeterministicNestedDropout, Nesterov) => 50,
        (NestedDropout, Nesterov) => 20,
        (DeterministicNestedDropout, Adam) => 300,
        (NonUniformL2, Adam) => 100,
        _ => null,
    };

    private static double?[] Figure4(Model model) => (model.Method, model.Optimizer) switch
    {
        (Rag, Nesterov) => [850, 3100, 3500, 3700, 4100, 7000, 12_000, 15_800, 18_200, 16_500],
        (NonUniformL2, Nesterov) => [120, 790, 3000, 11_000, 32_000],
        (DeterministicNestedDropout, Nesterov) => [100, 570, 3500, 3100, 24_000],
        (NestedDropout, Nesterov) => [90, 1260, 6400, 25_000],
        (DeterministicNestedDropout, Adam) => [310, 910, 1300, 1700, 1900, 1200, 1900],
        (NonUniformL2, Adam) => [280, 930, 2400, 3800, 6200],
        _ => [],
    };
}
