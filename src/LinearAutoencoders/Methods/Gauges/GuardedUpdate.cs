using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>Trains more units than there are to be, of which the first are handed out.</summary>
/// <remarks>The units' gauge has them in order: the first k are the leading ones of what all of them span.</remarks>
internal sealed class GuardedUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Weights<T> all;
    private readonly IUpdate<T> update;
    private readonly RandomSource random;
    private readonly long[] steps = [0];

    /// <summary>With some units more.</summary>
    /// <param name="context">The run.</param>
    /// <param name="guard">How many.</param>
    /// <param name="create">Makes the steps of a run of all units.</param>
    public GuardedUpdate(UpdateContext<T> context, int guard, Func<UpdateContext<T>, IUpdate<T>> create)
    {
        all = new Weights<T>(context.LatentDimension + guard, context.Weights.DataDimension);
        random = context.CreateRandom();
        update = create(new UpdateContext<T>(context, all));
        State = [.. update.State, .. StateArray.Of("all-units", all), StateArray.Of("guard-steps", steps.AsMemory())];
    }

    /// <inheritdoc/>
    public IReadOnlyList<StateArray> State { get; }

    /// <inheritdoc/>
    public double? Step(Batch batch, Weights<T> weights, double lossBound)
    {
        if (steps[0]++ == 0) Begin(weights);
        var loss = update.Step(batch, all, lossBound);
        all.Encoder.RowRange(0, weights.LatentDimension).CopyTo(weights.Encoder);
        all.DecoderTransposed.RowRange(0, weights.LatentDimension).CopyTo(weights.DecoderTransposed);
        return loss;
    }

    /// <summary>The guards start as the others do: normal, as long as those are on average.</summary>
    private void Begin(Weights<T> weights)
    {
        var deviation = Math.Sqrt(Vectors.SquaredNorm<T>(weights.Stacked.AsSpan()) / weights.Stacked.AsSpan().Length);
        random.FillNormal(all.Stacked.AsSpan(), deviation);
        weights.Encoder.CopyTo(all.Encoder.RowRange(0, weights.LatentDimension));
        weights.DecoderTransposed.CopyTo(all.DecoderTransposed.RowRange(0, weights.LatentDimension));
    }
}
