using System.Globalization;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Theory;
using LinearAutoencoders.Theory.Verification;
using Spectre.Console;

namespace LinearAutoencoders.Cli.Verify;

/// <summary>What <c>lae verify</c> prints: a row a statement with the number that decides it.</summary>
internal sealed class VerificationReport(ulong seed, string? data, IReadOnlyList<TheoryProblem> problems)
{
    private readonly List<VerificationRow> rows = [];

    public ulong Seed => seed;

    public bool AllPassed => rows.TrueForAll(row => row.Passed);

    public void Add(VerificationRow row) => rows.Add(row);

    public void WriteTable(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in new[] { "statement", "form", "what holds", "measured" }) table.AddColumn(new TableColumn(title));
        foreach (var title in new[] { "value", "limit" }) table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        table.AddColumn(new TableColumn("").NoWrap());
        foreach (var row in rows)
            table.AddRow([.. Cells(row).Select(cell => new Text(cell, row.Passed ? Style.Plain : new Style(Color.Red)))]);
        console.Write(table);
        var applicable = rows.Count(row => row.NotApplicable is null);
        console.WriteLine($"{rows.Count(row => row.NotApplicable is null && row.Passed)} of {applicable} rows pass, on {Problems()}, "
            + $"seed {seed}{(applicable < rows.Count ? $"; {rows.Count - applicable} do not apply to this data" : "")}.");
    }

    public void WriteJson(TextWriter writer)
    {
        var json = new JsonObject
        {
            ["data"] = data,
            ["seed"] = seed,
            ["problems"] = new JsonArray(
                [.. problems.Select(problem => new JsonObject { ["m"] = problem.DataDimension, ["k"] = problem.LatentDimension })]),
            ["passed"] = AllPassed,
            ["rows"] = new JsonArray([.. rows.Select(Json)]),
        };
        JsonOutput.Write(json, writer);
    }

    private string Problems() => data is null
        ? "random problems of " + string.Join(", ", problems.Select(Sizes))
        : $"{Terminal.Shown(data)}, {Sizes(problems[0])}";

    private static string Sizes(TheoryProblem problem) => $"m = {problem.DataDimension}, k = {problem.LatentDimension}";

    private static IEnumerable<string> Cells(VerificationRow row)
    {
        yield return row.Claim.Source;
        yield return row.Claim.Form.ToString().ToLowerInvariant();
        yield return row.Claim.Text;
        if (row.NotApplicable is { } reason)
        {
            yield return $"not applicable, because {reason}";
            foreach (var dash in new[] { "–", "–", "n/a" }) yield return dash;
            yield break;
        }
        yield return $"{row.Claim.Measured} ({row.Worst.Scope})";
        yield return Number(row.Worst.Value);
        yield return (row.Worst.IsFloor ? "≥ " : "≤ ") + Number(row.Worst.Limit);
        yield return row.Passed ? "pass" : "FAIL";
    }

    private static JsonObject Json(VerificationRow row) => new()
    {
        ["statement"] = row.Claim.Source,
        ["form"] = row.Claim.Form.ToString().ToLowerInvariant(),
        ["text"] = row.Claim.Text,
        ["measured"] = row.Claim.Measured,
        ["scope"] = row.Worst.Scope,
        ["value"] = row.NotApplicable is null && double.IsFinite(row.Worst.Value) ? row.Worst.Value : null,
        ["limit"] = row.NotApplicable is null ? row.Worst.Limit : null,
        ["limit-is"] = row.Worst.IsFloor ? "floor" : "ceiling",
        ["reason"] = row.Claim.Reason,
        ["not-applicable"] = row.NotApplicable,
        ["passed"] = row.NotApplicable is null ? row.Passed : null,
        ["seconds"] = Math.Round(row.Seconds, 3),
    };

    private static string Number(double value) => Math.Abs(value) is 0 or >= 0.01 and < 1000
        ? value.ToString("0.####", CultureInfo.InvariantCulture) : value.ToString("0.0e0", CultureInfo.InvariantCulture);
}
