using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Metrics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Training;

/// <summary>
///   Evaluates losses and distances of weights on all samples, in the coordinates that the run trains in, and in double precision.
/// </summary>
/// <param name="method">For how weights are read.</param>
/// <param name="objective">The loss that is reported, if any.</param>
/// <param name="moment">Σ, in the units that the run counts in.</param>
/// <param name="meter">For the distances.</param>
/// <param name="spectrum">The eigenvalues of Σ in these units.</param>
/// <param name="unit">One of these units: losses are reported in the data's own.</param>
internal sealed class Evaluation<T>(
    Method method, IObjective<double>? objective, ISecondMoment<double> moment, DistanceMeter meter, Spectrum spectrum, double unit)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private Weights<double>? widened;
    private MomentProducts<double>? products;

    public MetricsRow Evaluate(int epoch, Weights<T> weights, double seconds, WorkerTeam team)
    {
        var (wide, at) = Compute(weights, team);
        var reconstruction = Reconstruction.Loss(at, wide);
        // No rank-k map leaves less; a difference of numbers of the size of tr Σ may come out a rounding error lower.
        var least = Math.Max(reconstruction, spectrum.DiscardedVariance(weights.LatentDimension));
        var loss = objective is null ? double.NaN : objective.Evaluate(at, wide, gradient: null, team) + (least - reconstruction);
        // Distances of weights that are not numbers mean nothing, and an orthonormal basis of them does not exist.
        var distances = double.IsFinite(reconstruction) && (objective is null || double.IsFinite(loss))
            ? meter.Measure(wide)
            : new Distances(double.NaN, double.NaN, double.NaN, double.NaN);
        return new MetricsRow
        {
            Epoch = epoch,
            Loss = loss * unit * unit,
            ReconstructionLoss = least * unit * unit,
            AxisAlignment = distances.AxisAlignment,
            OrderedAlignment = distances.OrderedAlignment,
            SubspaceDistance = distances.Subspace,
            TransposeDistance = distances.Transpose,
            Seconds = seconds,
        };
    }

    /// <summary>The units of weights, each held against its component.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="gains">What the method leaves of each component.</param>
    /// <param name="team">Threads to use where they pay.</param>
    public IReadOnlyList<LearnedComponent> Components(Weights<T> weights, IReadOnlyList<double> gains, WorkerTeam team)
    {
        var (wide, at) = Compute(weights, team);
        return [.. LearnedComponent.Of(wide, at, meter, spectrum, gains).Select(one => one with
        {
            Variance = one.Variance * unit * unit,
            Eigenvalue = one.Eigenvalue * unit * unit,
        })];
    }

    /// <summary>A copy of weights as the method reads them.</summary>
    public Weights<T> ReadOut(Weights<T> weights, WorkerTeam team) => Read(weights, team).ConvertTo<T>();

    private Weights<double> Read(Weights<T> weights, WorkerTeam team)
    {
        widened ??= new Weights<double>(weights.LatentDimension, weights.DataDimension, weights.ExtraCount);
        weights.CopyTo(widened);
        // What has diverged is shown as it is.
        if (double.IsFinite(TensorPrimitives.SumOfMagnitudes<double>(widened.Values))) method.ReadOut(widened, moment, team);
        return widened;
    }

    private (Weights<double> Weights, MomentProducts<double> Products) Compute(Weights<T> weights, WorkerTeam team)
    {
        var wide = Read(weights, team);
        products ??= new MomentProducts<double>(wide.LatentDimension, wide.DataDimension);
        products.Compute(moment, wide, team);
        return (wide, products);
    }
}
