using System.Numerics;
using System.Runtime.InteropServices;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Optimizers;

/// <summary>Gradient descent with Nesterov momentum.</summary>
/// <param name="Momentum">μ, at least 0 and below 1.</param>
/// <param name="Restarts">Whether μ starts from 0 and grows, and begins anew whenever the momentum points uphill.</param>
public sealed record Nesterov(double Momentum = Nesterov.DefaultMomentum, bool Restarts = false) : Optimizer
{
    private const string Adaptive = "adaptive", Never = "never";

    private static readonly Hyperparameter[] Settings =
    [
        Hyperparameter.Number<Nesterov>(
            "momentum", "of Nesterov's method", one => one.Momentum, (one, value) => one with { Momentum = value }),
        Hyperparameter.Choice<Nesterov>(
            "restart", "adaptive: let the momentum grow, and begin anew when it points uphill", [Never, Adaptive],
            one => one.Restarts ? Adaptive : null, (one, value) => one with { Restarts = value == Adaptive }),
    ];

    internal const double DefaultMomentum = 0.9;

    /// <summary>μ.</summary>
    public double Momentum { get; init => field = Valid(value); } = Valid(Momentum);

    /// <inheritdoc/>
    public override string Name => "nesterov";

    /// <inheritdoc/>
    public override string Title => "Nesterov";

    /// <inheritdoc/>
    public override bool CommutesWithRotations => true;

    /// <inheritdoc/>
    public override bool IsScaleFree => false;

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters => Settings;

    /// <inheritdoc/>
    public override IOptimizer<T> Create<T>(Weights<T> weights, double learningRate) =>
        new Nesterov<T>(weights, learningRate, Momentum, Restarts);

    internal static double Valid(double momentum) => Require.FromTo(0, momentum, 1, "momentum");
}

/// <summary>Gradient descent with Nesterov momentum, in the update form of the published experiments.</summary>
/// <remarks>
///   v ← μv + g      w ← w − α(g + μv)      v starts at 0, so the first step is α(1 + μ)g      PyTorch's SGD with nesterov=True
///   Sutskever et al. 2013 state it with the gradient taken at the look-ahead point; this is the same up to a change of variable.
///   With restarts μ = τ/(τ + 3), τ = 1, 2, … steps; where ⟨g, g + μv⟩ &lt; 0, τ starts anew at the next step and v stays
///   (O'Donoghue and Candès 2015).
/// </remarks>
public sealed class Nesterov<T> : IOptimizer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double learningRate;
    private readonly double momentum;
    private readonly bool restarts;
    private readonly Weights<T> velocity;
    private readonly long[] steps = [0];
    private readonly long[] sinceRestart = [0];

    /// <summary>For parameters of one layout.</summary>
    /// <param name="weights">The layout; not changed.</param>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="momentum">μ, at least 0 and below 1.</param>
    /// <param name="restarts">Whether μ grows from 0, and again whenever the momentum points uphill; then it is not the one given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public Nesterov(Weights<T> weights, double learningRate, double momentum = Nesterov.DefaultMomentum, bool restarts = false)
    {
        ArgumentNullException.ThrowIfNull(weights);
        this.learningRate = Require.Positive(learningRate, "the learning rate");
        this.momentum = Nesterov.Valid(momentum);
        this.restarts = restarts;
        velocity = weights.CreateAlike();
        Memory = [new("velocity", MemoryKind.Gradients, velocity)];
        State = [StateArray.Of("steps", steps.AsMemory()), .. StateArray.Of("velocity", velocity)];
        if (restarts) State = [.. State, StateArray.Of("steps-since-restart", sinceRestart.AsMemory())];
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
        var rate = T.CreateTruncating(learningRate * RateFactor);
        if (restarts) StepAndRestart(weights.Values, gradient.Values, rate);
        else Step(weights.Values, gradient.Values, velocity.Values, T.CreateTruncating(momentum), rate);
        steps[0]++;
    }

    private void StepAndRestart(Span<T> weights, ReadOnlySpan<T> gradient, T rate)
    {
        var tau = ++sinceRestart[0];
        var mu = (double)tau / (tau + 3);
        Step(weights, gradient, velocity.Values, T.CreateTruncating(mu), rate);
        if (Vectors.SquaredNorm(gradient) + mu * Vectors.Dot(gradient, velocity.Values) < 0) sinceRestart[0] = 0;
    }

    private static void Step(Span<T> weights, ReadOnlySpan<T> gradient, Span<T> velocity, T momentum, T learningRate)
    {
        // One pass over all three arrays: in three library calls they would travel through the cache three times.
        var w = MemoryMarshal.Cast<T, Vector<T>>(weights);
        var g = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        var v = MemoryMarshal.Cast<T, Vector<T>>(velocity);
        var tiny = FlushToZero.Threshold<T>();
        Vector<T> mu = new(momentum), alpha = new(learningRate), least = new(tiny);
        for (var i = 0; i < w.Length && i < g.Length && i < v.Length; i++)
        {
            var velocities = FlushToZero.Apply(mu * v[i] + g[i], least);
            v[i] = velocities;
            w[i] = FlushToZero.Apply(w[i] - alpha * (g[i] + mu * velocities), least);
        }
        for (var i = w.Length * Vector<T>.Count; i < weights.Length; i++)
        {
            velocity[i] = FlushToZero.Apply(momentum * velocity[i] + gradient[i], tiny);
            weights[i] = FlushToZero.Apply(weights[i] - learningRate * (gradient[i] + momentum * velocity[i]), tiny);
        }
    }
}
