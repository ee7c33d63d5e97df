using System.Globalization;
using System.Text;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;

namespace LinearAutoencoders.Reproduction.Experiments;

/// <summary>The two distances over epochs: as numbers, as a picture, and as charts of the report.</summary>
internal static class CurveFiles
{
    private const string Header = "method,optimizer,penalties,learning_rate,seeds,epoch,axis_alignment,axis_alignment_low,axis_alignment_high,"
        + "subspace_distance,subspace_distance_low,subspace_distance_high";

    /// <summary>A line a curve and epoch: what the picture shows, to six digits.</summary>
    public static void WriteNumbers(string path, IReadOnlyList<SeedSummary> curves, Func<SeedSummary, string>? penalties = null)
    {
        var text = new StringBuilder(Header + "\n");
        foreach (var curve in curves)
            for (var i = 0; i < curve.Epochs.Length; i++)
            {
                var (align, sub) = (curve.AxisAlignment, curve.SubspaceDistance);
                text.Append(CultureInfo.InvariantCulture, $"{curve.Model.Method.Name},{curve.Model.Optimizer.Name},{penalties?.Invoke(curve) ?? MeasuredRun.DefaultPenalties},{curve.First.Options.Training.LearningRate:R},{curve.Runs.Count},{curve.Epochs[i]:F0},");
                text.Append(CultureInfo.InvariantCulture, $"{align.Median[i]:G6},{align.Low[i]:G6},{align.High[i]:G6},");
                text.Append(CultureInfo.InvariantCulture, $"{sub.Median[i]:G6},{sub.Low[i]:G6},{sub.High[i]:G6}\n");
            }
        AtomicFile.WriteText(path, text.ToString());
    }

    public static LearningCurve Curve(SeedSummary curve) => new(
        curve.Model.Method, curve.Model.Optimizer, curve.Epochs, curve.AxisAlignment.Median, curve.SubspaceDistance.Median)
    {
        AxisAlignmentBand = Band(curve, curve.AxisAlignment),
        SubspaceDistanceBand = Band(curve, curve.SubspaceDistance),
    };

    /// <summary>Both distances, the second on a logarithmic axis.</summary>
    public static IReadOnlyList<Chart> Charts(IReadOnlyList<SeedSummary> curves, Func<SeedSummary, (string Label, string Color, bool Dash)> look) =>
    [
        new("Distance to axis-aligned solution", "Epoch", "d_align", false, false, [.. curves.Select(curve => Series(curve, curve.AxisAlignment, look(curve)))]),
        new("Distance to optimal subspace", "Epoch", "d_sub", false, true, [.. curves.Select(curve => Series(curve, curve.SubspaceDistance, look(curve)))]),
    ];

    /// <summary>The method's colour, dashed for Adam, as in all pictures.</summary>
    public static (string Label, string Color, bool Dash) Look(SeedSummary curve) => (
        curve.Model.Title, MethodStyle.Color(curve.Model.Method), curve.Model.OptimizerPlace > 0);

    private static Band? Band(SeedSummary curve, SeedBand band) => curve.Runs.Count > 1 ? new Band(band.Low, band.High) : null;

    private static ChartSeries Series(SeedSummary curve, SeedBand band, (string Label, string Color, bool Dash) look) => new(
        look.Label, look.Color, look.Dash, curve.Epochs, band.Median,
        curve.Runs.Count > 1 ? band.Low : null, curve.Runs.Count > 1 ? band.High : null);
}
