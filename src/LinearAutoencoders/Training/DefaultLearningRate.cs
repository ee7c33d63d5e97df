using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Training;

/// <summary>Learning rates for data that nobody has tuned them on.</summary>
/// <remarks>
///   For Nesterov momentum the rate that is stable is inversely proportional to the largest curvature, and that is a multiple of
///   σ₁², the largest eigenvalue of Σ: 4σ₁² along the scaling of the first component. The factors below make the rates on MNIST
///   (σ₁² = 5.1) those published for it, but for the ℓ₂ penalties, whose published rates are far below what is stable. The curvature of
///   the linear VAE is σ₁⁴/σ² for its weights, σ² being the noise variance it ends at (the mean of the discarded eigenvalues), and
///   m/2 for log σ². Adam's steps do not depend on the data's scale: its rates are the published ones of MNIST.
/// </remarks>
public static class DefaultLearningRate
{
    /// <summary>The rate for a method and an optimizer on data with this spectrum.</summary>
    /// <param name="method">The method.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="latentDimension">k.</param>
    /// <param name="spectrum">The eigenvalues of Σ.</param>
    public static double For(Method method, OptimizerKind optimizer, int latentDimension, Spectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        var largest = spectrum.Largest;
        if (!(largest > 0)) return 1e-3;
        return (method, optimizer) switch
        {
            (Method.Rag, OptimizerKind.Nesterov) => 0.015 / largest,
            (Method.LinearVae, OptimizerKind.Nesterov) => 0.8 / VaeCurvature(latentDimension, spectrum),
            (_, OptimizerKind.Nesterov) => 0.15 / largest,
            (Method.NonUniformL2 or Method.NestedDropout or Method.DeterministicNestedDropout, _) => 1e-2,
            _ => 1e-3,
        };
    }

    private static double VaeCurvature(int latentDimension, Spectrum spectrum)
    {
        var largest = spectrum.Largest;
        // No noise left over (k = m, or data within a subspace) would mean an infinite curvature.
        var noise = Math.Max(spectrum.MeanDiscarded(latentDimension), 1e-4 * largest);
        return Math.Max(largest * largest / noise, spectrum.Dimension / 2.0);
    }
}
