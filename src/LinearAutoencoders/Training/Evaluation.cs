using System.Numerics;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Metrics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Training;

/// <summary>Evaluates losses and distances of weights on all samples, in the coordinates that the run trains in.</summary>
internal sealed class Evaluation<T>(
    IObjective<T>? objective, ISecondMoment<T> moment, DistanceMeter meter, MomentProducts<T> products)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The units of weights, each held against its component.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="spectrum">The eigenvalues.</param>
    /// <param name="gains">What the method leaves of each component.</param>
    /// <param name="team">Threads to use where they pay.</param>
    public IReadOnlyList<LearnedComponent> Components(
        Weights<T> weights, Spectrum spectrum, IReadOnlyList<double> gains, WorkerTeam team)
    {
        products.Compute(moment, weights, team);
        return LearnedComponent.Of(weights, products, meter, spectrum, gains);
    }

    public MetricsRow Evaluate(int epoch, Weights<T> weights, double seconds, WorkerTeam team)
    {
        products.Compute(moment, weights, team);
        var loss = objective?.Evaluate(products, weights, gradient: null, team) ?? double.NaN;
        var reconstruction = Reconstruction.Loss(products, weights);
        // Distances of weights that are not numbers mean nothing, and an orthonormal basis of them does not exist.
        var distances = double.IsFinite(reconstruction) && (objective is null || double.IsFinite(loss))
            ? meter.Measure(weights)
            : new Distances(double.NaN, double.NaN, double.NaN, double.NaN);
        return new MetricsRow
        {
            Epoch = epoch,
            Loss = loss,
            ReconstructionLoss = reconstruction,
            AxisAlignment = distances.AxisAlignment,
            OrderedAlignment = distances.OrderedAlignment,
            SubspaceDistance = distances.Subspace,
            TransposeDistance = distances.Transpose,
            Seconds = seconds,
        };
    }
}
