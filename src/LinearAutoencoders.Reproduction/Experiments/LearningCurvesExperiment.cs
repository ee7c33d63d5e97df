using System.Globalization;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Experiments;

/// <summary>Figures 2, 7 and 8: both distances over epochs, for all models and both optimizers, with all samples or mini-batches in a step.</summary>
internal sealed class LearningCurvesExperiment(string id) : IExperiment
{
    private static readonly Method[] Methods =
        [new UniformL2(), new NonUniformL2(), new Rag(), new NestedDropout(), new DeterministicNestedDropout(), new LinearVae()];

    public string Id => id;

    /// <summary>The models of the figure; RAG is no gradient that Adam could rescale.</summary>
    public static IEnumerable<Model> Models(bool withUniform) => Model.All([new Nesterov(), new Adam()], Methods)
        .Where(model => model is not { Method: Rag, Optimizer: Adam } && (withUniform || model.Method is not UniformL2));

    public IReadOnlyList<RunOptions> Runs(Setup setup) =>
        [.. Models(withUniform: BatchSize(setup) is null).SelectMany(model => setup.Repeat(Options(setup, model)))];

    /// <summary>A run of the figure, but for its seed.</summary>
    public RunOptions Options(Setup setup, Model model)
    {
        var batch = setup.Profile.MiniBatches.FirstOrDefault(batch => batch.Figure == id);
        if (batch.Figure is null) return setup.OnData(model, setup.Profile.Epochs).With(training => training with { Snapshots = setup.Profile.Snapshots.ToHashSet() });
        var epochs = batch.Epochs * Math.Max(1, Engine.Profile.MiniBatchSamples / (int)setup.MainData.Training.Count);
        var options = setup.OnData(model, epochs).With(training => training with { BatchSize = batch.BatchSize, EvaluateEvery = EvaluateEvery(epochs) });
        return options.With(training => training with { LearningRate = Rounded(training.LearningRate!.Value / MiniBatchDivisor(options)) });
    }

    /// <summary>How much smaller than with all samples a step must be for the noise of the batches.</summary>
    /// <remarks>
    ///   Nested dropout with Nesterov momentum diverges at its full-batch rate and batches of 100 (MNIST, first epoch). RAG's rotation of a
    ///   batch is not orthogonal, so that ‖W₁ − W₂ᵀ‖² grows with α² times its variance: at the full-batch rate d_align falls below 0.1
    ///   and then rises to 0.27 in 2,000 epochs. The divisors lead one and three steps down from 3e-3, to 1e-3 and 1e-4.
    /// </remarks>
    private static double MiniBatchDivisor(RunOptions options) => (options.Training.Method, options.Training.Optimizer, options.Training.BatchSize) switch
    {
        (NestedDropout or DeterministicNestedDropout, Nesterov, <= 100) => 3,
        (Rag, _, <= 100) => 30,
        (Rag, _, not null) => 3,
        _ => 1,
    };

    private static double Rounded(double rate) => double.Parse(rate.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public ReportSection Write(Outcome outcome)
    {
        var curves = SeedSummary.Of(outcome.Runs);
        var options = curves[0].First.Options;
        var figure = new LearningCurvesFigure([.. curves.Select(CurveFiles.Curve)], null, Curves.Subtitle(options));
        figure.Save(outcome.PathOf(id + ".png"));
        figure.Save(outcome.PathOf(id + ".svg"));
        CurveFiles.WriteNumbers(outcome.PathOf(id + ".csv"), curves);
        return new ReportSection(
            id, Title(options), Caption(curves), Settings(outcome.Setup, curves), outcome.Setup.Command(id),
            [new ReportPicture(id + ".png", $"Learning curves of {curves.Count} models on {Curves.DataName(options.Data)}: distance to the axis-aligned solution and to the optimal subspace")],
            CurveFiles.Charts(curves, CurveFiles.Look), [], Notes(outcome, curves));
    }

    private int? BatchSize(Setup setup) =>
        setup.Profile.MiniBatches.Where(batch => batch.Figure == id).Select(batch => (int?)batch.BatchSize).FirstOrDefault();

    /// <summary>Every 10 epochs as the paper does, more often where there are too few epochs for a curve.</summary>
    private static int EvaluateEvery(int epochs) => Math.Clamp(epochs / 50, 1, 10);

    private static string Title(RunOptions options) => options.Training.BatchSize is { } size
        ? $"Learning dynamics with mini-batches of {Numbers.Count(size)}" : "Learning dynamics with all samples in a step";

    private static string Caption(IReadOnlyList<SeedSummary> curves)
    {
        var options = curves[0].First.Options;
        var repeated = curves.Where(curve => curve.Runs.Count > 1).ToList();
        var bands = repeated.Count == 0 ? "" : $" Lines are medians and bands the range of {repeated.Max(curve => curve.Runs.Count)} seeds"
            + (repeated.Count < curves.Count ? ", but for nested dropout, which has one." : ".");
        return $"Distance to the axis-aligned solution and to the optimal subspace on {Curves.DataName(options.Data)}, k = {options.Training.LatentDimension}. "
            + $"Solid lines: gradient descent with Nesterov momentum 0.9. Dashed lines: Adam.{bands}";
    }

    private static IReadOnlyList<Setting> Settings(Setup setup, IReadOnlyList<SeedSummary> curves)
    {
        var options = curves[0].First.Options;
        var data = curves[0].First.Record.Data;
        var (penalized, nested) = (Used(curves, new NonUniformL2()), Used(curves, new NestedDropout()));
        return
        [
            new("data", $"{Curves.DataName(options.Data)}, {Numbers.Count(data.Samples)} × {Numbers.Count(data.Dimension)}, centred"),
            new("k", $"{options.Training.LatentDimension}"),
            new("epochs", Numbers.Count(options.Training.Epochs)),
            new("samples in a step", options.Training.BatchSize is { } size ? Numbers.Count(size) : "all"),
            new("initial weights", "normal, standard deviation 1e-4"),
            new("√λ of the penalties", string.Create(CultureInfo.InvariantCulture, $"{penalized.SqrtPenaltyMin} to {penalized.SqrtPenaltyMax}, evenly spaced")),
            new("ρ of nested dropout", nested.Rho.ToString(CultureInfo.InvariantCulture)),
            new("precision", options.Precision.ToString().ToLowerInvariant()),
            new("profile", setup.Profile.Name),
            .. curves.Select(curve => new Setting($"learning rate, {curve.Model.Title}",
                curve.First.Options.Training.LearningRate!.Value.ToString("G4", CultureInfo.InvariantCulture))),
        ];
    }

    /// <summary>A method as it was run, or else with its defaults.</summary>
    private static TMethod Used<TMethod>(IEnumerable<SeedSummary> curves, TMethod otherwise) where TMethod : Method =>
        curves.Select(curve => curve.Model.Method).OfType<TMethod>().FirstOrDefault(otherwise);

    private static List<string> Notes(Outcome outcome, IReadOnlyList<SeedSummary> curves)
    {
        var notes = new List<string>();
        if (curves[0].First.Options.Training.BatchSize is not null)
            notes.Add("The paper states neither the epochs nor the learning rates of its mini-batch runs; the rates are those of the full-batch runs"
                + string.Concat(curves.Select(curve => (Curve: curve, Divisor: MiniBatchDivisor(curve.First.Options))).Where(entry => entry.Divisor > 1).Select(entry =>
                    $", for {entry.Curve.Model.Method.Title} with {entry.Curve.Model.Optimizer.Title} divided by {entry.Divisor.ToString(CultureInfo.InvariantCulture)}"))
                + ": nested dropout diverges with more, and under RAG the noise drives encoder and decoder apart.");
        foreach (var curve in curves.Where(curve => curve.Runs.Any(run => run.Diverged)))
            notes.Add($"{curve.Model.Method.Title} with {curve.Model.Optimizer.Title} diverged in {curve.Runs.Count(run => run.Diverged)} of {curve.Runs.Count} runs.");
        if (outcome.Missing > 0) notes.Add($"{outcome.Missing} runs have not been done yet.");
        return notes;
    }
}
