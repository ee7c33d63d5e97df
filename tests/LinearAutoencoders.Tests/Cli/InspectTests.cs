using System.Text.Json.Nodes;
using LinearAutoencoders.Tests.Cli.Live;
using SkiaSharp;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>Runs looked at again: drawn over each other, listed, shown, written as one table, removed.</summary>
public sealed class InspectTests(TwoRuns runs) : IClassFixture<TwoRuns>, IDisposable
{
    private readonly Tool tool = new();

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Plot_DrawsAnyRuns_InEachFormat_InTheSizeAskedFor()
    {
        foreach (var name in new[] { "curves.png", "curves.svg", "curves.pdf" })
            Assert.Equal(0, tool.Run("plot", runs.Folder, "--size", "900x600", "--title", "", "-o", name).ExitCode);
        using var picture = SKBitmap.Decode(tool.PathOf("curves.png"));
        Assert.Equal((900, 600), (picture.Width, picture.Height));
        Assert.True(picture.Pixels.Distinct().Count() > 20);
        Assert.StartsWith("%PDF-", File.ReadAllText(tool.PathOf("curves.pdf")), StringComparison.Ordinal);
        Assert.Contains("viewBox=\"0 0 500 333", File.ReadAllText(tool.PathOf("curves.svg")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--y", "loss", "--log", "none")]
    [InlineData("--y", "d_sub", "--x", "seconds")]
    [InlineData("--y", "in-order", "--log", "xy")]
    public void Plot_HasOtherQuantitiesAndAxes(params string[] options)
    {
        var outcome = tool.Run(["plot", runs.Folder, "--json", .. options]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(2, JsonNode.Parse(outcome.Output)!["runs"]!.AsArray().Count);
        Assert.True(new FileInfo(tool.PathOf("plot.png")).Length > 10_000);
    }

    [Theory]
    [InlineData("--size is 'large'", "--size", "large")]
    [InlineData("at least 200 by 100", "--size", "10x10")]
    [InlineData("ends in .png, .svg or .pdf", "-o", "plot.gif")]
    [InlineData("did you mean d_align?", "--y", "d_algin")]
    public void Plot_RefusesWhatItCannotDraw(string message, params string[] options)
    {
        var outcome = tool.Run(["plot", runs.Folder, .. options]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, Assert.Single(outcome.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(tool.Folder));
    }

    [Fact]
    public void List_AndShow_SayHowRunsEnded()
    {
        var list = tool.Run("runs", "list", runs.Folder);
        Assert.Contains("rag-nesterov", list.Output, StringComparison.Ordinal);
        Assert.Equal(2, list.Output.Split('\n').Count(line => line.Contains("completed", StringComparison.Ordinal)));
        var json = JsonNode.Parse(tool.Run("runs", "list", runs.Folder, "--json").Output)!;
        Assert.Equal([1, 300, 300],
            json["runs"]!.AsArray().Select(run => (int)run!["result"]!["epoch"]!).Prepend((int)json["schema"]!));
        var show = tool.Run("runs", "show", Path.Combine(runs.Folder, "rag-nesterov"));
        Assert.Contains("d_align", show.Output, StringComparison.Ordinal);
        Assert.Equal(2, tool.Run("runs", "show", "nowhere").ExitCode);
    }

    [Fact]
    public void Export_IsOneTable_WithWhatTellsRunsApart()
    {
        Assert.Equal(0, tool.Run("runs", "export", runs.Folder, "-o", "all.csv").ExitCode);
        var lines = File.ReadAllLines(tool.PathOf("all.csv"));
        Assert.Equal(1 + 2 * 31, lines.Length);
        Assert.StartsWith("run,method,optimizer,k,learning_rate,seed,epoch,loss,", lines[0], StringComparison.Ordinal);
        Assert.Contains(",rag,nesterov,3,", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Remove_TakesARun_AndNothingElse_WhenItIsMeant()
    {
        tool.Run("train", "--data", "digits", "-k", "2", "--epochs", "20", "--out", "run", "--quiet");
        File.WriteAllText(tool.PathOf("run/mine.txt"), "kept");
        Assert.Equal(2, tool.Run("runs", "remove", "run").ExitCode);
        Assert.True(File.Exists(tool.PathOf("run/encoder.npy")));
        Assert.Equal(0, tool.Run("runs", "remove", "run", "--yes").ExitCode);
        Assert.Equal(["mine.txt"], Directory.GetFileSystemEntries(tool.PathOf("run")).Select(Path.GetFileName));
        tool.Run("train", "--data", "digits", "-k", "2", "--epochs", "20", "--out", "other", "--quiet");
        Assert.Equal(0, tool.Run("runs", "remove", "other", "--yes").ExitCode);
        Assert.False(Directory.Exists(tool.PathOf("other")));
    }
}
