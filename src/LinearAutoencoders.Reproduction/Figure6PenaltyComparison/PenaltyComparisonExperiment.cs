using System.Globalization;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Figure2LearningCurves;
using LinearAutoencoders.Reproduction.Figure5OptimalPenalties;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Figure6PenaltyComparison;

/// <summary>
///   Figure 6: non-uniform ℓ₂ with Adam, with the optimal penalties of figure 5 and with the default ones, at several learning
///   rates.
/// </summary>
internal sealed class PenaltyComparisonExperiment : IExperiment
{
    // Table 2's grid for this model; 3e-2, its largest, is where the curves begin to be unstable on MNIST.
    private static readonly double[] Rates = [1e-3, 3e-3, 1e-2, 3e-2];

    private static readonly NonUniformL2 Default = NonUniformL2.Paper;

    public string Id => "fig6";

    public bool IsOnData => true;

    public IReadOnlyList<RunOptions> Runs(Setup setup)
    {
        var optimal = Default with { Penalties = OptimalPenaltiesExperiment.Penalties(setup) };
        return
        [
            .. from method in new[] { optimal, Default }
               let options = setup.OnData(Model.WithAdam(method), setup.Sizes.PenaltyEpochs)
               from rate in Rates
               from run in setup.Repeat(options.With(training => training with { LearningRate = rate }))
               select run,
        ];
    }

    public IEnumerable<MeasuredRun> Measured(Outcome outcome) =>
        outcome.Runs.Select(run => run.Measured(Id) with { Penalties = PenaltiesOf(run.Model) });

    public IReadOnlyList<ReportTable> Comparison(ReproductionResults results) => [PenaltyTable(results.Groups(Id))];

    public IReadOnlyList<Finding> Findings(ReproductionResults results) =>
        [PenaltyObservation.OptimalSlowTheStart(results, Id)];

    public ReportSection Write(Outcome outcome)
    {
        var curves = SeedSummary.Of(outcome.Runs);
        var options = curves[0].First.Options;
        var data = Curves.DataName(options.Data);
        CurveFiles.Numbers(curves, curve => PenaltiesOf(curve.Model)).Save(outcome.PathOf(".csv"));
        return new ReportSection
        {
            Id = Id,
            Title = "Optimal against default penalties",
            Caption = $"The non-uniform ℓ₂ model on {data}, k = {options.Training.LatentDimension}, "
                + "with Adam and several learning rates. Solid lines: the penalties of figure 5. "
                + "Dashed lines: the default ones. "
                + (curves.Max(curve => curve.Runs.Count) is > 1 and var seeds ? $"Medians and ranges of {seeds} seeds." : "One seed."),
            Settings =
            [
                new("data", data),
                new("k", $"{options.Training.LatentDimension}"),
                new("epochs", NumberText.Count(options.Training.Epochs)),
                new("learning rates", string.Join(", ", Rates.Select(Text))),
                new("default √λ", SettingText.Roots(Default)),
                new("profile", outcome.Setup.Sizes.Name),
            ],
            Command = outcome.Command,
            Pictures =
            [
                outcome.Save(
                    new LearningCurvesFigure(
                        [.. curves.Select(curve => CurveFiles.Curve(curve) with { Style = Style(curve) })], null,
                        $"non-uniform ℓ₂, Adam, {Curves.Subtitle(options)}"),
                    "Learning curves of the non-uniform model with optimal and with default penalties, "
                        + "for several learning rates"),
            ],
            Charts = CurveFiles.Charts(curves, Look),
            Notes = outcome.MissingNote,
        };
    }

    private static ReportTable PenaltyTable(IReadOnlyList<RunGroup> groups) => new(
        "Non-uniform ℓ₂ with either kind of penalties",
        ["penalties", "α", "seeds", "d_align at a fifth", "d_align at the end", "d_sub at the end", "seconds"],
        [.. groups.Select(group => (IReadOnlyList<string>)
        [
            group.First.Penalties, group.Rate(), group.SeedCount(), group.Distance(group.AlignmentAt(group.LastEpoch / 5)),
            group.Distance(group.FinalAlignment), group.Distance(group.FinalSubspace), group.Cost(),
        ])]);

    private static CurveStyle Style(SeedSummary curve) =>
        new($"α = {Text(RateOf(curve))}", Color(curve), $"{PenaltiesOf(curve.Model)} penalties", IsDefault(curve.Model));

    private static (string Label, string Color, bool Dash) Look(SeedSummary curve) =>
        ($"{PenaltiesOf(curve.Model)}, α = {Text(RateOf(curve))}", Color(curve), IsDefault(curve.Model));

    private static string PenaltiesOf(Model model) =>
        IsDefault(model) ? MeasuredRun.DefaultPenalties : MeasuredRun.OptimalPenalties;

    private static bool IsDefault(Model model) => model.Method is NonUniformL2 { Penalties: null };

    private static string Color(SeedSummary curve) => SequenceColors.Of(Array.IndexOf(Rates, RateOf(curve)), Rates.Length);

    private static double RateOf(SeedSummary curve) => curve.First.Options.Training.LearningRate!.Value;

    private static string Text(double rate) => rate.ToString("0.###", CultureInfo.InvariantCulture);
}
