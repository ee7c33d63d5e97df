using LinearAutoencoders.Tests.Cli;

namespace LinearAutoencoders.Tests.Documents;

/// <summary>The help of every command.</summary>
public class HelpTests
{
    [Theory]
    [InlineData("lae")]
    [InlineData("lae fit")]
    [InlineData("lae transform")]
    [InlineData("lae inverse")]
    [InlineData("lae score")]
    [InlineData("lae certify")]
    [InlineData("lae moments")]
    [InlineData("lae merge")]
    [InlineData("lae plan")]
    [InlineData("lae show")]
    [InlineData("lae export")]
    [InlineData("lae embed")]
    [InlineData("lae embed fit")]
    [InlineData("lae embed transform")]
    [InlineData("lae embed evaluate")]
    [InlineData("lae train")]
    [InlineData("lae compare")]
    [InlineData("lae reproduce")]
    [InlineData("lae study")]
    [InlineData("lae verify")]
    [InlineData("lae analyze")]
    [InlineData("lae analyze spectrum")]
    [InlineData("lae analyze conditioning")]
    [InlineData("lae analyze penalties")]
    [InlineData("lae analyze landscape")]
    [InlineData("lae data")]
    [InlineData("lae data mnist")]
    [InlineData("lae completion")]
    [InlineData("lae plot")]
    [InlineData("lae runs")]
    [InlineData("lae runs list")]
    [InlineData("lae runs show")]
    [InlineData("lae runs export")]
    [InlineData("lae runs remove")]
    [InlineData("lae watch")]
    public void Help_IsTheVerifiedOne(string command)
    {
        using var tool = new Tool();
        var outcome = tool.Run([.. command.Split(' ')[1..], "--help"]);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        Snapshot.AssertVerified("help " + command, outcome.Output.Replace(ToolHosts.Name, "lae", StringComparison.Ordinal));
    }
}
