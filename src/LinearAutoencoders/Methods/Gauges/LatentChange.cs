using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>A change of the latent space: T and T⁻ᵀ.</summary>
/// <param name="k">The latent dimension.</param>
internal sealed class LatentChange<T>(int k) where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>T, k × k.</summary>
    public Matrix<T> Forward { get; } = new(k, k);

    /// <summary>T⁻ᵀ, k × k.</summary>
    public Matrix<T> Dual { get; } = new(k, k);

    /// <summary>The same, rounded from double precision.</summary>
    public void Set(Matrix<double> forward, Matrix<double> dual)
    {
        TensorPrimitives.ConvertTruncating<double, T>(forward.AsSpan(), Forward.AsSpan());
        TensorPrimitives.ConvertTruncating<double, T>(dual.AsSpan(), Dual.AsSpan());
    }

    /// <summary>Turns the signs so that Tᵢᵢ ≥ 0: no unit jumps to its opposite.</summary>
    public void FixSigns()
    {
        for (var i = 0; i < k; i++)
        {
            if (!(Forward[i, i] < T.Zero)) continue;
            TensorPrimitives.Negate<T>(Forward.Row(i), Forward.Row(i));
            TensorPrimitives.Negate<T>(Dual.Row(i), Dual.Row(i));
        }
    }
}
