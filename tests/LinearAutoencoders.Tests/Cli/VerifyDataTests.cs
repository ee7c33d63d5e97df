using System.Text.Json.Nodes;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Theory.Verification;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>The theorems hold on people's data, in any unit; where an assumption of theirs is broken, that is what is said.</summary>
public class VerifyDataTests
{
    [Theory]
    [InlineData("iris", 1, 2)]
    [InlineData("iris", 1000, 2)]
    [InlineData("iris", 0.01, 2)]
    [InlineData("iris", 1e6, 3)]
    [InlineData("linnerud", 1e-30, 2)]
    public void Unit_ChangesNothing(string set, double factor, int k)
    {
        using var tool = new Tool();
        var rows = Verify(tool, tool.WriteNpy("x.npy", Sets.Centred(Sets.PathOf(set)).Times(factor)), k);
        Assert.Equal(Statements.All.Count, rows.Count);
        Assert.All(rows, row => Assert.True((bool)row!["passed"]!, row.ToJsonString()));
    }

    [Theory]
    [InlineData("wine")]
    [InlineData("breast_cancer")]
    public void VariancesOfManySizes_LeaveSomeRowsUndecided_AndNoneFails(string set)
    {
        using var tool = new Tool();
        var rows = Verify(tool, Sets.PathOf(set), 8);
        AssertDecidedOrSaid(rows, least: 34);
        Assert.Contains(rows, row => ((string?)row!["not-applicable"])?.Contains("of σ₁²", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void EqualVariances_AreNamed_AndTheOutputIsJson()
    {
        using var tool = new Tool();
        // ± the axes: all variances are equal.
        var axes = new Matrix<double>(10, 5);
        for (var i = 0; i < 10; i++) axes[i, i / 2] = i % 2 == 0 ? 1 : -1;
        var rows = Verify(tool, tool.WriteCsv("axes.csv", axes), 3);
        AssertDecidedOrSaid(rows, least: 25);
        const string reason = "variances 1 and 2 are equal, and the statement is about distinct ones";
        Assert.Contains(rows, row => (string?)row!["not-applicable"] == reason);
        var outcome = tool.Run("verify", "--data", "axes.csv", "-k", "3", "--quiet");
        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain("Infinity", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("not applicable, because", outcome.Output, StringComparison.Ordinal);
    }

    private static JsonArray Verify(Tool tool, string data, int k)
    {
        var outcome = tool.Run("verify", "--data", data, "-k", $"{k}", "--json", "--quiet");
        Assert.Equal("", outcome.Error);
        return JsonNode.Parse(outcome.Output)!["rows"]!.AsArray();
    }

    private static void AssertDecidedOrSaid(JsonArray rows, int least)
    {
        Assert.All(rows, row => Assert.True((bool?)row!["passed"] ?? row["not-applicable"] is not null, row.ToJsonString()));
        Assert.InRange(rows.Count(row => row!["passed"] is not null), least, Statements.All.Count);
    }
}
