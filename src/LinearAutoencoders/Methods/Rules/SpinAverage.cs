using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary><see cref="Spin"/> with moving averages C̄ and B̄, which start as the first batch's.</summary>
internal sealed class SpinAverage<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly UpdateContext<T> context;
    private readonly T weight;
    private readonly StepRate<T> rate;
    private readonly SpinFactors<T> factors;
    private readonly Matrix<T> product;             // B = WΣ
    private readonly Matrix<T> twice;               // BΣ
    private readonly Matrix<T> direction;
    private readonly Matrix<T> covariance;          // C, then BBᵀ
    private readonly Matrix<T> averageProduct;      // B̄
    private readonly Matrix<T> averageCovariance;   // C̄

    public SpinAverage(UpdateContext<T> context, double weight)
    {
        var (k, m) = (context.LatentDimension, context.Weights.DataDimension);
        this.context = context;
        (this.weight, rate) = (T.CreateTruncating(weight), new StepRate<T>(context, context.LearningRate));
        factors = new SpinFactors<T>(k);
        (product, twice, direction, averageProduct) = (new(k, m), new(k, m), new(k, m), new(k, m));
        (covariance, averageCovariance) = (new(k, k), new(k, k));
        State =
        [
            .. rate.State, StateArray.Of("average-product", averageProduct), StateArray.Of("average-covariance", averageCovariance),
        ];
    }

    public IReadOnlyList<StateArray> State { get; }

    public double? Step(Batch batch, Weights<T> weights, double lossBound)
    {
        var (w, team) = (weights.Encoder, context.Team);
        context.Moment.Apply(w, product, team);
        SymmetricProduct.MultiplyByTransposed(product, w, covariance, team);
        var share = rate.IsFirst ? T.One : weight;
        Average(averageCovariance.AsSpan(), covariance.AsSpan(), share);
        Average(averageProduct.AsSpan(), product.AsSpan(), share);

        context.Moment.Apply(product, twice, team);
        SymmetricProduct.MultiplyByTransposed(product, product, covariance, team);
        factors.Compute(averageCovariance, covariance, team);
        factors.Write(twice, averageProduct, direction, team);
        FreeStep<T>.Take(w, direction, rate.Next());
        FlushToZero.Apply(w.AsSpan());
        w.CopyTo(weights.DecoderTransposed);
        return null;
    }

    /// <summary>average ← (1 − share) average + share · value.</summary>
    private static void Average(Span<T> average, ReadOnlySpan<T> value, T share)
    {
        TensorPrimitives.Multiply(average, T.One - share, average);
        TensorPrimitives.MultiplyAdd(value, share, average, average);
    }
}
