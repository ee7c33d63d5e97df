using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>A rule that moves one matrix W, k × m, whose rows are the units: the encoder is W, the decoder Wᵀ, step by step.</summary>
/// <remarks>
///   W ← W + αD, and back to where W may be: anywhere, to rows of unit length, or to orthonormal rows. D is made of W and the products
///   B = WΣ and C = WΣWᵀ. In mini-batches Σ is that of the batch. These rules descend no loss, and take their steps themselves.
/// </remarks>
public abstract record OneMatrixRule : Method
{
    private protected OneMatrixRule() { }

    /// <inheritdoc/>
    public override MethodOrigin Origin => MethodOrigin.Related;

    /// <inheritdoc/>
    public sealed override bool TakesOptimizer => false;

    /// <inheritdoc/>
    public override Method? InUnitsOf(double unit) => this;

    /// <summary>Whether W starts with orthonormal rows: those of the span of what was drawn.</summary>
    private protected virtual bool StartsOrthonormal => false;

    /// <summary>D.</summary>
    internal abstract IMatrixRule<T> CreateRule<T>(int k, int m) where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>How W follows D.</summary>
    internal virtual IRetraction<T> CreateRetraction<T>(int k, int m) where T : unmanaged, IFloatingPointIeee754<T> => new FreeStep<T>();

    /// <summary>Half of 1/λ₁: the first unit's own share of D has the curvature 2λ₁ at most.</summary>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) => RateOf(spectrum, 0.5);

    /// <summary>In mini-batches it falls to zero, and with it what their noise leaves in the weights.</summary>
    public override ScheduleKind PreferredSchedule(bool inBatches) => inBatches ? ScheduleKind.Cosine : ScheduleKind.Constant;

    /// <summary>1/(1 + tr Σ/(bλ₁)): the largest eigenvalue of a batch of b is about λ₁ + tr Σ/b.</summary>
    public override double BatchRateFactor(Spectrum spectrum, long batchSize)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        return spectrum.Largest > 0 ? 1 / (1 + spectrum.Trace / (batchSize * spectrum.Largest)) : 1;
    }

    /// <inheritdoc/>
    public override void Prepare<T>(Weights<T> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (StartsOrthonormal) new OrthonormalStep<T>(weights.LatentDimension, weights.DataDimension).Retract(weights.Encoder);
        weights.Encoder.CopyTo(weights.DecoderTransposed);
    }

    /// <inheritdoc/>
    public override IUpdate<T> CreateUpdate<T>(UpdateContext<T> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (k, m) = (context.LatentDimension, context.Weights.DataDimension);
        return new OneMatrixUpdate<T>(context, CreateRule<T>(k, m), CreateRetraction<T>(k, m));
    }

    /// <summary>A multiple of 1/λ₁.</summary>
    private protected static double RateOf(Spectrum spectrum, double multiple)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        return spectrum.Largest > 0 ? multiple / spectrum.Largest : 1e-3;
    }
}

/// <summary>The direction of a <see cref="OneMatrixRule"/>; an object belongs to one run.</summary>
internal interface IMatrixRule<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Overwrites D.</summary>
    /// <param name="w">W, k × m.</param>
    /// <param name="product">B = WΣ, k × m.</param>
    /// <param name="covariance">C = WΣWᵀ, k × k; may be overwritten.</param>
    /// <param name="direction">D, k × m.</param>
    /// <param name="team">Threads to use where they pay.</param>
    void Write(Matrix<T> w, Matrix<T> product, Matrix<T> covariance, Matrix<T> direction, WorkerTeam team);
}

/// <summary>B and C, then D, then the step.</summary>
internal sealed class OneMatrixUpdate<T>(UpdateContext<T> context, IMatrixRule<T> rule, IRetraction<T> retraction) : IUpdate<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Matrix<T> product = new(context.LatentDimension, context.Weights.DataDimension);
    private readonly Matrix<T> direction = new(context.LatentDimension, context.Weights.DataDimension);
    private readonly Matrix<T> covariance = new(context.LatentDimension, context.LatentDimension);
    private readonly StepRate<T> rate = new(context, context.LearningRate);

    public IReadOnlyList<StateArray> State => rate.State;

    public double? Step(Batch batch, Weights<T> weights, double lossBound)
    {
        var (w, team) = (weights.Encoder, context.Team);
        context.Moment.Apply(w, product, team);
        SymmetricProduct.MultiplyByTransposed(product, w, covariance, team);
        rule.Write(w, product, covariance, direction, team);
        retraction.Step(w, direction, rate.Next(), team);
        FlushToZero.Apply(w.AsSpan());
        w.CopyTo(weights.DecoderTransposed);
        return null;
    }
}

/// <summary>The learning rate, step by step of its schedule.</summary>
internal sealed class StepRate<T>(UpdateContext<T> context, double learningRate) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly long[] steps = [0];

    public IReadOnlyList<StateArray> State => field ??= [StateArray.Of("steps", steps.AsMemory())];

    /// <summary>Whether no step was taken yet.</summary>
    public bool IsFirst => steps[0] == 0;

    public T Next() => T.CreateTruncating(learningRate * context.RateFactor(steps[0]++));
}

/// <summary>What the rules do with rows and with k × k factors.</summary>
internal static class RuleParts
{
    /// <summary>Turns a k × k matrix into minus its lower triangle, with or without its diagonal.</summary>
    public static void NegateLower<T>(Matrix<T> matrix, bool withDiagonal) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < matrix.Rows; i++)
        {
            var row = matrix.Row(i);
            var kept = withDiagonal ? i + 1 : i;
            TensorPrimitives.Negate<T>(row[..kept], row[..kept]);
            row[kept..].Clear();
        }
    }

    /// <summary>Takes off each row of D its part along the same row of W, which has unit length.</summary>
    public static void RemoveOwnPart<T>(Matrix<T> w, Matrix<T> direction) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < w.Rows; i++)
        {
            var own = w.Row(i);
            var row = direction.Row(i);
            TensorPrimitives.MultiplyAdd(own, T.CreateTruncating(-Vectors.Dot<T>(row, own)), row, row);
        }
    }
}
