using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>An objective that is written for one precision, asked for its loss in another.</summary>
/// <typeparam name="T">The precision asked in.</typeparam>
/// <typeparam name="TOwn">The precision that it is written for.</typeparam>
internal sealed class RoundedObjective<T, TOwn>(IObjective<TOwn> objective) : IObjective<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TOwn : unmanaged, IFloatingPointIeee754<TOwn>
{
    /// <exception cref="NotSupportedException">A gradient is asked for.</exception>
    public double Evaluate(MomentProducts<T> products, Weights<T> weights, Weights<T>? gradient, WorkerTeam team)
    {
        if (gradient is not null) throw new NotSupportedException($"it is written for {typeof(TOwn).Name}, and has no other gradient");
        return objective.Evaluate(products.ConvertTo<TOwn>(), weights.ConvertTo<TOwn>(), gradient: null, team);
    }
}
