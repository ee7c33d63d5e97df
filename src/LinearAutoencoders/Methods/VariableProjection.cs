using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>The reconstruction loss with the encoder that is best for each decoder: the decoder's steps alone, in the ritz gauge.</summary>
/// <remarks>
///   W₂ orthonormal, D = W₂ᵀΣW₂ diagonal and ordered, W₁ = W₂ᵀ      g = (W₂D − ΣW₂)(D + δI)⁻¹, δ = D₁₁/1000
///   v ← μv + g      W₂ ← W₂ − α(g + μv)      μ = τ/(τ + 3), τ = 1, 2, … steps since ⟨g, g + μv⟩ was last below 0
///   One product with Σ a step. With μ = δ = 0 and α = 1 it is subspace iteration with Rayleigh and Ritz, which is the EM of zero-noise
///   probabilistic PCA.
/// </remarks>
public sealed record VariableProjection : Method
{
    /// <inheritdoc/>
    public override string Name => "variable-projection";

    /// <inheritdoc/>
    public override string Title => "Variable projection";

    /// <inheritdoc/>
    public override bool TakesOptimizer => false;

    /// <inheritdoc/>
    public override bool IsScaleFree(Optimizer optimizer) => true;

    /// <inheritdoc/>
    public override Method InUnitsOf(double unit) => this;

    /// <inheritdoc/>
    public override double? PreferredTolerance => GaugeFixed.ToleranceOfTool;

    /// <inheritdoc/>
    public override ScheduleKind PreferredSchedule(bool inBatches) => GaugeFixed.ScheduleOf(inBatches);

    /// <inheritdoc/>
    /// <remarks>1: what is in the span already is a step's own fixed point, whatever the data's scale.</remarks>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) => 1;

    /// <inheritdoc/>
    public override double BatchRateFactor(Spectrum spectrum, long batchSize) => 0.2 * GaugeFixed.RateFactorOf(spectrum, batchSize);

    /// <inheritdoc/>
    public override double EpochCost(ProblemSize size, MomentKind moment) => base.EpochCost(size, moment) / 2;

    /// <inheritdoc/>
    public override IObjective<T> CreateObjective<T>(int latentDimension) => new Reconstruction<T>();

    /// <inheritdoc/>
    public override IUpdate<T> CreateUpdate<T>(UpdateContext<T> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Steps<T>(context);
    }

    /// <inheritdoc/>
    /// <remarks>The gauge after the last step, with the encoder that is then best.</remarks>
    public override void ReadOut(Weights<double> weights, ISecondMoment<double> moment, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(moment);
        var settings = new GaugeSettings(weights.LatentDimension, weights.DataDimension, Every: 1, Weight: 1, team);
        if (new TiedRitz<double>(settings).Apply(moment, weights.DecoderTransposed, null))
            weights.DecoderTransposed.CopyTo(weights.Encoder);
    }

    private sealed class Steps<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private const double Damping = 1e-3;

        private readonly UpdateContext<T> context;
        private readonly TiedRitz<T> ritz;
        private readonly Matrix<T> gradient;
        private readonly Matrix<T> velocity;
        private readonly long[] steps = [0, 0];

        public Steps(UpdateContext<T> context)
        {
            this.context = context;
            ritz = new TiedRitz<T>(context.GaugeSettings);
            gradient = new Matrix<T>(context.LatentDimension, context.Weights.DataDimension);
            velocity = new Matrix<T>(context.LatentDimension, context.Weights.DataDimension);
            State = [.. ritz.State, StateArray.Of("velocity", velocity), StateArray.Of("steps", steps.AsMemory())];
        }

        public IReadOnlyList<StateArray> State { get; }

        public double? Step(Batch batch, Weights<T> weights, double lossBound)
        {
            var decoder = weights.DecoderTransposed;
            if (!ritz.Apply(context.Moment, decoder, velocity)) return 0;
            var loss = context.Moment.Trace - Vectors.Dot(decoder, ritz.DecoderMoment);
            if (!(Math.Abs(loss) <= lossBound)) return loss;
            SetGradient(decoder);
            Move(decoder, T.CreateTruncating(context.LearningRate * context.RateFactor(steps[0]++)));
            decoder.CopyTo(weights.Encoder);
            return loss;
        }

        private void SetGradient(Matrix<T> decoder)
        {
            var damping = Damping * ritz.Values[0];
            for (var i = 0; i < decoder.Rows; i++)
            {
                var (value, scale) = (T.CreateTruncating(ritz.Values[i]), T.CreateTruncating(1 / (Math.Max(0, ritz.Values[i]) + damping)));
                var row = gradient.Row(i);
                TensorPrimitives.Multiply(decoder.Row(i), value, row);
                TensorPrimitives.Subtract<T>(row, ritz.DecoderMoment.Row(i), row);
                TensorPrimitives.Multiply(row, scale, row);
            }
        }

        private void Move(Matrix<T> decoder, T rate)
        {
            var tau = ++steps[1];
            var mu = (double)tau / (tau + 3);
            var (g, v, w) = (gradient.AsMemory(), velocity.AsMemory(), decoder);
            TensorPrimitives.MultiplyAdd(v.Span, T.CreateTruncating(mu), g.Span, v.Span);
            if (Vectors.SquaredNorm<T>(g.Span) + mu * Vectors.Dot<T>(g.Span, v.Span) < 0) steps[1] = 0;
            TensorPrimitives.MultiplyAdd(g.Span, -rate, w.AsSpan(), w.AsSpan());
            TensorPrimitives.MultiplyAdd(v.Span, -rate * T.CreateTruncating(mu), w.AsSpan(), w.AsSpan());
        }
    }
}
