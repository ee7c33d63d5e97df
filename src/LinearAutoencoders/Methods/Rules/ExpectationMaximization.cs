using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>Expectation-maximization of a decoder W, m × k: each step solves for it, without a gradient.</summary>
/// <remarks>
///   The learning rate is the part of the way that a step goes, W ← W + γ(W̃ − W): 1, the step itself, on all samples. In mini-batches
///   it is divided by the batches of an epoch (stepwise EM, Cappé and Moulines 2009), so that an epoch weighs as much as one step on all.
///   While it trains, the encoder is Wᵀ; the one that belongs to W is made when weights are read.
/// </remarks>
public abstract record ExpectationMaximization : Method
{
    private protected ExpectationMaximization() { }

    /// <inheritdoc/>
    public override MethodOrigin Origin => MethodOrigin.Related;

    /// <inheritdoc/>
    public sealed override bool TakesOptimizer => false;

    /// <summary>1: whole steps.</summary>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) => 1;

    /// <summary>W is what was drawn for the decoder.</summary>
    public override void Prepare<T>(Weights<T> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.DecoderTransposed.CopyTo(weights.Encoder);
    }

    /// <inheritdoc/>
    public override ScheduleKind PreferredSchedule(bool inBatches) => inBatches ? ScheduleKind.Cosine : ScheduleKind.Constant;

    private protected static StepRate<T> StepSize<T>(UpdateContext<T> context) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(context, Math.Min(1, context.LearningRate / context.StepsPerEpoch));
    }
}

/// <summary>What both forms of the step are made of; rows are latent dimensions.</summary>
/// <remarks>B = WᵀΣ   (k × m)      C = WᵀΣW, G = WᵀW (+ σ²I)   (k × k)      W̃ᵀ = G S⁻¹ B, S = C, or σ²G + C</remarks>
internal sealed class EmProducts<T>(int k, int m) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Matrix<T> moment = new(k, m);
    private readonly Matrix<T> factor = new(k, k);
    private readonly InverseFactor<T> inverse = new(k);

    /// <summary>C, k × k.</summary>
    public Matrix<T> Covariance { get; } = new(k, k);

    /// <summary>G, k × k.</summary>
    public Matrix<T> Gram { get; } = new(k, k);

    /// <summary>L⁻¹B, k × m, of S = LLᵀ.</summary>
    public Matrix<T> Whitened { get; } = new(k, m);

    public void Compute(ISecondMoment<T> of, Weights<T> weights, WorkerTeam team)
    {
        var w = weights.DecoderTransposed;
        of.Apply(w, moment, team);
        SymmetricProduct.MultiplyByTransposed(moment, w, Covariance, team);
        SymmetricProduct.MultiplyByTransposed(w, w, Gram, team);
    }

    public void Whiten(Matrix<T> by, WorkerTeam team)
    {
        inverse.Compute(by);
        MatrixProduct.Multiply(inverse.Inverse, moment, Whitened, team: team);
    }

    /// <summary>Wᵀ ← (1 − γ)Wᵀ + γ G L⁻ᵀ L⁻¹B, as decoder and encoder.</summary>
    public void Maximize(Weights<T> weights, T stepSize, WorkerTeam team)
    {
        var w = weights.DecoderTransposed;
        MatrixProduct.MultiplyByTransposed(Gram, inverse.Inverse, factor, team: team);
        MatrixProduct.Multiply(factor, Whitened, moment, team: team);
        TensorPrimitives.Multiply(w.AsSpan(), T.One - stepSize, w.AsSpan());
        TensorPrimitives.MultiplyAdd(moment.AsSpan(), stepSize, w.AsSpan(), w.AsSpan());
        FlushToZero.Apply(w.AsSpan());
        w.CopyTo(weights.Encoder);
    }
}
