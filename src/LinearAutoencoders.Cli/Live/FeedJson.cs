using System.Globalization;
using System.Text;
using System.Text.Json;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Live;

/// <summary>The content of the page's events.</summary>
internal static class FeedJson
{
    /// <summary>Wider decoders are no pictures any more.</summary>
    private const int MostPixels = 4096;

    /// <summary>All runs, as the table and the legend show them.</summary>
    public static string Runs(IEnumerable<WatchedRun> runs, StopScope stops) => Write(json =>
    {
        json.WriteBoolean("stopsAll", stops == StopScope.All);
        json.WriteStartArray("runs");
        foreach (var run in runs) Run(json, run);
        json.WriteEndArray();
    });

    /// <summary>Rows of a curve from a place on: steps, seconds, and what is drawn over them.</summary>
    public static string Rows(int curve, int from, IEnumerable<double[]> rows) => Write(json =>
    {
        json.WriteNumber("run", curve);
        json.WriteNumber("from", from);
        json.WriteStartArray("rows");
        foreach (var row in rows)
        {
            json.WriteStartArray();
            foreach (var value in row) Number(json, value);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    });

    /// <summary>A fit as it stands.</summary>
    public static string Fit(FitState fit) => Write(json =>
    {
        json.WriteString("data", fit.Data);
        json.WriteString("state", fit.State);
        json.WriteString("doing", fit.Doing);
        json.WriteString("steps", fit.Steps);
        json.WriteString("quantity", fit.Quantity);
        json.WriteStartArray("colors");
        for (var i = 0; i < fit.Components.Count; i++) json.WriteStringValue(SequenceColors.Of(i, fit.Components.Count));
        json.WriteEndArray();
        Table(json, "components", fit.Components);
        if (fit.Certificate is { } certificate) Table(json, "certificate", certificate);
    });

    /// <summary>UᵀW₂, k × k, and the columns of W₂ as signed bytes of their largest magnitude.</summary>
    public static string Weights(int run, Matrix<double> map, Matrix<double> decoder, (int Rows, int Columns)? shape) => Write(json =>
    {
        json.WriteNumber("run", run);
        json.WriteNumber("rows", map.Rows);
        json.WriteNumber("columns", map.Columns);
        json.WriteStartArray("map");
        foreach (var value in map.AsSpan()) Number(json, value);
        json.WriteEndArray();
        if (decoder.Rows > MostPixels) return;
        json.WriteNumber("height", shape?.Rows ?? 1);
        json.WriteNumber("width", shape?.Columns ?? decoder.Rows);
        json.WriteStartArray("pictures");
        for (var column = 0; column < decoder.Columns; column++) json.WriteBase64StringValue(Picture(decoder, column));
        json.WriteEndArray();
    });

    private static void Run(Utf8JsonWriter json, WatchedRun run)
    {
        var training = run.Options.Training;
        json.WriteStartObject();
        json.WriteNumber("id", run.Id);
        json.WriteString("name", run.Look.Label);
        json.WriteString("color", run.Look.Color);
        json.WriteBoolean("dash", run.Look.Dashed);
        json.WriteString("folder", run.Folder);
        json.WriteString("data", Curves.Subtitle(run.Options));
        json.WriteString("state", run.State);
        json.WriteNumber("epoch", run.Last?.Epoch ?? 0);
        json.WriteNumber("epochs", training.Epochs);
        json.WriteNumber("k", training.LatentDimension);
        if (training.LearningRate is { } rate) json.WriteString("rate", NumberText.Number(rate, digits: 3));
        if (run.Forecast is { } forecast) json.WriteNumber("forecast", Math.Round(forecast));
        if (run.SecondsLeft is { } left) json.WriteNumber("left", Math.Round(left));
        if (run.Record.Result?.Learning is { } learning) Learning(json, learning);
        if (run.Certificate is { } certificate) Table(json, "certificate", certificate);
        json.WriteEndObject();
    }

    private static void Learning(Utf8JsonWriter json, LearningRecord learning)
    {
        json.WriteNumber("learned", learning.Learned);
        json.WriteString("advice", learning.Advice);
        Table(json, "components", learning.Components.Select(one => new[]
        {
            NumberText.Count(one.Number), NumberText.Number(one.Variance ?? double.NaN), NumberText.Number(one.Eigenvalue),
            one.Eigenvector is { } vector ? NumberText.Count(vector) : "–", NumberText.Distance(one.Cosine ?? double.NaN), one.State,
        }));
    }

    private static void Table(Utf8JsonWriter json, string name, IEnumerable<string[]> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartArray();
            foreach (var cell in row) json.WriteStringValue(cell);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static byte[] Picture(Matrix<double> decoder, int column)
    {
        var values = Enumerable.Range(0, decoder.Rows).Select(row => decoder[row, column]).ToArray();
        var largest = Math.Max(values.Max(Math.Abs), double.Epsilon);
        return [.. values.Select(value => double.IsFinite(value) ? (byte)(sbyte)Math.Round(127 * value / largest) : (byte)0)];
    }

    /// <summary>Six digits: no screen shows more.</summary>
    private static void Number(Utf8JsonWriter json, double value)
    {
        Span<byte> text = stackalloc byte[32];
        if (double.IsFinite(value) && value.TryFormat(text, out var length, "G6", CultureInfo.InvariantCulture))
            json.WriteRawValue(text[..length], skipInputValidation: true);
        else json.WriteNullValue();
    }

    private static string Write(Action<Utf8JsonWriter> content)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
