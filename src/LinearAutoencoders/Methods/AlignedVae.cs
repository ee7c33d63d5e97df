using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>The linear VAE of appendix F, in units of the data's own and in the rotation at which its ELBO is least.</summary>
/// <remarks>
///   Its components are those of <see cref="LinearVae"/>. What keeps that from them off MNIST's scale: the encoder's curvature is
///   λ₁²/σ², the decoder's 1/σ², and the term that aligns has only (λᵢ − λⱼ)²/(λᵢλⱼ). So data is divided by √λ₁ within the steps,
///   and each step starts with <see cref="GaugeKind.Rotation"/>, at no product with Σ.
/// </remarks>
/// <param name="Variances"><c>learned</c>, or <c>optimal</c>: in closed form before each gradient; null: as the optimizer needs it.</param>
public sealed record AlignedVae(string? Variances = null) : GradientMethod
{
    /// <summary>
    ///   The least σ²/λ₁: where the components leave next to nothing σ² would vanish, and the curvature, which is as 1/σ², grow for ever.
    /// </summary>
    private const double LeastNoise = 1e-4;

    private const string Learned = "learned", Optimal = "optimal";

    private static readonly Hyperparameter[] Settings =
    [
        Hyperparameter.Choice<AlignedVae>(
            "variances", "of latents and noise; optimal: in closed form [learned with adam, else optimal]", [Learned, Optimal],
            method => method.Variances, (method, value) => method with { Variances = value }),
    ];

    /// <summary>How the variances of the latents and of the noise are found.</summary>
    public string? Variances { get; init => field = Valid(value); } = Valid(Variances);

    /// <inheritdoc/>
    public override string Name => "aligned-vae";

    /// <inheritdoc/>
    public override string Title => "Aligned linear VAE";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters => Settings;

    /// <inheritdoc/>
    public override IReadOnlyList<GaugeKind> Gauges => [GaugeKind.Rotation];

    /// <inheritdoc/>
    private protected override bool RotatesEncoder => false;

    /// <inheritdoc/>
    public override double? PreferredTolerance => GaugeFixed.ToleranceOfTool;

    /// <inheritdoc/>
    public override Optimizer PreferredOptimizer => new Adam();

    /// <inheritdoc/>
    public override IReadOnlyList<ExtraParameters> Extras(int latentDimension) => new LinearVae().Extras(latentDimension);

    /// <inheritdoc/>
    public override IReadOnlyList<double> ExpectedGains(Spectrum spectrum, int latentDimension) =>
        new LinearVae().ExpectedGains(spectrum, latentDimension);

    /// <inheritdoc/>
    /// <remarks>Nesterov: 0.25σ²/λ₁, σ² being the noise variance it ends at. Adam: 0.3/√m.</remarks>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        RateOf(spectrum, optimizer, 0.25 * Math.Max(spectrum.MeanDiscarded(latentDimension) / spectrum.Largest, LeastNoise),
            scaleFree: 0.3 / Math.Sqrt(spectrum.Dimension));

    /// <inheritdoc/>
    public override IObjective<T> CreateObjective<T>(int latentDimension) => new LinearVae<T>();

    /// <inheritdoc/>
    public override IUpdate<T> CreateUpdate<T>(UpdateContext<T> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var scale = context.Spectrum.Largest > 0 ? context.Spectrum.Largest : 1;
        var rotation = CreateGauge(context)!;
        var isOptimal = (Variances ?? (context.Optimizer.IsScaleFree ? Learned : Optimal)) == Optimal;
        var direction = new MomentDirection<T>(
            new ScaledMoment<T>(context.Moment, 1 / scale), CreateObjective<T>(context.LatentDimension), [],
            isOptimal ? new GaugeChain<T>(rotation, new OptimalVariances<T>(LeastNoise)) : rotation);
        return new Steps<T>(new GradientUpdate<T>(direction, context), context, scale);
    }

    private static string? Valid(string? variances) => variances is null or Learned or Optimal ? variances
        : throw new ArgumentException($"the variances are '{variances}'; use {Learned} or {Optimal}");

    /// <summary>Steps on weights for data divided by √scale, W₁√scale and W₂/√scale, and σ²/scale.</summary>
    /// <remarks>What a run starts from are such weights: the path does not depend on the data's scale.</remarks>
    private sealed class Steps<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly IUpdate<T> update;
        private readonly ISecondMoment<T> moment;
        private readonly Weights<T> scaled;
        private readonly double scale;
        private readonly long[] steps = [0];

        public Steps(IUpdate<T> update, UpdateContext<T> context, double scale)
        {
            (this.update, this.scale, moment, scaled) = (update, scale, context.Moment, context.Weights.CreateAlike());
            State = [.. update.State, .. StateArray.Of("scaled", scaled), StateArray.Of("scaled-steps", steps.AsMemory())];
        }

        public IReadOnlyList<StateArray> State { get; }

        public double? Step(Batch batch, Weights<T> weights, double lossBound)
        {
            if (steps[0]++ == 0)
            {
                weights.Values.CopyTo(scaled.Values);
                // All variance is noise at first.
                scaled.Extra[^1] = T.CreateTruncating(Math.Log(Math.Max(moment.Trace / (moment.DataDimension * scale), 1e-12)));
            }
            var loss = update.Step(batch, scaled, lossBound);
            scaled.Extra[^1] = T.Max(scaled.Extra[^1], T.CreateTruncating(Math.Log(LeastNoise)));
            Copy(scaled, weights, 1 / scale);
            return loss + moment.DataDimension / 2.0 * Math.Log(scale);
        }

        private static void Copy(Weights<T> from, Weights<T> to, double scale)
        {
            var root = T.CreateTruncating(Math.Sqrt(scale));
            TensorPrimitives.Multiply(from.Encoder.AsSpan(), root, to.Encoder.AsSpan());
            TensorPrimitives.Divide(from.DecoderTransposed.AsSpan(), root, to.DecoderTransposed.AsSpan());
            from.Extra.CopyTo(to.Extra);
            to.Extra[^1] -= T.CreateTruncating(Math.Log(scale));
        }
    }
}
