using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>Makes the decoder's columns orthonormal by the symmetric root, which turns nothing.</summary>
internal sealed class BalancedGauge<T>(GaugeSettings settings) : LatentGauge<T>(settings) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SymmetricRoot root = new(settings.K, settings.Team);
    private readonly Matrix<double> gram = new(settings.K, settings.K);

    /// <inheritdoc/>
    protected override bool Find(MomentProducts<T> products, Weights<T> weights, LatentChange<T> change, WorkerTeam team)
    {
        Widen(products.DecoderGram, gram);
        if (!root.Compute(gram)) return false;
        change.Set(root.Root, root.InverseRoot);
        return true;
    }
}
