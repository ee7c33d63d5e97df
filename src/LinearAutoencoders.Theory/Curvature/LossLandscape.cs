using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Curvature;

/// <summary>The non-uniform ℓ₂ loss of two components over the plane of figure 1: W₁ = W₂ᵀ = αO(θ)(I − ΛS⁻²)^½Uᵀ.</summary>
/// <remarks>
///   In the eigenbasis, with νᵢ = 1 − λᵢ/σᵢ² and O(θ) a rotation: L = tr S² − 2⟨G, S²⟩ + ⟨G², S²⟩ + 2 sum λᵢ‖wᵢ‖², G = W₁ᵀW₁.
///   G = α²N does not depend on θ (N = diag ν), so that the reconstruction loss depends on α alone: only the penalties see the rotation.
///   L(α, θ) = sumᵢ σᵢ²(1 − α²νᵢ)² + 2α²((λ₁ν₁ + λ₂ν₂)cos²θ + (λ₁ν₂ + λ₂ν₁)sin²θ).
///   The other components of the data add a constant, which is left out. α = 1, θ = 0 or π is the global minimum.
/// </remarks>
public sealed class LossLandscape
{
    private readonly (double Variance, double Penalty, double Nu) first, second;

    /// <summary>Of two components with their penalties.</summary>
    /// <param name="variances">σ² of the two, the larger first.</param>
    /// <param name="penalties">λ of the two, ascending, each below its σ².</param>
    /// <exception cref="ArgumentException">A penalty is not positive or not below its variance, or the order is another.</exception>
    public LossLandscape((double First, double Second) variances, (double First, double Second) penalties)
    {
        if (!(variances.First >= variances.Second))
            throw new ArgumentException(FormattableString.Invariant(
                $"the variances are {variances.First} and {variances.Second}; the larger comes first"));
        first = Component(variances.First, penalties.First);
        second = Component(variances.Second, penalties.Second);
    }

    /// <summary>L at (x, y) = (α cos θ, α sin θ).</summary>
    public double At(double x, double y)
    {
        var (cosine, sine) = (x * x, y * y);  // α² cos²θ, α² sin²θ
        var square = cosine + sine;
        return first.Variance * Math.Pow(1 - square * first.Nu, 2) + second.Variance * Math.Pow(1 - square * second.Nu, 2)
            + 2 * (cosine * (first.Penalty * first.Nu + second.Penalty * second.Nu)
                + sine * (first.Penalty * second.Nu + second.Penalty * first.Nu));
    }

    /// <summary>The global minima in this plane: the ordered components, with both signs.</summary>
    public static IReadOnlyList<(double X, double Y)> Minima { get; } = [(1, 0), (-1, 0)];

    /// <summary>L on a grid over the square from −reach to reach; row 0 at y = −reach.</summary>
    /// <param name="points">Grid points of a side.</param>
    /// <param name="reach">Half of the square's side.</param>
    public Matrix<double> Sample(int points, double reach)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        var values = new Matrix<double>(points, points);
        for (var i = 0; i < points; i++)
            for (var j = 0; j < points; j++)
                values[i, j] = At(reach * (2.0 * j / (points - 1) - 1), reach * (2.0 * i / (points - 1) - 1));
        return values;
    }

    private static (double, double, double) Component(double variance, double penalty) => penalty > 0 && penalty < variance
        ? (variance, penalty, 1 - penalty / variance)
        : throw new ArgumentException(FormattableString.Invariant(
                $"the penalty {penalty} of a component with variance {variance} leaves nothing of it; use one between 0 and the variance"));
}
