using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Outside.Tests;

/// <summary>Oja's subspace rule (1982): one matrix W, no loss, steps of its own. It finds the subspace, not the axes.</summary>
/// <remarks>B = WΣ, C = BWᵀ, W ← W + α(B − CW). The encoder is W, the decoder Wᵀ.</remarks>
public sealed record OjaSubspaceRule : Method
{
    public override string Name => "oja-subspace-rule";

    public override string Title => "Oja's subspace rule";

    public override bool TakesOptimizer => false;

    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) => 0.5 / spectrum.Largest;

    public override void Prepare<T>(Weights<T> weights) => weights.Encoder.CopyTo(weights.DecoderTransposed);

    public override IUpdate<T> CreateUpdate<T>(UpdateContext<T> context) => new Update<T>(context);

    private sealed class Update<T>(UpdateContext<T> context) : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Matrix<T> product = new(context.LatentDimension, context.Weights.DataDimension);   // B
        private readonly Matrix<T> covariance = new(context.LatentDimension, context.LatentDimension);      // −C
        private readonly T learningRate = T.CreateTruncating(context.LearningRate);

        public double? Step(Batch batch, Weights<T> weights, double lossBound)
        {
            var w = weights.Encoder;
            context.Moment.Apply(w, product, context.Team);
            MatrixProduct.MultiplyByTransposed(product, w, covariance, team: context.Team);
            TensorPrimitives.Negate<T>(covariance.AsSpan(), covariance.AsSpan());
            MatrixProduct.Multiply(covariance, w, product, accumulate: true, context.Team);
            TensorPrimitives.MultiplyAdd(product.AsSpan(), learningRate, w.AsSpan(), w.AsSpan());
            w.CopyTo(weights.DecoderTransposed);
            return null;
        }
    }
}
