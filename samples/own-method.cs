#:project ../src/LinearAutoencoders.Cli
#:property PublishAot=false

// A method of one's own in one file, with everything that the tool does for its own methods: options, checkpoints, pictures.
//
//   dotnet run samples/own-method.cs -- compare --data digits -k 10 --methods mine,rag
//   dotnet run samples/own-method.cs -- train --data digits -k 10 --method mine --decay 0.8

using System.Numerics;
using LinearAutoencoders;
using LinearAutoencoders.Cli;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

Console.Error.WriteLine(Gradients.Check(new Mine().CreateObjective<double>(4), latentDimension: 4));
Method.Registry.Add(new Mine());
return await Tool.RunAsync(args);

/// <summary>A reconstruction loss in which latent dimension i counts with weight dᵢ = decayⁱ.</summary>
/// <remarks>
///   L = tr Σ − 2⟨D·W₂ᵀΣ, W₁⟩ + ⟨(d dᵀ)∘W₂ᵀW₂, W₁ΣW₁ᵀ⟩
///   That is the plain loss of an encoder D·W₁: it finds the subspace and, as one will see, not the axes.
/// </remarks>
internal sealed record Mine(double Decay = 0.9) : GradientMethod
{
    private static readonly Hyperparameter[] Settings =
    [
        Hyperparameter.Number<Mine>(
            "decay", "weight of a latent dimension, relative to the one before it", mine => mine.Decay,
            (mine, value) => mine with { Decay = value }),
    ];

    public override string Name => "mine";

    public override string Title => "A method of mine";

    public override IReadOnlyList<Hyperparameter> Hyperparameters => Settings;

    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        RateOf(spectrum, optimizer, 0.15 / spectrum.Largest, scaleFree: 1e-2);

    public override IObjective<T> CreateObjective<T>(int latentDimension) =>
        new Loss<T>([.. Enumerable.Range(0, latentDimension).Select(i => Math.Pow(Decay, i))]);

    private sealed class Loss<T>(double[] weights) : IObjective<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly QuadraticGradient<T> quadratic = new();
        private readonly T[] scales = [.. weights.Select(weight => T.CreateTruncating(-2 * weight))];

        public double Evaluate(MomentProducts<T> products, Weights<T> w, Weights<T>? gradient, WorkerTeam team)
        {
            var (k, cross, square) = (weights.Length, 0.0, 0.0);
            quadratic.Resize(k);
            for (var i = 0; i < k; i++)
            {
                for (var j = 0; j < k; j++)
                {
                    var both = T.CreateTruncating(2 * weights[i] * weights[j]);
                    quadratic.Gram[i, j] = both * products.DecoderGram[i, j];
                    quadratic.Covariance[i, j] = both * products.LatentCovariance[i, j];
                    square += double.CreateTruncating(quadratic.Gram[i, j] * products.LatentCovariance[i, j]) / 2;
                }
                for (var j = 0; j < w.DataDimension; j++)
                    cross += weights[i] * double.CreateTruncating(products.DecoderMoment[i, j] * w.Encoder[i, j]);
            }
            if (gradient is not null) quadratic.Write(products, w, gradient, scales, team);
            return products.Trace - 2 * cross + square;
        }
    }
}
