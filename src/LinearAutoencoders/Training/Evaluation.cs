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
/// <param name="gauge">What the weights are read in; null: they are read as they are.</param>
/// <param name="objective">The loss that is reported, if any.</param>
/// <param name="moment">Σ, in the units that the run counts in.</param>
/// <param name="meter">For the distances.</param>
/// <param name="spectrum">The eigenvalues of Σ in these units.</param>
/// <param name="unit">One of these units: losses are reported in the data's own.</param>
internal sealed class Evaluation<T>(
    Method method, GaugeKind gauge, IObjective<double>? objective, ISecondMoment<double> moment, DistanceMeter meter, Spectrum spectrum,
    double unit)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const double SameGain = 0.02;

    private Weights<double>? widened;
    private MomentProducts<double>? products;
    private IGauge<double>? reading;
    private double[]? encoderGram;
    private double[]? residual;

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
            Unbalance = Balance(wide, at, team),
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

    /// <summary>A copy of weights as the method reads them, in its gauge.</summary>
    public Weights<T> ReadOut(Weights<T> weights, WorkerTeam team) => Compute(weights, team).Weights.ConvertTo<T>();

    private Weights<double> Read(Weights<T> weights, WorkerTeam team)
    {
        widened ??= new Weights<double>(weights.LatentDimension, weights.DataDimension, weights.ExtraCount);
        weights.CopyTo(widened);
        // What has diverged is shown as it is.
        if (IsFinite(widened)) method.ReadOut(widened, moment, team);
        return widened;
    }

    private (Weights<double> Weights, MomentProducts<double> Products) Compute(Weights<T> weights, WorkerTeam team)
    {
        var wide = Read(weights, team);
        products ??= new MomentProducts<double>(wide.LatentDimension, wide.DataDimension);
        products.ComputeWhenRead(moment, wide, team, fromHalves: gauge == GaugeKind.None);
        if (gauge != GaugeKind.None && IsFinite(wide))
        {
            reading ??= method.CreateGauge<double>(gauge, new GaugeSettings(wide.LatentDimension, wide.DataDimension, 1, 1, team));
            reading?.Apply(products, wide, [], team);
        }
        return (wide, products);
    }

    /// <summary>
    ///   The largest angle, in radians, that a decoder column can have to its eigenvector by residual and gap; infinite where a unit is not
    ///   nearest to the eigenvalue of its number, or does not give back what the method leaves of its component within 2 %.
    /// </summary>
    /// <param name="weights">The weights.</param>
    /// <param name="gains">What the method leaves of each component.</param>
    /// <param name="team">Threads to use where they pay.</param>
    public double AngleBound(Weights<T> weights, IReadOnlyList<double> gains, WorkerTeam team)
    {
        var (wide, at) = Compute(weights, team);
        residual ??= new double[wide.DataDimension];
        var largest = 0.0;
        for (var i = 0; i < wide.LatentDimension; i++)
        {
            var column = wide.DecoderTransposed.Row(i);
            var square = Vectors.SquaredNorm<double>(column);
            var value = Vectors.Dot<double>(column, at.DecoderMoment.Row(i)) / square;
            var gain = Math.Sqrt(square * at.LatentCovariance[i, i] / value);
            if (!(Math.Abs(gain / gains[i] - 1) <= SameGain)) return double.PositiveInfinity;
            TensorPrimitives.MultiplyAdd(column, -value, at.DecoderMoment.Row(i), residual);
            var sine = Math.Sqrt(Vectors.SquaredNorm<double>(residual) / square) / spectrum.Gap(i, value);
            if (!(sine < 1)) return double.PositiveInfinity;
            largest = Math.Max(largest, Math.Asin(sine));
        }
        return largest;
    }

    /// <summary>‖W₁W₁ᵀ − W₂ᵀW₂‖ / ‖W₂ᵀW₂‖; NaN without a decoder.</summary>
    private double Balance(Weights<double> weights, MomentProducts<double> at, WorkerTeam team)
    {
        encoderGram ??= new double[at.DecoderGram.AsSpan().Length];
        var gram = new Matrix<double>(weights.LatentDimension, weights.LatentDimension, encoderGram);
        SymmetricProduct.MultiplyByTransposed(weights.Encoder, weights.Encoder, gram, team);
        var size = Math.Sqrt(Vectors.Dot(at.DecoderGram, at.DecoderGram));
        TensorPrimitives.Subtract<double>(gram.AsSpan(), at.DecoderGram.AsSpan(), gram.AsSpan());
        return size > 0 ? Math.Sqrt(Vectors.Dot(gram, gram)) / size : double.NaN;
    }

    private static bool IsFinite(Weights<double> weights) => double.IsFinite(TensorPrimitives.SumOfMagnitudes<double>(weights.Values));
}
