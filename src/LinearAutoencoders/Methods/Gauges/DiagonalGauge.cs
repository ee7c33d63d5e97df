using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>The latent and the ritz gauge: <see cref="DiagonalBasis{T}"/>.</summary>
/// <param name="isLatent">Whether the second moment is that of the latents, else of the data within the decoder's span.</param>
/// <param name="settings">Of the run.</param>
internal sealed class DiagonalGauge<T>(bool isLatent, GaugeSettings settings) : LatentGauge<T>(settings)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly DiagonalBasis<T> basis = new(settings);

    /// <inheritdoc/>
    public override IReadOnlyList<StateArray> State => [.. base.State, .. basis.State];

    /// <inheritdoc/>
    protected override bool IsOrthonormal => basis.IsExact;

    /// <inheritdoc/>
    protected override bool Find(MomentProducts<T> products, Weights<T> weights, LatentChange<T> change, WorkerTeam team)
    {
        if (isLatent) products.LatentCovariance.CopyTo(basis.Moment);
        else SymmetricProduct.MultiplyByTransposed(weights.DecoderTransposed, products.DecoderMoment, basis.Moment, team);
        return basis.Find(products.DecoderGram, isLatent, change);
    }
}
