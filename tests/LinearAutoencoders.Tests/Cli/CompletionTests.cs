namespace LinearAutoencoders.Tests.Cli;

/// <summary>What a shell is told of a line that is not finished, also of commands that the arguments do not name.</summary>
public class CompletionTests
{
    [Theory]
    [InlineData("", "train")]
    [InlineData("train --met", "--method")]
    [InlineData("train --method ra", "rag")]
    [InlineData("analyze ", "spectrum")]
    [InlineData("analyze spectrum --learn", "--learning-rate")]
    public void Completion_KnowsTheOptionsOfEveryCommand(string line, string completion)
    {
        using var tool = new Tool();
        var outcome = tool.Run($"[suggest:{line.Length}]", line);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(completion, outcome.Output.Split('\n').Select(text => text.Trim()));
    }

    [Fact]
    public void ResponseFile_CanNameTheCommand()
    {
        using var tool = new Tool();
        File.WriteAllText(tool.PathOf("line.rsp"), "train --help");
        Assert.Contains("--checkpoint-every", tool.Run("@line.rsp").Output);
    }
}
