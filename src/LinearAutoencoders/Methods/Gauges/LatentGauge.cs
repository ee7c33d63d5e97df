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
    private readonly Matrix<T> symmetric = new(settings.K, settings.K);

    /// <inheritdoc/>
    public virtual IReadOnlyList<StateArray> State => field ??= [StateArray.Of("gauge-steps", steps.AsMemory())];

    /// <summary>Of the run.</summary>
    protected GaugeSettings Settings => settings;

    /// <summary>T and T⁻ᵀ.</summary>
    protected LatentTransform<T> Transform { get; } = new(settings.K, settings.M);

    /// <summary>Whether T makes the decoder's columns orthonormal.</summary>
    protected virtual bool IsOrthonormal => true;

    /// <inheritdoc/>
    public virtual void Apply(MomentProducts<T> products, Weights<T> weights, IReadOnlyList<OptimizerMemory<T>> memory, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(weights);
        if (steps[0]++ % settings.Every != 0) return;
        // Weights that are no numbers, or zero, have no gauge; their loss will tell.
        if (!Find(products, weights, team)) return;
        Transform.FixSigns();
        Transform.Apply(products, weights, memory, IsOrthonormal, team);
    }

    /// <summary>Writes T and T⁻ᵀ; false where there are none.</summary>
    protected abstract bool Find(MomentProducts<T> products, Weights<T> weights, WorkerTeam team);

    /// <summary>wide = a · bᵀ, which is symmetric.</summary>
    protected void SymmetricProductOf(Matrix<T> a, Matrix<T> b, Matrix<double> wide, WorkerTeam team)
    {
        SymmetricProduct.MultiplyByTransposed(a, b, symmetric, team);
        Widen(symmetric, wide);
    }

    /// <summary>The same cells in double precision.</summary>
    protected static void Widen(Matrix<T> matrix, Matrix<double> wide) =>
        TensorPrimitives.ConvertTruncating<T, double>(matrix.AsSpan(), wide.AsSpan());
}
