using System.Text.Json.Nodes;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>Which penalties a run has, and where that is said.</summary>
public class PenaltyOptionTests
{
    [Theory]
    [InlineData("nesterov", "none", 5000)]
    [InlineData("adam", "none", 5000)]
    [InlineData("nesterov", "rotation", 200)]
    [InlineData("adam", "rotation", 200)]
    public void Digits_AreAligned_ByDefault(string optimizer, string gauge, int epochs)
    {
        using var tool = new Tool();
        var outcome = tool.Run("train", "--data", "digits", "-k", "10", "--method", "nonuniform-l2", "--optimizer", optimizer,
            "--gauge", gauge, "--epochs", $"{epochs}", "--out", "run", "--no-picture");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("nonuniform-l2: penalties 3.699 to 33.29, the best for this spectrum", outcome.Error, StringComparison.Ordinal);
        Assert.Matches(@"penalties +3\.699 to 33\.29\n", outcome.Output);
        var record = Record(tool);
        Assert.InRange((double)record["result"]!["axis-alignment"]!, 0, 0.01);
        Assert.Equal(10, Method(record)["penalties"]!.AsArray().Count);
        Assert.Null(Method(record)["sqrt-penalty-min"]);
    }

    [Theory]
    [InlineData("nonuniform-l2")]
    [InlineData("uniform-l2")]
    [InlineData("goldstone")]
    public void PublishedData_HasThePapersPenalties_UnlessAskedForOthers(string method)
    {
        using var tool = new Tool();
        string[] command = ["train", "--data", "synthetic", "--synthetic-samples", "100", "--synthetic-dimension", "20", "-k", "3",
            "--method", method, "--epochs", "1", "--force", "--out", "run", "--no-picture"];
        Assert.Contains("those of the paper", Done(), StringComparison.Ordinal);
        Assert.Equal((0.1, 0.9), Roots());
        var paper = File.ReadAllBytes(tool.PathOf("run/decoder.npy"));
        Done("--penalties", "paper");
        Assert.Equal(paper, File.ReadAllBytes(tool.PathOf("run/decoder.npy")));
        Done("--penalties", "optimal");
        Assert.Equal(3, Method(Record(tool))["penalties"]!.AsArray().Count);
        // Others of the same name are not those that were experimented with.
        Done("--synthetic-largest", "50");
        Assert.Equal(3, Method(Record(tool))["penalties"]!.AsArray().Count);
        // Anywhere, the paper's are there for the asking.
        Done("--synthetic-largest", "50", "--penalties", "paper");
        Assert.Equal((0.1, 0.9), Roots());

        string Done(params string[] more)
        {
            var outcome = tool.Run([.. command, .. more]);
            Assert.True(outcome.ExitCode == 0, outcome.Error);
            return outcome.Error;
        }

        (double, double) Roots() => ((double)Method(Record(tool))["sqrt-penalty-min"]!, (double)Method(Record(tool))["sqrt-penalty-max"]!);
    }

    [Fact]
    public void Comparison_TakesBothKinds_SideBySide()
    {
        using var tool = new Tool();
        var outcome = tool.Run("compare", "--data", "digits", "-k", "2", "--methods", "nonuniform-l2", "--optimizers", "nesterov",
            "--penalties", "paper;optimal;1,2", "--epochs", "5", "--out", "run", "--json");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(3, JsonNode.Parse(outcome.Output)!["runs"]!.AsArray().Count);
    }

    [Fact]
    public void AnythingElse_IsRefused()
    {
        using var tool = new Tool();
        var outcome = tool.Run("train", "--data", "digits", "-k", "2", "--method", "nonuniform-l2", "--penalties", "best");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(
            "--penalties is 'best'; give numbers with commas, such as 0.01,0.09,0.25, or optimal or paper", outcome.LastError,
            StringComparison.Ordinal);
    }

    private static JsonNode Record(Tool tool) => JsonNode.Parse(File.ReadAllText(tool.PathOf("run/run.json")))!;

    private static JsonNode Method(JsonNode record) => record["options"]!["training"]!["method"]!;
}
