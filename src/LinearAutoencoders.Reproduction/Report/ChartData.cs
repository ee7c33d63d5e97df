using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LinearAutoencoders.Reproduction.Report;

/// <summary>The charts of a page as the page's script reads them: thinned, rounded, null for what is not a number.</summary>
internal sealed record ChartData(
    string Title, string XLabel, string YLabel, bool LogX, bool LogY, IReadOnlyList<SeriesData> Series)
{
    /// <summary>Points of a curve at the most: two for each pixel of a chart.</summary>
    public const int MostPoints = 600;

    /// <summary>JSON that may stand inside a script element: <c>&lt;</c> is escaped.</summary>
    public static string Json(IEnumerable<Chart> charts) =>
        JsonSerializer.Serialize([.. charts.Select(Of)], ChartJson.Default.ListChartData);

    private static ChartData Of(Chart chart) =>
        new(chart.Title, chart.XLabel, chart.YLabel, chart.LogX, chart.LogY,
            [.. chart.Series.Select(series => Of(series, chart.LogX))]);

    private static SeriesData Of(ChartSeries series, bool logX)
    {
        var kept = Thinned(series.X, logX);
        return new SeriesData(series.Label, series.Color, series.Dash, Values(series.X, kept)!, Values(series.Y, kept)!,
            Values(series.Low, kept), Values(series.High, kept));
    }

    // Points at even steps along the axis as it is drawn, always with the first and the last.
    private static int[] Thinned(IReadOnlyList<double> x, bool log)
    {
        if (x.Count <= MostPoints) return [.. Enumerable.Range(0, x.Count)];
        double Place(int i) => log ? Math.Log10(Math.Max(x[i], double.Epsilon)) : x[i];
        var first = log ? Math.Max(0, x.TakeWhile(value => value <= 0).Count()) : 0;
        var step = (Place(x.Count - 1) - Place(first)) / (MostPoints - 2);
        var kept = new List<int>();
        var next = Place(first);
        for (var i = first; i < x.Count - 1; i++)
        {
            if (Place(i) < next) continue;
            kept.Add(i);
            next = Math.Max(next + step, Place(i));
        }
        return [.. kept, x.Count - 1];
    }

    private static double?[]? Values(IReadOnlyList<double>? values, int[] kept) =>
        values is null ? null : [.. kept.Select(i => double.IsFinite(values[i]) ? Rounded(values[i]) : (double?)null)];

    // More digits than a screen can show would only make the page larger.
    private static double Rounded(double value) =>
        double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

/// <summary>A curve of <see cref="ChartData"/>.</summary>
internal sealed record SeriesData(
    string Label, string Color, bool Dash, double?[] X, double?[] Y, double?[]? Low, double?[]? High);

/// <summary>Source-generated JSON of the page's numbers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<ChartData>))]
internal sealed partial class ChartJson : JsonSerializerContext;
