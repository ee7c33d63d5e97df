using System.Numerics;

namespace LinearAutoencoders.Theory.Curvature;

/// <summary>How fast gradient descent with Nesterov momentum moves along a direction of constant curvature.</summary>
/// <remarks>
///   A coordinate obeys y ← (1+μ)(1−ακ)y − μ(1−ακ)y₋₁, so that z² − (1+μ)(1−ακ)z + μ(1−ακ) = 0 and the larger |z| is its factor.
/// </remarks>
public static class NesterovRate
{
    /// <summary>|z|: what a step multiplies the coordinate by. Below 1 it decays; above, it grows or, for large ακ, diverges.</summary>
    /// <param name="curvature">κ; negative where the loss falls to both sides.</param>
    /// <param name="learningRate">α.</param>
    /// <param name="momentum">μ.</param>
    public static double Factor(double curvature, double learningRate, double momentum)
    {
        var (sum, product) = ((1 + momentum) * (1 - learningRate * curvature), momentum * (1 - learningRate * curvature));
        var root = Complex.Sqrt(sum * sum - 4 * product);
        return Math.Max(Complex.Abs((sum + root) / 2), Complex.Abs((sum - root) / 2));
    }
}
