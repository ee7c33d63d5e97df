namespace LinearAutoencoders.Tests.Cli.Live;

/// <summary>A file asks a process to stop, as Ctrl-C does; only the one that it is meant for.</summary>
public sealed class StopRequestTests
{
    private static readonly string[] Command =
    [
        "compare", "--data", "digits", "-k", "10", "--methods", "rag,nested-dropout", "--optimizers", "nesterov", "--out", "runs",
        "--threads", "2", "--quiet",
    ];

    [Fact]
    public async Task Comparison_OfWhichARunIsAskedToStop_SavesItsState()
    {
        using var tool = new Tool();
        string[] command = [.. Command, "--epochs", "3000000"];
        using var process = tool.Start(command);
        var run = tool.PathOf("runs/nested-dropout-nesterov");
        while (!Directory.Exists(run) || !File.Exists(Path.Combine(run, "metrics.csv")))
        {
            Assert.False(process.HasExited);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        LinearAutoencoders.Runs.OutputFolder.AskToStop(run);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(run, "checkpoint"), "*.state"));
        Assert.Empty(Directory.GetFiles(tool.Folder, ".lae-stop", SearchOption.AllDirectories));
    }

    [Fact]
    public void Request_IsHeeded_ByTheProcessThatItNamesAlone()
    {
        using var folder = new Data.TemporaryFolder();
        using var claim = LinearAutoencoders.Runs.OutputFolder.Claim(folder["one"], "run", []);
        File.WriteAllText(Path.Combine(folder["one"], ".lae-stop"), "process 1 on another, since 2026-01-01 00:00:00 +00:00");
        Assert.False(claim.IsAskedToStop);
        LinearAutoencoders.Runs.OutputFolder.AskToStop(folder["one"]);
        Assert.True(claim.IsAskedToStop);
    }

    [Fact]
    public void Request_ThatWasMeantForAnother_IsRemoved()
    {
        using var tool = new Tool();
        string[] command = [.. Command, "--epochs", "2000"];
        Assert.Equal(0, tool.Run(command).ExitCode);
        File.WriteAllText(tool.PathOf("runs/rag-nesterov/.lae-stop"), "process 1 on another, since 2026-01-01 00:00:00 +00:00");
        LinearAutoencoders.Runs.OutputFolder.AskToStop(tool.PathOf("runs/rag-nesterov"));  // which nobody has
        var outcome = tool.Run([.. command, "--force"]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Empty(Directory.GetFiles(tool.Folder, ".lae-stop", SearchOption.AllDirectories));
    }
}
