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
        List<(int K, List<(double Forecast, double Measured)> Epochs)> rows = [.. groups.Select(group => (
            group.First.K, StudyModels.Thresholds.Select(limit => (Forecast(outcome, group, limit), group.EpochsTo(limit))).ToList()))];
        List<double> ratios = [.. rows.SelectMany(row => row.Epochs).Where(IsMeasured).Select(epochs => epochs.Forecast / epochs.Measured)];
        var range = ratios.Count == 0 ? ""
            : $": {NumberText.Number(ratios.Min(), 2)} to {NumberText.Number(ratios.Max(), 2)} of what was measured";
        return [new ReportTable(
            $"Gauge fixing, Nesterov: epochs that the spectrum forecasts → measured{range}",
            ["k", .. StudyModels.Thresholds.Select(StudyModels.Header)],
            [.. rows.Select(row => (IReadOnlyList<string>)[$"{row.K}", .. row.Epochs.Select(Cell)])])];
    }

    private static bool IsMeasured((double Forecast, double Measured) epochs) => double.IsFinite(epochs.Measured);

    private static string Cell((double Forecast, double Measured) epochs) =>
        IsMeasured(epochs) ? $"{EvidenceText.Epochs(epochs.Forecast)} → {EvidenceText.Epochs(epochs.Measured)}" : "";

    private static double Forecast(Outcome outcome, RunGroup group, double limit)
    {
        var options = outcome.Runs.First(run => run.Model == group.Model && run.Options.Training.LatentDimension == group.First.K).Options;
        var eigenvalues = outcome.Setup.DataSets.Of(options).Training.Spectrum.Eigenvalues;
        return GaugeFixedForecast.Epochs(
            eigenvalues, group.First.K, group.First.LearningRate, ((Nesterov)group.Model.Optimizer).Momentum, limit);
    }
}
