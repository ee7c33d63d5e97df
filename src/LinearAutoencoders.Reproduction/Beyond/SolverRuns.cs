using LinearAutoencoders.Methods;
using LinearAutoencoders.Metrics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Beyond.Eigensolvers;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Reproduction.Beyond;

/// <summary>Eigensolvers on the data of a run, from its start: what d_align is after each product of Σ with k vectors.</summary>
internal static class SolverRuns
{
    private const int MostBasisRows = 900;

    public const string Lobpcg = "LOBPCG", Krylov = "Block Krylov", Subspace = "Subspace iteration";

    /// <summary>In the order of the tables.</summary>
    public static readonly IReadOnlyList<string> Names = [Lobpcg, Krylov, Subspace];

    /// <summary>As the results know it.</summary>
    public static Model ModelOf(string name) => new(
        new CustomMethod<double>(name, _ => throw new InvalidOperationException($"{name} is no method of training")), new Nesterov());

    /// <summary>All of them, with products in the place of epochs.</summary>
    /// <param name="figureId">The experiment that looks at them.</param>
    /// <param name="options">A run on the same data, for its start.</param>
    /// <param name="data">The data.</param>
    /// <param name="mostProducts">When to give up.</param>
    public static IEnumerable<MeasuredRun> Of(string figureId, RunOptions options, PreparedData<float> data, int mostProducts)
    {
        var training = options.Training;
        var initial = InitialWeights.Draw<float>(training, data.Training.Dimension);
        var basis = data.Training.BasisFor(initial);
        var coordinates = new Coordinates<float>(basis, WorkerTeam.Shared);
        var start = coordinates.Enter(initial).DecoderTransposed.ConvertTo<double>();
        var meter = coordinates.MeterOf(data.Training, training.LatentDimension);
        var moment = new SpectralMoment<double>(basis);
        foreach (var name in Names)
            yield return new MeasuredRun
            {
                FigureId = figureId,
                Model = ModelOf(name),
                K = training.LatentDimension,
                Seed = training.Seed,
                LearningRate = 1,
                Rows = [.. Rows(Create(name, moment, start), meter, mostProducts)],
                Seconds = 0,
            };
    }

    /// <summary>A solver from orthonormal rows of the span of a start, k × m.</summary>
    public static IEigensolver Create(string name, ISecondMoment<double> moment, Matrix<double> start) => name switch
    {
        Lobpcg => new Lobpcg(moment, start),
        Krylov => new BlockKrylov(moment, start, MostBasisRows),
        _ => new SubspaceIteration(moment, start),
    };

    /// <summary>Until d_align is below the last threshold.</summary>
    public static IEnumerable<MetricsRow> Rows(IEigensolver solver, DistanceMeter meter, int mostProducts)
    {
        for (var product = 1; product <= mostProducts && solver.Next() is { } estimates; product++)
        {
            var weights = new Weights<double>(estimates.Rows, estimates.Columns);
            estimates.CopyTo(weights.Encoder);
            estimates.CopyTo(weights.DecoderTransposed);
            var distances = meter.Measure(weights);
            yield return new MetricsRow
            {
                Epoch = product,
                Loss = double.NaN,
                ReconstructionLoss = double.NaN,
                AxisAlignment = distances.AxisAlignment,
                OrderedAlignment = distances.OrderedAlignment,
                SubspaceDistance = distances.Subspace,
                TransposeDistance = distances.Transpose,
                Unbalance = 0,
                Seconds = 0,
            };
            if (distances.AxisAlignment < StudyModels.Thresholds[^1]) yield break;
        }
    }
}
