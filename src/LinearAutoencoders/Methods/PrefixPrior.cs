using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>p_B: how many latent dimensions nested dropout keeps. A kept prefix of length b has dimensions 0 .. b − 1.</summary>
/// <remarks>
///   Geometric, cut off at k: P(length = b) = ρᵇ⁻¹(1 − ρ) for b = 1 .. k − 1, and the rest, ρᵏ⁻¹, for b = k. So dimension i,
///   counted from 0, is kept with probability ρⁱ. The paper's appendix H prints ρᵇ(1 − ρ) with b from 1; its code counts from 0.
/// </remarks>
public sealed class PrefixPrior
{
    /// <summary>ρ of the published experiments.</summary>
    internal const double DefaultRho = 0.9;

    private readonly double[] cumulative;

    private PrefixPrior(double[] probabilities, double[] keepProbabilities)
    {
        Probabilities = probabilities;
        KeepProbabilities = keepProbabilities;
        cumulative = new double[probabilities.Length];
        var sum = 0.0;
        for (var i = 0; i < cumulative.Length; i++) cumulative[i] = sum += probabilities[i];
    }

    /// <summary>The geometric prior of the published experiments.</summary>
    /// <param name="latentDimension">k.</param>
    /// <param name="rho">ρ, between 0 and 1, both excluded.</param>
    /// <exception cref="ArgumentOutOfRangeException">ρ is not between 0 and 1.</exception>
    public static PrefixPrior Geometric(int latentDimension, double rho)
    {
        ValidRho(rho);
        var keep = Enumerable.Range(0, latentDimension).Select(i => Math.Pow(rho, i)).ToArray();
        var probabilities = keep.Select((kept, i) => i == latentDimension - 1 ? kept : kept * (1 - rho)).ToArray();
        return new PrefixPrior(probabilities, keep);
    }

    /// <summary>P(length = i + 1), k values that sum to 1.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>Probability that dimension i is kept, P(length &gt; i): k values, the first 1, not increasing.</summary>
    public IReadOnlyList<double> KeepProbabilities { get; }

    /// <summary>k: the longest prefix.</summary>
    public int LongestPrefix => cumulative.Length;

    /// <summary>Draws a prefix length, 1 .. k.</summary>
    public int Draw(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var place = Array.BinarySearch(cumulative, random.NextUniform());
        // A hit on a boundary belongs above it: probabilities are intervals closed below.
        var index = place >= 0 ? place + 1 : ~place;
        return Math.Min(index, cumulative.Length - 1) + 1;
    }

    internal static double ValidRho(double rho) => Require.Between(0, rho, 1, "rho");

    /// <summary>ρ as the setting that both nested dropouts have.</summary>
    internal static Hyperparameter RhoOption<TMethod>(Func<TMethod, double> get, Func<TMethod, double, TMethod> with)
        where TMethod : Method =>
        Hyperparameter.Number("rho", "ratio of nested dropout's geometric prior", get, with);
}
