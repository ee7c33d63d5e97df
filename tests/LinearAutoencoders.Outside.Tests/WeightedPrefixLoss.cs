using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Outside.Tests;

/// <summary>The loss of Oftadeh, Shen, Wang and Shell (ICML 2020): the reconstruction losses of all prefixes, added up.</summary>
/// <param name="Growth">The weight of prefix i is Growthⁱ; 1 weighs all alike, as the paper does.</param>
public sealed record WeightedPrefixLoss(double Growth = 1) : GradientMethod
{
    private static readonly Hyperparameter[] Settings =
    [
        Hyperparameter.Number<WeightedPrefixLoss>(
            "prefix-growth", "ratio of the weights of two successive prefixes", method => method.Growth,
            (method, value) => method with { Growth = value }),
    ];

    public override string Name => "weighted-prefix-loss";

    public override string Title => "Sum of prefix losses";

    public override IReadOnlyList<Hyperparameter> Hyperparameters => Settings;

    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        RateOf(spectrum, optimizer, 0.15 / (spectrum.Largest * Weights(latentDimension).Sum()), scaleFree: 1e-2);

    public override IObjective<T> CreateObjective<T>(int latentDimension) => new Loss<T>(Weights(latentDimension));

    private double[] Weights(int k) => [.. Enumerable.Range(0, k).Select(i => Math.Pow(Growth, i))];

    /// <summary>
    ///   L = sumᵢ wᵢ ‖X − W₂ Iᵢ W₁X‖²/n      qᵢ = sum_{j ≥ i} wⱼ, Q = diag(q), Mᵢⱼ = q_max(i,j)
    ///   L = q₁ tr Σ − 2⟨Q·W₂ᵀΣ, W₁⟩ + ⟨M∘W₂ᵀW₂, W₁ΣW₁ᵀ⟩
    ///   ∂L/∂W₁ = 2((M∘W₂ᵀW₂)·W₁Σ − Q·W₂ᵀΣ)      ∂L/∂W₂ᵀ = 2((M∘W₁ΣW₁ᵀ)·W₂ᵀ − Q·W₁Σ)
    /// </summary>
    private sealed class Loss<T> : IObjective<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly QuadraticGradient<T> quadratic = new();
        private readonly Matrix<T> mask;   // 2M
        private readonly T[] scales;       // −2q
        private readonly double[] q;

        public Loss(double[] weights)
        {
            var k = weights.Length;
            q = [.. Enumerable.Range(0, k).Select(i => weights[i..].Sum())];
            scales = [.. q.Select(value => T.CreateTruncating(-2 * value))];
            mask = new Matrix<T>(k, k);
            for (var i = 0; i < k; i++)
                for (var j = 0; j < k; j++) mask[i, j] = T.CreateTruncating(2 * q[Math.Max(i, j)]);
        }

        public double Evaluate(MomentProducts<T> products, Weights<T> weights, Weights<T>? gradient, WorkerTeam team)
        {
            quadratic.Resize(q.Length);
            TensorPrimitives.Multiply<T>(mask.AsSpan(), products.DecoderGram.AsSpan(), quadratic.Gram.AsSpan());
            TensorPrimitives.Multiply<T>(mask.AsSpan(), products.LatentCovariance.AsSpan(), quadratic.Covariance.AsSpan());
            if (gradient is not null) quadratic.Write(products, weights, gradient, scales, team);
            var cross = 0.0;
            for (var i = 0; i < q.Length; i++) cross += q[i] * Dot(products.DecoderMoment.Row(i), weights.Encoder.Row(i));
            return q[0] * products.Trace - 2 * cross + Dot(quadratic.Gram.AsSpan(), products.LatentCovariance.AsSpan()) / 2;
        }

        private static double Dot(ReadOnlySpan<T> x, ReadOnlySpan<T> y) => double.CreateTruncating(TensorPrimitives.Dot(x, y));
    }
}
