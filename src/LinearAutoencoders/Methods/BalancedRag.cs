using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>RAG with what it lacks: the rotation apart from the optimizer, and the decoder kept orthonormal.</summary>
/// <remarks>
///   RAG stands still wherever W₁ΣW₁ᵀ is diagonal, and that is the components only if W₁W₁ᵀ = W₂ᵀW₂, or if W₂ is orthonormal. The
///   gradient flow and rotations conserve W₁W₁ᵀ − W₂ᵀW₂; finite steps, Adam and mini-batches move it, and nothing restores it.
/// </remarks>
/// <param name="Angles"><c>jacobi</c>, or <c>scaled</c>: in proportion to W₁ΣW₁ᵀ, as the paper's.</param>
/// <param name="Turn">
///   The most that a step may turn: the root of the sum of all squared Aᵢⱼ, of up to 8 units; of k more, √(k/8) times that.
/// </param>
public sealed record BalancedRag(string Angles = BalancedRag.Jacobi, double Turn = BalancedRag.LargestTurn) : GradientMethod
{
    /// <summary>√2: then no plane turns by more than A's norm of 1, since a skew-symmetric matrix has each singular value twice.</summary>
    private const double LargestTurn = 1.4142135623730951;

    /// <summary>
    ///   Units from which on the turn grows: the largest singular value of k × k random angles is 2/√k of their norm, 1/√2 for k = 8.
    /// </summary>
    private const double UnitsOfTurn = 8;

    private const string Jacobi = "jacobi", Scaled = "scaled";

    private static readonly Hyperparameter[] Settings =
    [
        Hyperparameter.Choice<BalancedRag>(
            "angles", "of the rotation in a step: jacobi knows no gap between variances", [Jacobi, Scaled],
            method => method.Angles, (method, value) => method with { Angles = value }),
        Hyperparameter.Number<BalancedRag>(
            "turn", "the most that a step may turn, as the Frobenius norm of the angles of up to 8 units, of k more times √(k/8)",
            method => method.Turn,
            (method, value) => method with { Turn = value }),
    ];

    /// <summary>How the angles of the rotation follow from W₁ΣW₁ᵀ.</summary>
    public string Angles { get; init => field = Valid(value); } = Valid(Angles);

    /// <summary>The largest Frobenius norm of a step's angles, of up to 8 units; of k more, √(k/8) times that.</summary>
    public double Turn { get; init => field = ValidTurn(value); } = ValidTurn(Turn);

    /// <inheritdoc/>
    public override string Name => "balanced-rag";

    /// <inheritdoc/>
    public override string Title => "Balanced RAG";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters => Settings;

    /// <inheritdoc/>
    public override IReadOnlyList<GaugeKind> Gauges => [GaugeKind.Balanced];

    /// <inheritdoc/>
    public override double? PreferredTolerance => GaugeFixed.ToleranceOfTool;

    /// <inheritdoc/>
    public override ScheduleKind PreferredSchedule(bool inBatches) => GaugeFixed.ScheduleOf(inBatches);

    /// <inheritdoc/>
    public override double BatchRateFactor(Spectrum spectrum, long batchSize) => GaugeFixed.RateFactorOf(spectrum, batchSize);

    /// <inheritdoc/>
    public override Method InUnitsOf(double unit) => this;

    /// <inheritdoc/>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        new GaugeFixed().DefaultLearningRate(spectrum, latentDimension, optimizer);

    /// <inheritdoc/>
    public override IObjective<T> CreateObjective<T>(int latentDimension) => new Reconstruction<T>();

    /// <inheritdoc/>
    public override IGauge<T>? CreateGauge<T>(UpdateContext<T> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var settings = context.GaugeSettings;
        var gauge = new AngleGauge<T>(Angles == Jacobi, Turn * Math.Sqrt(Math.Max(1, settings.K / UnitsOfTurn)), settings);
        return context.Optimizer.IsScaleFree ? gauge : new GaugeChain<T>(
            new EncoderStart<T>(context.Moment, context.Spectrum.Largest, new BalancedGauge<T>(settings)), gauge);
    }

    private static double ValidTurn(double turn) => Require.Positive(turn, "the largest turn of a step");

    private static string Valid(string angles) => angles is Jacobi or Scaled ? angles
        : throw new ArgumentException($"the angles are '{angles}'; use {Jacobi} or {Scaled}");
}
