using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Beyond;

/// <summary>Every method in mini-batches: how far a few passes over the data take it.</summary>
internal sealed class BatchExperiment : IExperiment
{
    private const int Epochs = 20;

    public string Id => "batches";

    public bool IsOnData => true;

    /// <summary>A pass of MNIST has 60 steps of 1,000, one of a few thousand samples as many of 100 or fewer.</summary>
    private static int BatchSizeOf(Setup setup) => setup.MainData.Training.Count >= 10_000 ? 1000 : 100;

    public IReadOnlyList<RunOptions> Runs(Setup setup) =>
    [
        .. from model in StudyModels.All
           from run in setup.Repeat(
               setup.OnData(model, Epochs, AlignmentExperiment.ComponentsOf(setup), BatchSizeOf(setup)).With(training => training with
               {
                   EvaluateEvery = 1,
               }))
           select run,
    ];

    public IReadOnlyList<ReportTable> Comparison(ReproductionResults results) =>
    [
        new($"After {Epochs} passes", ["method", "rate", "samples in a step", "d_align", "d_sub", "seeds"],
            [.. results.Groups(Id).OrderBy(group => group.FinalAlignment).Select(group => (IReadOnlyList<string>)
                [
                    StudyModels.NameOf(group.Model), group.Rate(), NumberText.Count(group.First.BatchSize!.Value),
                    group.Distance(group.FinalAlignment), group.Distance(group.FinalSubspace), group.SeedCount(),
                ])]),
    ];

    public IReadOnlyList<Finding> Findings(ReproductionResults results) => [UnbiasedGameEndsNearer(results)];

    public ReportSection Write(Outcome outcome)
    {
        Numbers(outcome.Runs).Save(outcome.PathOf(".csv"));
        var options = outcome.Runs[0].Options;
        var data = Curves.DataName(options.Data);
        return new ReportSection
        {
            Id = Id,
            Title = "In mini-batches",
            Caption = $"{Epochs} passes over {data} in mini-batches of {NumberText.Count(options.Training.BatchSize!.Value)}, "
                + $"k = {options.Training.LatentDimension}, at default learning rates, the nearest to the components first.",
            Settings =
            [
                new("data", data), new("k", $"{options.Training.LatentDimension}"), .. SettingText.Of(outcome.Runs),
                new("profile", outcome.Setup.Sizes.Name),
            ],
            Command = outcome.Command,
            Charts =
            [
                new("Distance to axis-aligned solution", "Epoch", "d_align", false, true,
                    [.. SeedSummary.Of(outcome.Runs).Select(curve => new ChartSeries(
                        StudyModels.NameOf(curve.Model), MethodStyle.Color(curve.Model.Method), curve.Model.Optimizer is Adam,
                        curve.Epochs, curve.AxisAlignment.Median))]),
            ],
            Notes = outcome.MissingNote,
        };
    }

    private Finding UnbiasedGameEndsNearer(ReproductionResults results)
    {
        var observation = new Observation(
            "batches", "Of the two games the one whose penalties are linear in Σ ends nearer to the components in mini-batches.");
        if (Find(new EigenGame()) is not { } biased || Find(new MuEigenGame()) is not { } unbiased)
            return observation.NotMeasured("It takes runs of both.");
        return observation.Decide(
            unbiased.FinalAlignment < biased.FinalAlignment,
            $"d_align {unbiased.Distance(unbiased.FinalAlignment)} against {biased.Distance(biased.FinalAlignment)}.",
            "After so few passes the bias is not what decides.");

        RunGroup? Find(Method method) => results.Find(Id, Model.WithNesterov(method));
    }

    private static CsvTable Numbers(IReadOnlyList<FinishedRun> runs)
    {
        var table = new CsvTable("method", "optimizer", "learning_rate", "seed", "batch_size", "axis_alignment", "subspace_distance");
        foreach (var run in runs)
        {
            var training = run.Options.Training;
            table.Add(
                training.Method.Name, training.UsedOptimizer?.Name, training.LearningRate, training.Seed, training.BatchSize,
                run.Result.AxisAlignment, run.Result.SubspaceDistance);
        }
        return table;
    }
}
