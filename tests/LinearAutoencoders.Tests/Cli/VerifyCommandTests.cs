using System.Text.Json;
using LinearAutoencoders.Theory.Verification;

namespace LinearAutoencoders.Tests.Cli;

public class VerifyCommandTests
{
    [Fact]
    public void Verify_PrintsARowForEveryStatement_AndPasses()
    {
        using var tool = new Tool();
        var outcome = tool.Run("verify", "-m", "5", "-k", "2", "--trials", "1", "--json");
        Assert.Equal(0, outcome.ExitCode);
        var root = JsonDocument.Parse(outcome.Output).RootElement;
        Assert.True(root.GetProperty("passed").GetBoolean());
        Assert.Equal(Statements.All.Select(statement => statement.Claim.Source),
            root.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("statement").GetString()));
    }

    [Theory]
    [InlineData("k is 5 and m 5", "-m", "5", "-k", "5")]
    [InlineData("leave -m out", "--data", "digits", "-m", "5")]
    [InlineData("--trials is 0", "--trials", "0")]
    [InlineData("k is 64", "--data", "digits", "-k", "64")]
    public void Verify_NamesTheMistake_AndReturnsTwo(string part, params string[] arguments)
    {
        using var tool = new Tool();
        var outcome = tool.Run(["verify", .. arguments]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(part, outcome.LastError, StringComparison.Ordinal);
    }
}
