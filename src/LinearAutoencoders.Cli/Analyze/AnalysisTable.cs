using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Runs;

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

    public void Print()
    {
        var table = new TextTable();
        for (var i = 0; i < columns.Length; i++)
        {
            var at = i;
            if (rows.Exists(row => row[at] is double or int)) table.Number(columns[i], Rank(i));
            else table.Text(columns[i], Rank(i), wraps: true);
        }
        foreach (var row in rows) table.Add(row.Select((value, i) => shares.Contains(columns[i]) ? Share(value) : Shown(value)));
        table.Write();
    }

    public void WriteCsv(string path)
    {
        var table = new CsvTable(columns);
        foreach (var row in rows) table.Add([.. row.Select(Cell)]);
        table.Save(path);
    }

    public JsonArray ToJson() => new([.. rows.Select(row => (JsonNode)new JsonObject(
        columns.Zip(row, (column, value) => KeyValuePair.Create<string, JsonNode?>(JsonName(column), Json(value)))))]);

    /// <summary>Five significant digits, with a power of ten where the number is long.</summary>
    public static string Shown(object value) => value switch
    {
        double number => double.IsFinite(number) ? NumberText.Number(number, digits: 5) : "–",
        int count => NumberText.Count(count),
        _ => value.ToString()!,
    };

    /// <summary>The first column tells the rows apart, the next ones say the most.</summary>
    private static int Rank(int column) => column < 2 ? 0 : column;

    private static string Share(object value) => value is double share ? NumberText.Percent(share) : Shown(value);

    /// <summary>A heading as a key: letters, digits and dashes of ASCII.</summary>
    private static string JsonName(string column)
    {
        var name = column.Replace("σ²", "variance", StringComparison.Ordinal).Replace("λ", "penalty", StringComparison.Ordinal)
            .Replace("'", "", StringComparison.Ordinal);
        return string.Join('-', name.Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries));
    }

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
