using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Beyond;

/// <summary>
///   What the gauge in every step adds: the reconstruction loss trained in the gauge, and plainly at the same rate, with the weights of
///   each epoch read through one gauge.
/// </summary>
internal sealed class ReadOutExperiment : IExperiment
{
    public const string Every = "read-out", Once = "read-out-once", SyntheticSuffix = "-synthetic";

    private const double Aligned = 0.01;

    /// <summary>A few of the study's: with small gaps, with many, and one between.</summary>
    private static readonly int[] SyntheticDimensions = [2, 20, 100];

    private static readonly Model[] Models = [Model.WithNesterov(new GaugeFixed()), Model.WithAdam(new GaugeFixed())];

    public string Id => Every;

    public bool IsOnData => true;

    public IReadOnlyList<RunOptions> Runs(Setup setup) =>
    [
        .. from run in Pairs(setup)
           from repeated in setup.Repeat(run)
           select repeated,
    ];

    public IEnumerable<MeasuredRun> Measured(Outcome outcome) => outcome.Runs.Select(run => run.Measured(IdOf(run)));

    public IReadOnlyList<ReportTable> Comparison(ReproductionResults results) =>
    [
        new("Epochs to d_align",
            ["data", "optimizer", "gauge", .. StudyModels.Thresholds.Select(StudyModels.Header)],
            [.. from pair in PairsIn(results)
                from row in new[] { Row("in every step", pair.Each), Row("read once", pair.Once) }
                select (IReadOnlyList<string>)[pair.Data, .. row]]),
    ];

    public IReadOnlyList<Finding> Findings(ReproductionResults results) => [MostIsReading(results), EveryStepIsFaster(results)];

    public ReportSection Write(Outcome outcome)
    {
        Numbers(outcome.Runs).Save(outcome.PathOf(".csv"));
        var options = outcome.Runs[0].Options;
        var dimensions = string.Join(", ", outcome.Runs.Where(IsSynthetic).Select(run => run.Options.Training.LatentDimension).Distinct());
        var data = Curves.DataName(options.Data);
        return new ReportSection
        {
            Id = Id,
            Title = "The gauge in every step, or once to read the weights",
            Caption = "The reconstruction loss at the rate of gauge fixing: with the gauge after each step, and trained plainly, as if "
                + "each epoch were the last and its weights were then read through the ritz gauge. The plain run's own weights are "
                + "aligned at no epoch.",
            Settings =
            [
                new("data", $"{data}, k = {options.Training.LatentDimension}; synthetic, k = {dimensions}"),
                .. SettingText.Of(outcome.Runs),
                new("profile", outcome.Setup.Sizes.Name),
            ],
            Command = outcome.Command,
            Charts = [Distances(outcome.Runs)],
            Notes = outcome.MissingNote,
        };
    }

    /// <summary>Runs with the gauge in every step, and those on the same data that are read once.</summary>
    private static IEnumerable<(string Data, RunGroup Each, RunGroup Once)> PairsIn(ReproductionResults results) =>
        from suffix in new[] { "", SyntheticSuffix }
        from each in results.Groups(Every + suffix)
        let once = results.Find(Once + suffix, each.Model, each.First.K)
        where once is not null
        select ($"{(suffix.Length > 0 ? "synthetic" : results.DataName)}, k = {each.First.K}", each, once);

    private static IEnumerable<RunOptions> Pairs(Setup setup)
    {
        foreach (var every in new int?[] { null, 0 })
        {
            foreach (var model in Models)
                yield return With(setup.OnData(model, setup.Sizes.StudyEpochs, AlignmentExperiment.ComponentsOf(setup)), every);
            foreach (var k in SyntheticDimensions.Where(k => k <= setup.Sizes.StudyDimensions[^1]))
                yield return With(setup.OnSynthetic(Models[0], k), every)
                    .With(training => training with { Epochs = StudyModels.EpochsOf(setup, k) });
        }
    }

    private static RunOptions With(RunOptions run, int? gaugeEvery) => run.With(training => training with
    {
        GaugeEvery = gaugeEvery,
        EvaluateEvery = 1,
        StopBelowAlignment = StudyModels.Thresholds[^1],
    });

    private static string IdOf(FinishedRun run) =>
        (IsReadOnce(run.Options) ? Once : Every) + (IsSynthetic(run) ? SyntheticSuffix : "");

    private static bool IsReadOnce(RunOptions run) => run.Training.GaugeEvery == 0;

    private static bool IsSynthetic(FinishedRun run) => run.Options.Data == "synthetic";

    private static IReadOnlyList<string> Row(string gauge, RunGroup group) =>
        [group.Model.Optimizer.Title, gauge, .. StudyModels.Thresholds.Select(limit => StudyModels.Count(group.EpochsTo(limit)))];

    private static Finding MostIsReading(ReproductionResults results)
    {
        var observation = new Observation(Every,
            $"Plain training, read through one gauge, is aligned to {Aligned} in less than a tenth of the epochs of the rotation augmented "
            + "gradient: most of the gain over it is in how weights are read.");
        if (results.Find(Once, Models[0]) is not { } once
            || results.Find(AlignmentExperiment.FigureId, Model.WithNesterov(new Rag())) is not { } rag)
            return observation.NotMeasured("It takes runs of both with Nesterov momentum.");
        var (plain, rotated) = (once.EpochsTo(Aligned), rag.EpochsTo(Aligned));
        return observation.Decide(
            plain * 10 < rotated, $"{EvidenceText.Epochs(plain)} epochs; the rotation augmented gradient: {EvidenceText.Epochs(rotated)}.",
            "It is not.");
    }

    private static Finding EveryStepIsFaster(ReproductionResults results)
    {
        var observation = new Observation(Every,
            $"The gauge in every step aligns to {Aligned} in fewer epochs than plain training read through one gauge, on all data.");
        List<(string Name, double Each, double Once)> pairs =
        [
            .. PairsIn(results).Select(pair => (
                $"{pair.Data}, {pair.Each.Model.Optimizer.Title}", pair.Each.EpochsTo(Aligned), pair.Once.EpochsTo(Aligned))),
        ];
        if (pairs.Count == 0) return observation.NotMeasured("It takes runs of both.");
        return observation.Decide(
            pairs.All(pair => pair.Each < pair.Once),
            EvidenceText.List(pairs.Select(pair =>
                $"{pair.Name}: {EvidenceText.Epochs(pair.Each)} in every step, {EvidenceText.Epochs(pair.Once)} read once")),
            $"Not on {string.Join("; ", pairs.Where(pair => !(pair.Each < pair.Once)).Select(pair => pair.Name))}.");
    }

    private static Chart Distances(IReadOnlyList<FinishedRun> runs) => new(
        "Distance to axis-aligned solution", "Epoch", "d_align", true, true,
        [.. SeedSummary.Of(runs.Where(run => !IsSynthetic(run))).Select(curve => new ChartSeries(
            $"{curve.Model.Optimizer.Title}, {(IsReadOnce(curve.First.Options) ? "read once" : "gauge in every step")}",
            IsReadOnce(curve.First.Options) ? MethodStyle.Color(new Reconstruction()) : MethodStyle.Color(new GaugeFixed()),
            curve.Model.Optimizer is Adam, curve.Epochs, curve.AxisAlignment.Median))]);

    private static CsvTable Numbers(IReadOnlyList<FinishedRun> runs)
    {
        var table = new CsvTable(
            "data", "k", "optimizer", "gauge_in_every_step", "learning_rate", "seeds", "epochs_below_0.3", "epochs_below_0.1",
            "epochs_below_0.01", "epochs_below_0.0001");
        foreach (var group in runs.GroupBy(run => RunKey.WithoutSeed(run.Options)))
        {
            var options = group.First().Options;
            var measured = new RunGroup([.. group.Select(run => run.Measured(Every))]);
            double?[] epochs = [.. StudyModels.Thresholds.Select(limit => StudyModels.Finite(measured.EpochsTo(limit)))];
            table.Add(
                Curves.DataName(options.Data), options.Training.LatentDimension, options.Training.Optimizer.Name,
                IsReadOnce(options) ? "no" : "yes", measured.First.LearningRate, measured.Seeds,
                epochs[0], epochs[1], epochs[2], epochs[3]);
        }
        return table;
    }
}
