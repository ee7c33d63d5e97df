using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>A gauge that finds its T from k × k matrices, in double precision, and applies it every so many steps.</summary>
internal abstract class LatentGauge<T>(GaugeSettings settings) : IGauge<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly long[] steps = [0];
    private readonly LatentChange<T> change = new(settings.K);
    private readonly LatentTransform<T> transform = new(settings.K);

    /// <inheritdoc/>
    public virtual IReadOnlyList<StateArray> State => field ??= [StateArray.Of("gauge-steps", steps.AsMemory())];

    /// <summary>Whether T makes the decoder's columns orthonormal.</summary>
    protected virtual bool IsOrthonormal => true;

    /// <inheritdoc/>
    public void Apply(MomentProducts<T> products, Weights<T> weights, IReadOnlyList<OptimizerMemory<T>> memory, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(weights);
        if (settings.Every == 0 || steps[0]++ % settings.Every != 0) return;
        // Weights that are no numbers, or zero, have no gauge; their loss will tell.
        if (!Find(products, weights, change, team)) return;
        transform.Apply(change, products, weights, memory, IsOrthonormal, team);
        OnApplied(change, weights, memory);
    }

    /// <summary>Writes T and T⁻ᵀ; false where there are none.</summary>
    protected abstract bool Find(MomentProducts<T> products, Weights<T> weights, LatentChange<T> change, WorkerTeam team);

    /// <summary>Changes what else depends on the latent space; nothing by default.</summary>
    protected virtual void OnApplied(LatentChange<T> change, Weights<T> weights, IReadOnlyList<OptimizerMemory<T>> memory) { }

    /// <summary>The same cells in double precision.</summary>
    protected static void Widen(Matrix<T> matrix, Matrix<double> wide) =>
        TensorPrimitives.ConvertTruncating<T, double>(matrix.AsSpan(), wide.AsSpan());
}
