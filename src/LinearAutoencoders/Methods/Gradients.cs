using System.Globalization;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>Holds the gradient of an objective against its loss, so that an author can trust a formula before a run.</summary>
public static class Gradients
{
    /// <summary>Compares directional derivatives with central differences of the loss, at random weights and a random Σ.</summary>
    /// <remarks>
    ///   (L(w + hd) − L(w − hd))/2h = ⟨∇L, d⟩ + O(h²), for directions d in the encoder, the decoder and the extras apart; the best
    ///   of a few h counts, so that what is left is rounding: 1e-8 and less for a right gradient of a smooth loss.
    /// </remarks>
    /// <param name="objective">With its hyperparameters, for this k.</param>
    /// <param name="latentDimension">k.</param>
    /// <param name="dataDimension">m.</param>
    /// <param name="extraCount">How many parameters it has besides encoder and decoder.</param>
    /// <param name="seed">Determines weights, Σ and directions.</param>
    public static GradientCheck Check(
        IObjective<double> objective, int latentDimension, int dataDimension = 12, int extraCount = 0, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(objective);
        var problem = new Problem(objective, new Weights<double>(latentDimension, dataDimension, extraCount), new RandomSource(seed));
        var k = latentDimension * dataDimension;
        return new GradientCheck(problem.Error(0, k), problem.Error(k, k), problem.Error(2 * k, extraCount));
    }

    private sealed class Problem
    {
        private static readonly double[] Steps = [1e-2, 1e-3, 1e-4, 1e-5];

        private readonly IObjective<double> objective;
        private readonly SampleMoment<double> moment;
        private readonly MomentProducts<double> products;
        private readonly Weights<double> weights;
        private readonly Weights<double> gradient;
        private readonly RandomSource random;

        public Problem(IObjective<double> objective, Weights<double> weights, RandomSource random)
        {
            (this.objective, this.weights, this.random) = (objective, weights, random);
            var samples = new Matrix<double>(3 * weights.DataDimension, weights.DataDimension);
            random.FillNormal(samples.AsSpan());
            moment = new SampleMoment<double>(samples);
            products = new MomentProducts<double>(weights.LatentDimension, weights.DataDimension);
            random.FillNormal(weights.Values, 0.5);
            gradient = weights.CreateAlike();
            Loss(weights, gradient);
        }

        /// <summary>
        ///   The error along a random direction in some of the parameters, relative to gradient and direction; 0 where there are none.
        /// </summary>
        public double Error(int start, int count)
        {
            if (count == 0) return 0;
            var direction = weights.CreateAlike();
            random.FillNormal(direction.Values.Slice(start, count));
            var derivative = Vectors.Dot<double>(gradient.Values, direction.Values);
            var scale = Math.Sqrt(Vectors.SquaredNorm<double>(gradient.Values) * Vectors.SquaredNorm<double>(direction.Values));
            var error = Steps.Min(h => Math.Abs((Loss(Moved(direction, h)) - Loss(Moved(direction, -h))) / (2 * h) - derivative));
            return error / Math.Max(scale, 1e-300);
        }

        private Weights<double> Moved(Weights<double> direction, double h)
        {
            var moved = weights.Clone();
            for (var i = 0; i < moved.Values.Length; i++) moved.Values[i] += h * direction.Values[i];
            return moved;
        }

        private double Loss(Weights<double> at, Weights<double>? gradientThere = null)
        {
            products.Compute(moment, at, WorkerTeam.Alone);
            return objective.Evaluate(products, at, gradientThere, WorkerTeam.Alone);
        }
    }
}

/// <summary>How well a gradient fits its loss: relative errors along one random direction in each part of the parameters.</summary>
/// <param name="Encoder">Of ∂L/∂W₁.</param>
/// <param name="Decoder">Of ∂L/∂W₂ᵀ.</param>
/// <param name="Extras">Of the derivatives by the extras; 0 when there are none.</param>
public sealed record GradientCheck(double Encoder, double Decoder, double Extras)
{
    /// <summary>Whether all errors are those of rounding.</summary>
    public bool Holds => Encoder < 1e-7 && Decoder < 1e-7 && Extras < 1e-7;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"the gradient {(Holds ? "fits" : "does not fit")} the loss: relative error {Encoder:0.0e0} by the encoder, "
        + $"{Decoder:0.0e0} by the decoder, {Extras:0.0e0} by the extras");
}
