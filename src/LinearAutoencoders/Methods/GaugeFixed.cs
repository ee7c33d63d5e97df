using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>
///   The reconstruction loss in the ritz gauge: after each step the decoder's columns are the components of what they span.
/// </summary>
/// <remarks>
///   The gauge leaves W₂W₁ and the loss as they are, and costs no product with Σ. What is left to learn is the subspace, whose pace
///   depends on the gap to the eigenvalues outside alone, not on those between components.
/// </remarks>
/// <param name="Guard">Units that are trained beside the k and left out at the end: the pace is that of k + P components.</param>
public sealed record GaugeFixed(int Guard = 0) : GradientMethod
{
    /// <summary>An error of the direction that nobody sees: d_align of 1e-6.</summary>
    internal const double ToleranceOfTool = 1e-3;

    private static readonly Hyperparameter[] Settings =
    [
        Hyperparameter.WholeNumber<GaugeFixed>(
            "guard", "units to train beside the k and to leave out: fewer epochs", method => method.Guard,
            (method, value) => method with { Guard = value }),
    ];

    /// <summary>P; never more than there are dimensions beside the k.</summary>
    public int Guard { get; init => field = Valid(value); } = Valid(Guard);

    /// <inheritdoc/>
    public override string Name => "gauge-fixed";

    /// <inheritdoc/>
    public override string Title => "Gauge-fixed reconstruction";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters => Settings;

    /// <inheritdoc/>
    public override IReadOnlyList<GaugeKind> Gauges => [GaugeKind.Ritz, GaugeKind.Latent];

    /// <inheritdoc/>
    public override double? PreferredTolerance => ToleranceOfTool;

    /// <inheritdoc/>
    public override ScheduleKind PreferredSchedule(bool inBatches) => ScheduleOf(inBatches);

    /// <inheritdoc/>
    public override double BatchRateFactor(Spectrum spectrum, long batchSize) => RateFactorOf(spectrum, batchSize);

    /// <inheritdoc/>
    public override Method InUnitsOf(double unit) => this;

    /// <inheritdoc/>
    /// <remarks>
    ///   In the gauge a component and a direction outside the subspace couple to each other alone; the curvature there is at most 4λ₁.
    ///   Nesterov momentum of 0.9 is stable to 1.357/(4λ₁). Adam: 0.3/√m.
    /// </remarks>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        RateOf(spectrum, optimizer, 0.25 / spectrum.Largest, scaleFree: 0.3 / Math.Sqrt(spectrum.Dimension));

    /// <inheritdoc/>
    public override IObjective<T> CreateObjective<T>(int latentDimension) => new Reconstruction<T>();

    /// <inheritdoc/>
    public override IGauge<T>? CreateGauge<T>(UpdateContext<T> context)
    {
        var gauge = base.CreateGauge(context)!;
        return context.Optimizer.IsScaleFree || context.GaugeEvery == 0 ? gauge
            : new GaugeChain<T>(gauge, new EncoderStart<T>(context.Moment, context.Spectrum.Largest));
    }

    /// <inheritdoc/>
    public override IUpdate<T> CreateUpdate<T>(UpdateContext<T> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var guard = Math.Min(Guard, context.Weights.DataDimension - context.LatentDimension);
        return guard == 0 ? base.CreateUpdate(context) : new GuardedUpdate<T>(context, guard, base.CreateUpdate);
    }

    /// <summary>In mini-batches to zero: what their noise leaves in the weights goes with the rate.</summary>
    internal static ScheduleKind ScheduleOf(bool inBatches) => inBatches ? ScheduleKind.Cosine : ScheduleKind.Constant;

    /// <summary>min(1, b/(100 r)), r = tr Σ/λ₁: found on six pairs of data and batch size.</summary>
    internal static double RateFactorOf(Spectrum spectrum, long batchSize)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        return spectrum.Largest > 0 ? Math.Min(1, batchSize * spectrum.Largest / (100 * spectrum.Trace)) : 1;
    }

    private static int Valid(int guard) => Require.AtLeast(0, guard, "the number of guard units");
}
