using System.Globalization;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Runs;
using Spectre.Console;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary>Rows of named values: on screen, as CSV, as JSON.</summary>
internal sealed class AnalysisTable(params string[] columns)
{
    private readonly List<object[]> rows = [];
    private readonly HashSet<string> shares = [];

    /// <summary>Columns of shares of 1: people read them as percent, machines as numbers.</summary>
    public AnalysisTable WithShares(params string[] names)
    {
        shares.UnionWith(names);
        return this;
    }

    /// <summary>Adds a row of texts, whole numbers and numbers, one for each column.</summary>
    public void Add(params object[] values) => rows.Add(values);

    public void Print(TextWriter writer)
    {
        var table = new Table().Border(TableBorder.Simple);
        for (var i = 0; i < columns.Length; i++)
        {
            var column = new TableColumn(new Text(columns[i]));
            table.AddColumn(rows.Exists(row => row[i] is double or int) ? column.RightAligned().NoWrap() : column);
        }
        foreach (var row in rows)
            table.AddRow([.. row.Select((value, i) => new Text(shares.Contains(columns[i]) ? Share(value) : Shown(value)))]);
        RunDisplay.CreateConsole(writer).Write(table);
    }

    public void WriteCsv(string path)
    {
        var table = new CsvTable(columns);
        foreach (var row in rows) table.Add([.. row.Select(Cell)]);
        table.Save(path);
    }

    public JsonArray ToJson() => new([.. rows.Select(row => (JsonNode)new JsonObject(
        columns.Zip(row, (column, value) => KeyValuePair.Create<string, JsonNode?>(column.Trim().Replace(' ', '-'), Json(value)))))]);

    /// <summary>Four significant digits, with a power of ten where the number is long.</summary>
    public static string Shown(object value) => value switch
    {
        double number when !double.IsFinite(number) => "–",
        double number when Math.Abs(number) is 0 or >= 0.001 and < 100_000 => number.ToString("#,0.####", CultureInfo.InvariantCulture),
        double number => number.ToString("0.00e0", CultureInfo.InvariantCulture),
        int count => NumberText.Count(count),
        _ => value.ToString()!,
    };

    private static string Share(object value) =>
        value is double share ? share.ToString("0.0 %", CultureInfo.InvariantCulture) : Shown(value);

    private static CsvCell Cell(object value) => value switch
    {
        double number => number,
        int count => count,
        _ => value.ToString(),
    };

    private static JsonValue? Json(object value) => value switch
    {
        double number => double.IsFinite(number) ? JsonValue.Create(number) : null,
        int count => JsonValue.Create(count),
        _ => JsonValue.Create(value.ToString()),
    };
}
