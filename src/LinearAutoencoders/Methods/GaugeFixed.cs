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
public sealed record GaugeFixed : GradientMethod
{
    /// <inheritdoc/>
    public override string Name => "gauge-fixed";

    /// <inheritdoc/>
    public override string Title => "Gauge-fixed reconstruction";

    /// <inheritdoc/>
    public override IReadOnlyList<GaugeKind> Gauges => [GaugeKind.Ritz, GaugeKind.Latent];

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
        return context.Optimizer.IsScaleFree ? gauge
            : new GaugeChain<T>(gauge, new EncoderStart<T>(context.Moment, context.Spectrum.Largest));
    }
}
