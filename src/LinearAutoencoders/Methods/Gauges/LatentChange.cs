using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>A change of the latent space: T and T⁻ᵀ.</summary>
/// <param name="k">The latent dimension.</param>
internal sealed class LatentChange(int k)
{
    /// <summary>T, k × k.</summary>
    public Matrix<double> Forward { get; } = new(k, k);

    /// <summary>T⁻ᵀ, k × k.</summary>
    public Matrix<double> Dual { get; } = new(k, k);

    /// <summary>Turns the signs so that Tᵢᵢ ≥ 0: no unit jumps to its opposite.</summary>
    public void FixSigns()
    {
        for (var i = 0; i < k; i++)
        {
            if (!(Forward[i, i] < 0)) continue;
            RowKernels.Scale(-1, Forward.Row(i));
            RowKernels.Scale(-1, Dual.Row(i));
        }
    }
}
