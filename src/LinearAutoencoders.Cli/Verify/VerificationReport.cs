using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Theory;
using LinearAutoencoders.Theory.Verification;

namespace LinearAutoencoders.Cli.Verify;

/// <summary>What <c>lae verify</c> prints: a row a statement with the number that decides it.</summary>
internal sealed class VerificationReport(ulong seed, string? data, IReadOnlyList<TheoryProblem> problems)
{
    private readonly List<VerificationRow> rows = [];

    public ulong Seed => seed;

    public bool AllPassed => rows.TrueForAll(row => row.Passed);

    public void Add(VerificationRow row) => rows.Add(row);

    public void WriteTable()
    {
        var table = new TextTable().Text("statement", wraps: true).Text("form", rank: 1).Text("what holds", rank: 3, wraps: true)
            .Text("measured", rank: 2, wraps: true).Number("value").Number("limit").Text("");
        foreach (var row in rows) table.Add(Cells(row));
        table.Write();
        var applicable = rows.Count(row => row.NotApplicable is null);
        Terminal.WriteSentence($"{rows.Count(row => row.NotApplicable is null && row.Passed)} of {applicable} rows pass, on {Problems()}, "
            + $"seed {seed}{(applicable < rows.Count ? $"; {rows.Count - applicable} do not apply to this data" : "")}.");
    }

    public void WriteJson() => JsonOutput.Write(new JsonObject
    {
        ["data"] = data,
        ["seed"] = seed,
        ["problems"] = new JsonArray(
            [.. problems.Select(problem => new JsonObject { ["m"] = problem.DataDimension, ["k"] = problem.LatentDimension })]),
        ["passed"] = AllPassed,
        ["rows"] = new JsonArray([.. rows.Select(Json)]),
    });

    private string Problems() => data is null
        ? "random problems of " + string.Join(", ", problems.Select(Sizes))
        : $"{data}, {Sizes(problems[0])}";

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
        yield return NumberText.Number(row.Worst.Value);
        yield return (row.Worst.IsFloor ? "≥ " : "≤ ") + NumberText.Number(row.Worst.Limit);
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
}
