using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>Expectation-maximization for principal components without noise: subspace iteration, alternating least squares.</summary>
/// <remarks>
///   W ← ΣW(WᵀΣW)⁻¹WᵀW   (W: m × k)      rate λ_k₊₁/λ_k; no learning rate, no momentum. Roweis 1998.
///   A singular value decomposition of W does not find the components; the principal components of the data within its span do.
/// </remarks>
public sealed record ZeroNoiseEm : ExpectationMaximization
{
    /// <inheritdoc/>
    public override string Name => "zero-noise-em";

    /// <inheritdoc/>
    public override string Title => "Zero-noise EM";

    /// <inheritdoc/>
    public override IObjective<T>? CreateObjective<T>(int latentDimension) => new Reconstruction<T>();

    /// <summary>Encoder and decoder are the principal components of the data within the span of W.</summary>
    public override void ReadOut(Weights<double> weights, ISecondMoment<double> moment, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(moment);
        LatentAxes.FindWithinDecoder(weights, moment, team);
    }

    /// <inheritdoc/>
    public override IUpdate<T> CreateUpdate<T>(UpdateContext<T> context) => new Update<T>(context, StepSize(context));

    private sealed class Update<T>(UpdateContext<T> context, StepRate<T> rate) : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly EmProducts<T> products = new(context.LatentDimension, context.Weights.DataDimension);

        public IReadOnlyList<StateArray> State => rate.State;

        public double? Step(Batch batch, Weights<T> weights, double lossBound)
        {
            products.Compute(context.Moment, weights, context.Team);
            products.Whiten(products.Covariance, context.Team);
            products.Maximize(weights, rate.Next(), context.Team);
            return null;
        }
    }
}
