using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Beyond;

/// <summary>Epochs to alignment of every method on one data set, and products of Σ, beside those of eigensolvers.</summary>
internal sealed class AlignmentExperiment : IExperiment
{
    public const string FigureId = "alignment", SolversId = "alignment-solvers";

    public string Id => FigureId;

    public bool IsOnData => true;

    /// <summary>10 of the digits' 64 values, the experiments' k of others.</summary>
    public static int ComponentsOf(Setup setup) => setup.Data == "digits" ? 10 : setup.Sizes.K;

    public IReadOnlyList<RunOptions> Runs(Setup setup) =>
    [
        .. from model in StudyModels.All
           let options = setup.OnData(model, StudyModels.EpochsOf(setup, model), ComponentsOf(setup))
           from run in setup.Repeat(options.With(training => training with
           {
               EvaluateEvery = 1,
               StopBelowAlignment = StudyModels.Thresholds[^1],
           }))
           select run,
    ];

    public IEnumerable<MeasuredRun> Measured(Outcome outcome) =>
        [.. outcome.Runs.Select(run => run.Measured(Id)), .. Solvers(outcome)];

    public IReadOnlyList<ReportTable> Comparison(ReproductionResults results) =>
    [
        EpochTable(results.Groups(Id)),
        ProductTable(
            results.Groups(Id), SolverRuns.Names.Select(name => results.Find(SolversId, SolverRuns.ModelOf(name))).OfType<RunGroup>()),
    ];

    public IReadOnlyList<Finding> Findings(ReproductionResults results) => new AlignmentObservations(results).All();

    public ReportSection Write(Outcome outcome)
    {
        List<RunGroup> groups = [.. outcome.Runs.Select(run => run.Measured(Id)).GroupBy(run => run.Model)
            .Select(group => new RunGroup([.. group]))];
        Numbers([.. groups, .. Solvers(outcome).Select(run => new RunGroup([run]))]).Save(outcome.PathOf(".csv"));
        var options = outcome.Runs[0].Options;
        var data = Curves.DataName(options.Data);
        return new ReportSection
        {
            Id = Id,
            Title = $"Every method on {data}",
            Caption = $"Full-batch epochs until d_align is below a threshold, {data}, k = {options.Training.LatentDimension}, at default "
                + "learning rates, evaluated after every epoch. Nested dropout is there by its expectation. Then the same in products of Σ "
                + "with k vectors, two an epoch where encoder and decoder are trained, one where there is one matrix, beside eigensolvers "
                + "that start from the same decoder.",
            Settings =
            [
                new("data", data), new("k", $"{options.Training.LatentDimension}"),
                new("epochs", $"at most {NumberText.Count(outcome.Setup.Sizes.StudyEpochs)}; "
                    + $"{NumberText.Count(StudyModels.SubspaceEpochs(outcome.Setup))} of what finds the subspace alone"),
                .. SettingText.Of(outcome.Runs), new("profile", outcome.Setup.Sizes.Name),
            ],
            Command = outcome.Command,
            Pictures = Picture(outcome),
            Charts = [Distances(outcome.Runs)],
            Tables = ForecastTable.Of(outcome),
            Notes =
            [
                "Who wants nothing but the eigenvectors of a Σ that is at hand takes an eigensolver. Training is for what has the loss of "
                    + "an autoencoder besides: mini-batches of a stream, a penalty, a network that goes on from there.",
                .. outcome.MissingNote,
            ],
        };
    }

    private static IEnumerable<MeasuredRun> Solvers(Outcome outcome)
    {
        var options = outcome.Runs[0].Options.With(training => training with { Seed = 0, Method = new Reconstruction() });
        return SolverRuns.Of(SolversId, options, outcome.Setup.DataSets.Of(options), outcome.Setup.Sizes.StudyProducts);
    }

    private static ReportTable EpochTable(IEnumerable<RunGroup> groups) => new(
        "Epochs to d_align",
        ["method", "rate", .. StudyModels.Thresholds.Select(StudyModels.Header), "d_align at the end", "d_sub", "seeds"],
        [.. groups.ByOptimizer().Select(group => (IReadOnlyList<string>)
            [
                StudyModels.NameOf(group.Model), group.Rate(),
                .. StudyModels.Thresholds.Select(limit => StudyModels.Count(group.EpochsTo(limit))),
                group.Distance(group.FinalAlignment), group.Distance(group.FinalSubspace), group.SeedCount(),
            ])]);

    private static ReportTable ProductTable(IEnumerable<RunGroup> groups, IEnumerable<RunGroup> solvers) => new(
        "Products of Σ with k vectors to d_align", ["method", .. StudyModels.Thresholds.Select(StudyModels.Header)],
        [
            .. solvers.Select(group => Row($"**{group.Model.Method.Title}**", group, 1)),
            .. groups.Select(group => (Group: group, Each: StudyModels.ProductsPerEpoch(group.Model.Method)))
                .OrderBy(entry => entry.Group.EpochsTo(0.01) * entry.Each)
                .Where(entry => double.IsFinite(entry.Group.EpochsTo(0.01)))
                .Select(entry => Row(StudyModels.NameOf(entry.Group.Model), entry.Group, entry.Each)),
        ]);

    private static IReadOnlyList<string> Row(string name, RunGroup group, int each) =>
        [name, .. StudyModels.Thresholds.Select(limit => StudyModels.Count(each * group.EpochsTo(limit)))];

    private static CsvTable Numbers(IEnumerable<RunGroup> groups)
    {
        var table = new CsvTable(
            "method", "optimizer", "learning_rate", "seeds", "epochs_below_0.3", "epochs_below_0.1", "epochs_below_0.01",
            "epochs_below_0.0001", "axis_alignment", "subspace_distance", "products_per_epoch");
        foreach (var group in groups)
        {
            var method = group.Model.Method;
            double?[] epochs = [.. StudyModels.Thresholds.Select(limit => StudyModels.Finite(group.EpochsTo(limit)))];
            table.Add(
                method.Name, method.TakesOptimizer ? group.Model.Optimizer.Name : null, group.First.LearningRate, group.Seeds,
                epochs[0], epochs[1], epochs[2], epochs[3],
                group.FinalAlignment, group.FinalSubspace, StudyModels.ProductsPerEpoch(method));
        }
        return table;
    }

    /// <summary>RAG and what this project adds, the subject of the page's first question.</summary>
    private static IReadOnlyList<ReportPicture> Picture(Outcome outcome)
    {
        List<FigureLine> lines =
        [
            .. from curve in SeedSummary.Of(outcome.Runs)
               where StudyModels.Scaling.Any(model => model.Method.Name == curve.Model.Method.Name)
               select new FigureLine(
                   new CurveStyle(
                       curve.Model.Method.Title, MethodStyle.Color(curve.Model.Method),
                       curve.Model.Method.TakesOptimizer ? curve.Model.Optimizer.Title : "", curve.Model.Optimizer is Adam),
                   curve.Epochs, curve.AxisAlignment.Median),
        ];
        return lines.Count == 0 ? [] :
        [
            outcome.Save(
                new LinesFigure(lines, "Distance to axis-aligned solution", "Epoch") { LogX = true, LogY = true },
                "Distance to the axis-aligned solution over epochs, both axes logarithmic, of the rotation augmented gradient and of "
                    + "gauge-fixed methods"),
        ];
    }

    private static Chart Distances(IReadOnlyList<FinishedRun> runs) => new(
        "Distance to axis-aligned solution", "Epoch", "d_align", true, true,
        [.. SeedSummary.Of(runs).Select(curve => new ChartSeries(
            StudyModels.NameOf(curve.Model), MethodStyle.Color(curve.Model.Method), curve.Model.Optimizer is Adam,
            curve.Epochs, curve.AxisAlignment.Median))]);
}
