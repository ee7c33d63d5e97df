using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;

namespace LinearAutoencoders.Reproduction.Figure2LearningCurves;

/// <summary>The two distances over epochs: as numbers, as a picture, and as charts of the report.</summary>
internal static class CurveFiles
{
    /// <summary>A line a curve and epoch: what the picture shows.</summary>
    /// <param name="curves">In the order of the file.</param>
    /// <param name="penalties">Which ℓ₂ penalties a curve has; null: all have the default ones.</param>
    public static CsvTable Numbers(IReadOnlyList<SeedSummary> curves, Func<SeedSummary, string>? penalties = null)
    {
        var table = new CsvTable(
            "method", "optimizer", "penalties", "learning_rate", "seeds", "epoch", "axis_alignment", "axis_alignment_low",
            "axis_alignment_high", "subspace_distance", "subspace_distance_low", "subspace_distance_high");
        foreach (var curve in curves)
            for (var i = 0; i < curve.Epochs.Length; i++)
            {
                var (align, sub) = (curve.AxisAlignment, curve.SubspaceDistance);
                table.Add(
                    curve.Model.Method.Name, curve.Model.Optimizer.Name,
                    penalties?.Invoke(curve) ?? MeasuredRun.DefaultPenalties,
                    curve.First.Options.Training.LearningRate, curve.Runs.Count, curve.Epochs[i],
                    align.Median[i], align.Low[i], align.High[i], sub.Median[i], sub.Low[i], sub.High[i]);
            }
        return table;
    }

    /// <summary>As a figure takes it.</summary>
    public static LearningCurve Curve(SeedSummary curve) => new(
        curve.Model.Method, curve.Model.Optimizer, curve.Epochs, curve.AxisAlignment.Median, curve.SubspaceDistance.Median)
    {
        AxisAlignmentBand = Band(curve, curve.AxisAlignment),
        SubspaceDistanceBand = Band(curve, curve.SubspaceDistance),
    };

    /// <summary>Both distances, the second on a logarithmic axis.</summary>
    public static IReadOnlyList<Chart> Charts(
        IReadOnlyList<SeedSummary> curves, Func<SeedSummary, (string Label, string Color, bool Dash)> look) =>
    [
        new("Distance to axis-aligned solution", "Epoch", "d_align", false, false,
            [.. curves.Select(curve => Series(curve, curve.AxisAlignment, look(curve)))]),
        new("Distance to optimal subspace", "Epoch", "d_sub", false, true,
            [.. curves.Select(curve => Series(curve, curve.SubspaceDistance, look(curve)))]),
    ];

    /// <summary>The method's colour, dashed for Adam, as in all pictures.</summary>
    public static (string Label, string Color, bool Dash) Look(SeedSummary curve) =>
        (curve.Model.Title, MethodStyle.Color(curve.Model.Method), curve.Model.Optimizer is Adam);

    private static Band? Band(SeedSummary curve, SeedBand band) => curve.Runs.Count > 1 ? new Band(band.Low, band.High) : null;

    private static ChartSeries Series(SeedSummary curve, SeedBand band, (string Label, string Color, bool Dash) look) => new(
        look.Label, look.Color, look.Dash, curve.Epochs, band.Median,
        curve.Runs.Count > 1 ? band.Low : null, curve.Runs.Count > 1 ? band.High : null);
}
