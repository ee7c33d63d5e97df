using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory;

/// <summary>The linear VAE's optimal posterior for a given decoder.</summary>
/// <remarks>
///   M = WᵀW + σ²I      V = M⁻¹Wᵀ (balanced encoder)      D* = σ²(diag(WᵀW) + σ²I)⁻¹          Bao et al. 2020, appendix F
/// </remarks>
internal static class OptimalVae
{
    /// <summary>Weights with this decoder: encoder and log-variances optimal, and log σ² as given.</summary>
    /// <param name="decoderTransposed">Wᵀ, k × m.</param>
    /// <param name="logNoise">log σ².</param>
    public static Weights<double> Of(Matrix<double> decoderTransposed, double logNoise)
    {
        var (k, noise) = (decoderTransposed.Rows, Math.Exp(logNoise));
        var system = decoderTransposed.TimesTransposed(decoderTransposed) + noise * MatrixAlgebra.Identity(k);
        var eigen = SymmetricEigen.Decompose(system);
        var inverse = eigen.Vectors.TransposedTimes(MatrixAlgebra.Diagonal(eigen.Values.Select(value => 1 / value)) * eigen.Vectors);
        var weights = WeightAlgebra.Of(inverse * decoderTransposed, decoderTransposed, k + 1);
        for (var i = 0; i < k; i++) weights.Extra[i] = Math.Log(noise / system[i, i]);
        weights.Extra[k] = logNoise;
        return weights;
    }
}
