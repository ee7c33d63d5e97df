using System.Globalization;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Reproduction.Figure2LearningCurves;

/// <summary>Figures 7 and 8: with mini-batches.</summary>
internal sealed class MiniBatchExperiment : LearningCurvesExperiment
{
    private MiniBatchExperiment(string id, int batchSize) => (Id, BatchSize) = (id, batchSize);

    /// <summary>Both figures.</summary>
    public static IReadOnlyList<MiniBatchExperiment> All { get; } = [new("fig7", 1000), new("fig8", 100)];

    /// <summary>The models; the paper leaves uniform ℓ₂ out.</summary>
    public static IReadOnlyList<Model> Models { get; } = [.. AllModels.Where(model => model.Method is not UniformL2)];

    public override string Id { get; }

    /// <summary>Samples of a step.</summary>
    public int BatchSize { get; }

    public override IReadOnlyList<RunOptions> Runs(Setup setup) =>
        [.. setup.Changes.Apply(Models).SelectMany(model => setup.Repeat(Options(setup, model)))];

    public override IReadOnlyList<ReportTable> Comparison(ReproductionResults results) => [MiniBatchTable.Of(results, Id)];

    public override IReadOnlyList<Finding> Findings(ReproductionResults results) => this == All[^1]
        ? [MiniBatchObservations.SameOrder(results, this), MiniBatchObservations.MoreNoise(results)]
        : [MiniBatchObservations.SameOrder(results, this)];

    protected override string Title => $"Learning dynamics with mini-batches of {NumberText.Count(BatchSize)}";

    protected override IEnumerable<string> Notes(IReadOnlyList<SeedSummary> curves)
    {
        var slower = curves.Select(curve => (curve.Model, Divisor: Divisor(curve.First.Options.Training)))
            .Where(entry => entry.Divisor > 1)
            .Select(entry => $", for {NameOf(entry.Model)} divided by {entry.Divisor.ToString(CultureInfo.InvariantCulture)}");
        yield return "The paper states neither the epochs nor the learning rates of its mini-batch runs; the rates are those "
            + $"of the full-batch runs{string.Concat(slower)}: nested dropout diverges with more, and under RAG the noise "
            + "drives encoder and decoder apart.";
    }

    private RunOptions Options(Setup setup, Model model)
    {
        var repeats = Math.Max(1, Sizes.MiniBatchSamples / (int)setup.MainData.Training.Count);
        var epochs = setup.Sizes.MiniBatchEpochs[BatchSize] * repeats;
        var options = setup.OnData(model, epochs).With(training => training with
        {
            BatchSize = BatchSize,
            EvaluateEvery = EvaluateEvery(epochs),
        });
        return options.With(training => training with
        {
            LearningRate = Rounded(training.LearningRate!.Value / Divisor(training)),
        });
    }

    /// <summary>How much smaller than with all samples a step must be for the noise of the batches.</summary>
    /// <remarks>
    ///   Nested dropout with Nesterov momentum diverges at its full-batch rate and batches of 100 (MNIST, first epoch). RAG's
    ///   rotation of a batch is not orthogonal, so that ‖W₁ − W₂ᵀ‖² grows with α² times its variance: at the full-batch rate
    ///   d_align falls below 0.1 and then rises to 0.27 in 2,000 epochs. The divisors lead one and three steps down from 3e-3,
    ///   to 1e-3 and 1e-4.
    /// </remarks>
    private static double Divisor(TrainingOptions training) => (training.Method, training.Optimizer, training.BatchSize) switch
    {
        (NestedDropout or DeterministicNestedDropout, Nesterov, <= 100) => 3,
        (Rag, _, <= 100) => 30,
        (Rag, _, not null) => 3,
        _ => 1,
    };

    private static double Rounded(double rate) =>
        double.Parse(rate.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Every 10 epochs as the paper does, more often where there are too few epochs for a curve.</summary>
    private static int EvaluateEvery(int epochs) => Math.Clamp(epochs / 50, 1, 10);
}
