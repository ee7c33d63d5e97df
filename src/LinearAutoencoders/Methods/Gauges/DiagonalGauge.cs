using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>Makes the decoder's columns orthonormal, and a second moment in the latent space diagonal and ordered.</summary>
/// <remarks>
///   W₂ᵀW₂ = RᵀR      latent: VᵀDV = R·W₁ΣW₁ᵀ·Rᵀ      ritz: VᵀDV = R⁻ᵀ·W₂ᵀΣW₂·R⁻¹      rows of V the eigenvectors, D descending
///   T = VR      T⁻ᵀ = VR⁻ᵀ
///   In mini-batches the second moment is an average over steps, of weight β for the newest. It turns with the gauge, and that makes it
///   D: k numbers are all there is to remember. About 19k³ flops.
/// </remarks>
/// <param name="isLatent">Whether the second moment is that of the latents, else of the data within the decoder's span.</param>
/// <param name="settings">Of the run.</param>
internal sealed class DiagonalGauge<T>(bool isLatent, GaugeSettings settings) : LatentGauge<T>(settings)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TriangularFactor factor = new(settings.K);
    private readonly RepeatedEigen eigen = new(settings.K, settings.Team);
    private readonly Matrix<double> gram = new(settings.K, settings.K);
    private readonly Matrix<double> moment = new(settings.K, settings.K);
    private readonly Matrix<double> product = new(settings.K, settings.K);
    private readonly double[] average = new double[settings.K];
    private readonly long[] averaged = [0];

    /// <inheritdoc/>
    public override IReadOnlyList<StateArray> State => Settings.Weight < 1
        ? [.. base.State, StateArray.Of("gauge-averaged", averaged.AsMemory()), StateArray.Of("gauge-moment", average.AsMemory())]
        : base.State;

    /// <summary>D at the last application, k values.</summary>
    public ReadOnlySpan<double> Values => average;

    /// <inheritdoc/>
    protected override bool IsOrthonormal => factor.IsExact;

    /// <inheritdoc/>
    protected override bool Find(MomentProducts<T> products, Weights<T> weights, WorkerTeam team)
    {
        Widen(products.DecoderGram, gram);
        if (!factor.Factor(gram, team)) return false;
        if (isLatent) Widen(products.LatentCovariance, moment);
        else SymmetricProductOf(weights.DecoderTransposed, products.DecoderMoment, moment, team);
        Average();
        var side = isLatent ? factor.Upper : factor.InverseTransposed;
        MatrixProduct.Multiply(side, moment, product, team: team);
        SymmetricProduct.MultiplyByTransposed(product, side, moment, team);
        if (!eigen.Decompose(moment)) return false;
        eigen.Values.CopyTo(average, 0);
        MatrixProduct.Multiply(eigen.Vectors, factor.Upper, Transform.Forward, team: team);
        MatrixProduct.Multiply(eigen.Vectors, factor.InverseTransposed, Transform.Dual, team: team);
        return true;
    }

    private void Average()
    {
        var beta = averaged[0]++ == 0 ? 1 : Settings.Weight;
        if (beta == 1) return;
        foreach (ref var cell in moment.AsSpan()) cell *= beta;
        for (var i = 0; i < average.Length; i++) moment[i, i] += (1 - beta) * average[i];
    }
}
