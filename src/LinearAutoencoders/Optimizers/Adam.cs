using System.Numerics;
using System.Runtime.InteropServices;

namespace LinearAutoencoders.Optimizers;

/// <summary>Adam, with β₁ = 0.9, β₂ = 0.999, ε = 1e-8.</summary>
public sealed record Adam : Optimizer
{
    /// <inheritdoc/>
    public override string Name => "adam";

    /// <inheritdoc/>
    public override string Title => "Adam";

    /// <inheritdoc/>
    public override bool CommutesWithRotations => false;

    /// <inheritdoc/>
    public override bool IsScaleFree => true;

    /// <inheritdoc/>
    public override IOptimizer<T> Create<T>(Weights<T> weights, double learningRate) => new Adam<T>(weights, learningRate);
}

/// <summary>Adam (Kingma and Ba 2014), in the update form of the published experiments.</summary>
/// <remarks>
///   a ← β₁a + (1 − β₁)g      v ← β₂v + (1 − β₂)g∘g      w ← w − α · (a/(1 − β₁ᵗ)) / (√(v/(1 − β₂ᵗ)) + ε)      t = 1, 2, …
///   ε is added after the bias correction and outside the root, as PyTorch does. Steps depend on the axes of the parameters:
///   unlike momentum, Adam does not commute with rotations of data space.
/// </remarks>
public sealed class Adam<T> : IOptimizer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private readonly double learningRate;
    private readonly Weights<T> mean;
    private readonly Weights<T> square;
    private readonly long[] steps = [0];

    /// <summary>For parameters of one layout; β₁ = 0.9, β₂ = 0.999, ε = 1e-8.</summary>
    /// <param name="weights">The layout; not changed.</param>
    /// <param name="learningRate">α, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a positive number.</exception>
    public Adam(Weights<T> weights, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(weights);
        this.learningRate = Require.Positive(learningRate, "the learning rate");
        (mean, square) = (weights.CreateAlike(), weights.CreateAlike());
        Memory = [new("mean", MemoryKind.Gradients, mean), new("square", MemoryKind.SquaredGradients, square)];
        State = [StateArray.Of("steps", steps.AsMemory()), .. StateArray.Of("mean", mean), .. StateArray.Of("square", square)];
    }

    /// <inheritdoc/>
    public double RateFactor { get; set; } = 1;

    /// <inheritdoc/>
    public IReadOnlyList<OptimizerMemory<T>> Memory { get; }

    /// <inheritdoc/>
    public IReadOnlyList<StateArray> State { get; }

    /// <inheritdoc/>
    public void Step(Weights<T> weights, Weights<T> gradient)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(gradient);
        steps[0]++;
        Step(weights.Values, gradient.Values, mean.Values, square.Values);
    }

    private void Step(Span<T> weights, ReadOnlySpan<T> gradient, Span<T> mean, Span<T> square)
    {
        var stepSize = T.CreateTruncating(learningRate * RateFactor / (1 - Math.Pow(Beta1, steps[0])));
        var rootScale = T.CreateTruncating(Math.Sqrt(1 - Math.Pow(Beta2, steps[0])));
        T keep1 = T.CreateTruncating(Beta1), take1 = T.CreateTruncating(1 - Beta1);
        T keep2 = T.CreateTruncating(Beta2), take2 = T.CreateTruncating(1 - Beta2);
        var epsilon = T.CreateTruncating(Epsilon);
        var tiny = FlushToZero.Threshold<T>();
        var tinySquare = FlushToZero.SquareThreshold<T>();

        var w = MemoryMarshal.Cast<T, Vector<T>>(weights);
        var g = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        var a = MemoryMarshal.Cast<T, Vector<T>>(mean);
        var v = MemoryMarshal.Cast<T, Vector<T>>(square);
        Vector<T> scale = new(rootScale), offset = new(epsilon), least = new(tiny), leastSquare = new(tinySquare);
        for (var i = 0; i < w.Length && i < g.Length && i < a.Length && i < v.Length; i++)
        {
            var means = FlushToZero.Apply(keep1 * a[i] + take1 * g[i], least);
            var squares = FlushToZero.Apply(keep2 * v[i] + take2 * (g[i] * g[i]), leastSquare);
            a[i] = means;
            v[i] = squares;
            w[i] = FlushToZero.Apply(w[i] - stepSize * means / (Vector.SquareRoot(squares) / scale + offset), least);
        }
        for (var i = w.Length * Vector<T>.Count; i < weights.Length; i++)
        {
            mean[i] = FlushToZero.Apply(keep1 * mean[i] + take1 * gradient[i], tiny);
            square[i] = FlushToZero.Apply(keep2 * square[i] + take2 * (gradient[i] * gradient[i]), tinySquare);
            weights[i] = FlushToZero.Apply(weights[i] - stepSize * mean[i] / (T.Sqrt(square[i]) / rootScale + epsilon), tiny);
        }
    }
}
