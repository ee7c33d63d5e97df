using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>In the first step alone, once the decoder is orthonormal: W₁ = W₂ᵀΣ/λ₁, at one more product with Σ.</summary>
/// <remarks>
///   Without it momentum overshoots while the encoder grows from nearly nothing, and the rate 1/(4λ₁) diverges on most flat spectra.
///   W₂ᵀ itself would leave components in directions of hardly any variance, which decay slowly.
/// </remarks>
/// <param name="moment">Σ of the step.</param>
/// <param name="largest">λ₁.</param>
/// <param name="before">What makes the decoder orthonormal first; null: that has been done.</param>
internal sealed class EncoderStart<T>(ISecondMoment<T> moment, double largest, IGauge<T>? before = null) : IGauge<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly long[] steps = [0];

    /// <inheritdoc/>
    public IReadOnlyList<StateArray> State => field ??= [StateArray.Of("start-steps", steps.AsMemory())];

    /// <inheritdoc/>
    public void Apply(MomentProducts<T> products, Weights<T> weights, IReadOnlyList<OptimizerMemory<T>> memory, WorkerTeam team)
    {
        if (steps[0]++ > 0 || !(largest > 0)) return;
        before?.Apply(products, weights, memory, team);
        TensorPrimitives.Divide(products.DecoderMoment.AsSpan(), T.CreateTruncating(largest), weights.Encoder.AsSpan());
        products.Compute(moment, weights, team);
    }
}
