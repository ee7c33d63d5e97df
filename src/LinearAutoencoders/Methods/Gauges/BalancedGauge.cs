using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>Makes the decoder's columns orthonormal by the symmetric root, which turns nothing.</summary>
internal sealed class BalancedGauge<T>(GaugeSettings settings) : LatentGauge<T>(settings) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SymmetricRoot root = new(settings.K, settings.Team);
    private readonly Matrix<double> gram = new(settings.K, settings.K);

    protected override bool Find(MomentProducts<T> products, Weights<T> weights, WorkerTeam team)
    {
        Widen(products.DecoderGram, gram);
        return root.Compute(gram, Transform.Forward, Transform.Dual);
    }
}
