using System.Globalization;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Experiments;

/// <summary>Figure 6: non-uniform ℓ₂ with Adam, with the optimal penalties of figure 5 and with the default ones, at several learning rates.</summary>
internal sealed class PenaltyComparisonExperiment : IExperiment
{
    // Table 2's grid for this model; 3e-2, its largest, is where the curves begin to be unstable on MNIST.
    private static readonly double[] Rates = [1e-3, 3e-3, 1e-2, 3e-2];

    public string Id => "fig6";

    public IReadOnlyList<RunOptions> Runs(Setup setup)
    {
        var options = setup.OnData(Model.WithAdam(new NonUniformL2()), setup.Profile.PenaltyEpochs);
        var best = OptimalPenaltiesExperiment.Penalties(setup);
        return
        [
            .. from penalties in new[] { best, null }
               from rate in Rates
               from run in setup.Repeat(options.With(training => training with { LearningRate = rate, Method = new NonUniformL2(Penalties: penalties) }))
               select run,
        ];
    }

    public IEnumerable<MeasuredRun> Measured(Outcome outcome) => outcome.Runs.Select(run => run.Measured(
        Id, IsDefault(run) ? MeasuredRun.DefaultPenalties : MeasuredRun.OptimalPenalties));

    public ReportSection Write(Outcome outcome)
    {
        var curves = SeedSummary.Of(outcome.Runs);
        var options = curves[0].First.Options;
        var figure = new LearningCurvesFigure(
            [.. curves.Select(curve => CurveFiles.Curve(curve) with { Style = Style(curve) })], null, $"non-uniform ℓ₂, Adam, {Curves.Subtitle(options)}");
        figure.Save(outcome.PathOf("fig6.png"));
        figure.Save(outcome.PathOf("fig6.svg"));
        CurveFiles.WriteNumbers(outcome.PathOf("fig6.csv"), curves, PenaltiesName);
        return new ReportSection(
            Id, "Optimal against default penalties",
            $"The non-uniform ℓ₂ model on {Curves.DataName(options.Data)}, k = {options.Training.LatentDimension}, with Adam and several learning rates. "
            + $"Solid lines: the penalties of figure 5. Dashed lines: the default ones. Medians and ranges of {curves.Max(curve => curve.Runs.Count)} seeds.",
            [
                new("data", Curves.DataName(options.Data)),
                new("k", $"{options.Training.LatentDimension}"),
                new("epochs", Numbers.Count(options.Training.Epochs)),
                new("learning rates", string.Join(", ", Rates.Select(Text))),
                new("default √λ", "0.1 to 0.9, evenly spaced"),
                new("profile", outcome.Setup.Profile.Name),
            ],
            outcome.Setup.Command(Id),
            [new ReportPicture("fig6.png", "Learning curves of the non-uniform model with optimal and with default penalties, for several learning rates")],
            CurveFiles.Charts(curves, Look), [], outcome.Missing == 0 ? [] : [$"{outcome.Missing} runs have not been done yet."]);
    }

    private static CurveStyle Style(SeedSummary curve) =>
        new($"α = {Text(curve.First.Options.Training.LearningRate!.Value)}", Color(curve), $"{PenaltiesName(curve)} penalties", IsDefault(curve));

    private static (string Label, string Color, bool Dash) Look(SeedSummary curve) =>
        ($"{PenaltiesName(curve)}, α = {Text(curve.First.Options.Training.LearningRate!.Value)}", Color(curve), IsDefault(curve));

    private static string PenaltiesName(SeedSummary curve) => IsDefault(curve) ? MeasuredRun.DefaultPenalties : MeasuredRun.OptimalPenalties;

    private static bool IsDefault(SeedSummary curve) => IsDefault(curve.First);

    private static bool IsDefault(FinishedRun run) => run.Model.Method is NonUniformL2 { Penalties: null };

    private static string Color(SeedSummary curve) => SequenceColors.Of(Array.IndexOf(Rates, curve.First.Options.Training.LearningRate!.Value), Rates.Length);

    private static string Text(double rate) => rate.ToString("0.###", CultureInfo.InvariantCulture);
}
