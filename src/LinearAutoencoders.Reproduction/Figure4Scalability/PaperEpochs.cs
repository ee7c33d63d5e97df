using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Results;

namespace LinearAutoencoders.Reproduction.Figure4Scalability;

/// <summary>What the paper's figure 4 shows, read off it: one seed, two digits at best.</summary>
internal static class PaperEpochs
{
    /// <summary>Epochs to d_align below 0.3; null where it was not read off, or lies beyond the curve's cross.</summary>
    public static double? ToAlignment(Model model, int k)
    {
        var place = Sizes.Paper.LatentDimensions.ToList().IndexOf(k);
        var known = Curve(model);
        return place >= 0 && place < known.Length ? known[place] : null;
    }

    /// <summary>Whether the curve ends in its cross before this k, so that the paper did not get beyond it.</summary>
    public static bool LiesBeyondCross(Model model, int k) => LastAligned(model) is { } last && k > last;

    /// <summary>k at which the curve ends in a cross; null for a curve without one, or not read off.</summary>
    private static int? LastAligned(Model model) => (model.Method, model.Optimizer) switch
    {
        (NonUniformL2 or DeterministicNestedDropout, Nesterov) => 50,
        (NestedDropout, Nesterov) => 20,
        (DeterministicNestedDropout, Adam) => 300,
        (NonUniformL2, Adam) => 100,
        _ => null,
    };

    /// <summary>From the first of the paper's k on.</summary>
    private static double[] Curve(Model model) => (model.Method, model.Optimizer) switch
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
