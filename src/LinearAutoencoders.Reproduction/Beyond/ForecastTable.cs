using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Reproduction.Beyond;

/// <summary>The epochs of gauge-fixed runs with Nesterov momentum, beside what the spectrum alone forecasts.</summary>
internal static class ForecastTable
{
    /// <summary>A row for each k; none without such runs.</summary>
    public static IReadOnlyList<ReportTable> Of(Outcome outcome)
    {
        List<RunGroup> groups = [.. outcome.Runs.Where(run => run.Model == Model.WithNesterov(new GaugeFixed()))
            .Select(run => run.Measured(outcome.Id)).GroupBy(run => run.K).OrderBy(group => group.Key)
            .Select(group => new RunGroup([.. group]))];
        if (groups.Count == 0) return [];
        List<double> ratios = [];
        List<IReadOnlyList<string>> rows = [.. groups.Select(group => (IReadOnlyList<string>)
            [$"{group.First.K}", .. StudyModels.Thresholds.Select(limit => Cell(outcome, group, limit, ratios))])];
        var range = ratios.Count == 0 ? ""
            : $": {NumberText.Number(ratios.Min(), 2)} to {NumberText.Number(ratios.Max(), 2)} of what was measured";
        return [new ReportTable(
            $"Gauge fixing, Nesterov: epochs that the spectrum forecasts → measured{range}",
            ["k", .. StudyModels.Thresholds.Select(limit => $"< {NumberText.Threshold(limit)}")], rows)];
    }

    private static string Cell(Outcome outcome, RunGroup group, double limit, List<double> ratios)
    {
        var measured = group.EpochsTo(limit);
        if (!double.IsFinite(measured)) return "";
        var options = outcome.Runs.First(run => run.Model == group.Model && run.Options.Training.LatentDimension == group.First.K).Options;
        var eigenvalues = outcome.Setup.DataSets.Of(options).Training.Spectrum.Eigenvalues;
        var forecast = GaugeFixedForecast.Epochs(
            eigenvalues, group.First.K, group.First.LearningRate, ((Nesterov)group.Model.Optimizer).Momentum, limit);
        ratios.Add(forecast / measured);
        return $"{EvidenceText.Epochs(forecast)} → {EvidenceText.Epochs(measured)}";
    }
}
