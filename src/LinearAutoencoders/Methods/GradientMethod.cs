using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>
///   A method that descends along the gradient of an objective, or along what augmentations make of it, step by step of an optimizer.
/// </summary>
public abstract record GradientMethod : Method
{
    /// <inheritdoc/>
    public abstract override IObjective<T> CreateObjective<T>(int latentDimension);

    /// <summary>What rewrites the gradient before the optimizer sees it, in this order; nothing by default.</summary>
    public virtual IReadOnlyList<IAugmentation<T>> CreateAugmentations<T>() where T : unmanaged, IFloatingPointIeee754<T> => [];

    /// <summary>The gauges it can be trained in, its own first: of a reconstruction loss all that keep the reconstruction.</summary>
    public override IReadOnlyList<GaugeKind> Gauges => [GaugeKind.None, GaugeKind.Balanced, GaugeKind.Latent, GaugeKind.Ritz];

    /// <summary>What moves the weights along the symmetry of the loss: of the run's kind, unless a method has one of its own.</summary>
    /// <param name="context">The run.</param>
    public virtual IGauge<T>? CreateGauge<T>(UpdateContext<T> context) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(context);
        return CreateGauge<T>(context.Gauge, context.GaugeSettings);
    }

    internal override IGauge<T>? CreateGauge<T>(GaugeKind kind, GaugeSettings settings) => kind switch
    {
        GaugeKind.None => null,
        GaugeKind.Balanced => new BalancedGauge<T>(settings),
        GaugeKind.Rotation => new RotationGauge<T>(RotatesEncoder, settings),
        _ => new DiagonalGauge<T>(kind == GaugeKind.Latent, settings),
    };

    /// <summary>Whether the matrix of its rotation (<see cref="GaugeKind.Rotation"/>) is W₁W₁ᵀ + W₂ᵀW₂; else it is W₂ᵀW₂.</summary>
    private protected virtual bool RotatesEncoder => true;

    /// <inheritdoc/>
    public override IUpdate<T> CreateUpdate<T>(UpdateContext<T> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var direction = new MomentDirection<T>(
            context.Moment, CreateObjective<T>(context.LatentDimension), CreateAugmentations<T>(), CreateGauge(context));
        return new GradientUpdate<T>(direction, context);
    }

    /// <summary>
    ///   A rate that the largest curvature limits, or the fixed one of an optimizer whose steps do not know the loss's scale.
    /// </summary>
    /// <remarks>
    ///   For Nesterov momentum the rate that is stable is inversely proportional to the largest curvature, and that is a multiple of λ₁:
    ///   4λ₁ along the scaling of the first component. The factors of the methods make the rates on MNIST (λ₁ = 5.1) those published for
    ///   it, but for the ℓ₂ penalties, whose published rates are far below what is stable. Adam's rates are the published ones of MNIST.
    /// </remarks>
    /// <param name="spectrum">The eigenvalues.</param>
    /// <param name="optimizer">What takes the steps.</param>
    /// <param name="curvatureLimited">The rate where the largest curvature limits it.</param>
    /// <param name="scaleFree">The rate of an optimizer that does not see the loss's scale.</param>
    protected static double RateOf(Spectrum spectrum, Optimizer optimizer, double curvatureLimited, double scaleFree) =>
        !(spectrum.Largest > 0) ? 1e-3 : optimizer.IsScaleFree ? scaleFree : curvatureLimited;

    /// <summary>The rate with an ℓ₂ penalty on the weights.</summary>
    /// <remarks>
    ///   0.15/λ₁ with the penalty's share of the curvature, 2λ beside 4λ₁. A step of Adam moves every weight by α: 2km of them at λα²
    ///   must not cost more than all the variance.
    /// </remarks>
    private protected static double PenalizedRate(
        Spectrum spectrum, Optimizer optimizer, int latentDimension, double penalty, double scaleFree) => RateOf(
            spectrum, optimizer, 0.6 / (4 * spectrum.Largest + 2 * penalty),
            Math.Min(scaleFree, Math.Sqrt(spectrum.Trace / (2.0 * latentDimension * spectrum.Dimension * penalty))));
}
