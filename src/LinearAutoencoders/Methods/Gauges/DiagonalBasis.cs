using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>The T at which the decoder's columns are orthonormal and a second moment in the latent space is diagonal and ordered.</summary>
/// <remarks>
///   W₂ᵀW₂ = RᵀR      latent: VᵀDV = R·W₁ΣW₁ᵀ·Rᵀ      ritz: VᵀDV = R⁻ᵀ·W₂ᵀΣW₂·R⁻¹      rows of V the eigenvectors, D descending
///   T = VR      T⁻ᵀ = VR⁻ᵀ
///   In mini-batches the second moment is an average over steps, of weight β for the newest. It turns with the gauge, and that makes it
///   D: k numbers are all there is to remember. About 19k³ flops; allocates nothing.
/// </remarks>
internal sealed class DiagonalBasis(GaugeSettings settings)
{
    private readonly TriangularFactor factor = new(settings.K);
    private readonly RepeatedEigen eigen = new(settings.K, settings.Team);
    private readonly Matrix<double> product = new(settings.K, settings.K);
    private readonly double[] values = new double[settings.K];
    private readonly long[] averaged = [0];

    /// <summary>Nothing in a full-batch run.</summary>
    public IReadOnlyList<StateArray> State => field ??= settings.Weight < 1
        ? [StateArray.Of("gauge-averaged", averaged.AsMemory()), StateArray.Of("gauge-moment", values.AsMemory())] : [];

    /// <summary>W₂ᵀW₂, k × k, for the caller to fill.</summary>
    public Matrix<double> Gram { get; } = new(settings.K, settings.K);

    /// <summary>W₁ΣW₁ᵀ or W₂ᵀΣW₂, k × k, for the caller to fill; overwritten.</summary>
    public Matrix<double> Moment { get; } = new(settings.K, settings.K);

    /// <summary>D, k values.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>Whether W₂ᵀW₂ was definite, so that T makes it the identity.</summary>
    public bool IsExact => factor.IsExact;

    /// <summary>Writes T and T⁻ᵀ, with Tᵢᵢ ≥ 0; false where the matrices are not finite or all zero.</summary>
    public bool Find(bool isLatent, LatentChange change)
    {
        var team = settings.Team;
        if (!factor.Factor(Gram, team)) return false;
        Average();
        var side = isLatent ? factor.Upper : factor.InverseTransposed;
        MatrixProduct.Multiply(side, Moment, product, team: team);
        SymmetricProduct.MultiplyByTransposed(product, side, Moment, team);
        if (!eigen.Decompose(Moment)) return false;
        eigen.Values.CopyTo(values, 0);
        MatrixProduct.Multiply(eigen.Vectors, factor.Upper, change.Forward, team: team);
        MatrixProduct.Multiply(eigen.Vectors, factor.InverseTransposed, change.Dual, team: team);
        change.FixSigns();
        return true;
    }

    private void Average()
    {
        var beta = averaged[0]++ == 0 ? 1 : settings.Weight;
        if (beta == 1) return;
        foreach (ref var cell in Moment.AsSpan()) cell *= beta;
        for (var i = 0; i < values.Length; i++) Moment[i, i] += (1 - beta) * values[i];
    }
}
