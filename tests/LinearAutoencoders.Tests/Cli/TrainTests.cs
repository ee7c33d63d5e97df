using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Tests.Cli;

public class TrainTests
{
    [Fact]
    public void Train_WritesTheRunDirectory()
    {
        using var tool = new Tool();
        var outcome = tool.Run("train", "--data", "digits", "-k", "4", "--method", "linear-vae", "--epochs", "25", "--snapshots", "0,7",
            "--out", "run", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("completed", (string)JsonNode.Parse(outcome.Output)!["result"]!["reason"]!);
        var lines = File.ReadAllLines(tool.PathOf("run/metrics.csv"));
        Assert.Equal(
            "epoch,loss,reconstruction_loss,axis_alignment,subspace_distance,transpose_distance,seconds,ordered_alignment,unbalance",
            lines[0]);
        Assert.Equal(["0", "7", "10", "20", "25"], lines.Skip(1).Select(line => line.Split(',')[0])
            .Order(Comparer<string>.Create((a, b) => int.Parse(a, null) - int.Parse(b, null))));
        foreach (var (name, rows, columns) in new[] { ("", 4, 64), ("snapshots/epoch-000000/", 4, 64), ("snapshots/epoch-000007/", 4, 64) })
        {
            var encoder = NpyFile.Read<float>(tool.PathOf($"run/{name}encoder.npy"));
            var decoder = NpyFile.Read<float>(tool.PathOf($"run/{name}decoder.npy"));
            Assert.Equal((rows, columns, columns, rows), (encoder.Rows, encoder.Columns, decoder.Rows, decoder.Columns));
        }
        Assert.Equal(4, NpyFile.ReadVector<float>(tool.PathOf("run/log_variances.npy")).Length);
        Assert.Single(NpyFile.ReadVector<float>(tool.PathOf("run/log_sigma_squared.npy")));
        Assert.Equal(64, NpyFile.ReadVector<double>(tool.PathOf("run/mean.npy")).Length);
        Assert.True(new FileInfo(tool.PathOf("run/curves.png")).Length > 10_000);
        var record = JsonNode.Parse(File.ReadAllText(tool.PathOf("run/run.json")))!;
        var training = record["options"]!["training"]!;
        Assert.Equal(("linear-vae", 4), ((string)training["method"]!["name"]!, (int)training["latent-dimension"]!));
        Assert.Equal(25, (int)record["result"]!["epoch"]!);
        Assert.Empty(Directory.GetFiles(tool.Folder, "*-part", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("SIGKILL", 9, 137)]
    [InlineData("SIGINT", 2, 130)]
    [InlineData("SIGTERM", 15, 143)]
    [InlineData("SIGHUP", 1, 129)]
    public void Resume_EndsInTheSameFiles_AfterTheProcessWasStopped(string signal, int number, int exitCode)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("signals are sent with kill(2)");
        if (IsIgnored(number)) Assert.Skip($"the tests were started so that no child hears {signal}");
        using var tool = new Tool();
        string[] command = ["train", "--data", "digits", "-k", "4", "--method", "nested-dropout", "--optimizer", "adam", "--epochs", "1500",
            "--batch-size", "500", "--checkpoint-every", "20"];
        Assert.Equal(0, tool.Run([.. command, "--out", "whole", "--quiet"]).ExitCode);

        using (var process = tool.Start([.. command, "--out", "cut", "--quiet"]))
        {
            while (!HasSavedState(tool.PathOf("cut/checkpoint")) && !process.HasExited) Thread.Sleep(5);
            Assert.False(process.HasExited, "the run ended before it could be stopped");
            Kill(process.Id, number);
            process.WaitForExit();
            Assert.Equal(exitCode, process.ExitCode);
        }
        var resumed = tool.Run("train", "--resume", "cut", "--quiet");

        Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
        foreach (var name in new[] { "encoder.npy", "decoder.npy", "mean.npy", "run.json", "curves.png", "checkpoint/epoch-001500.state" })
            Assert.Equal(File.ReadAllBytes(tool.PathOf($"whole/{name}")), File.ReadAllBytes(tool.PathOf($"cut/{name}")));
        Assert.Equal(RowsWithoutSeconds(tool.PathOf("whole/metrics.csv")), RowsWithoutSeconds(tool.PathOf("cut/metrics.csv")));
    }

    [Theory]
    [InlineData("analyze", "spectrum")]
    [InlineData("train")]
    public void Interrupt_IsHeard_WhileTheDataIsDecomposed(params string[] command)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("signals are sent with kill(2)");
        if (IsIgnored(2)) Assert.Skip("the tests were started so that no child hears SIGINT");
        using var tool = new Tool();
        var random = new RandomSource(1);
        var samples = new Matrix<float>(2300, 2200);
        foreach (ref var value in samples.AsSpan()) value = (float)(random.NextUniform() - 0.5);
        NpyFile.Write(tool.PathOf("x.npy"), samples);

        using var process = tool.Start([.. command, "--data", "x.npy", "-k", "3", "--out", "run"]);
        // The first word on what it is at: reading, the second moment, or, on an idle machine, its decomposition.
        Assert.Contains(" so far", process.StandardError.ReadLine(), StringComparison.Ordinal);
        var clock = Stopwatch.StartNew();
        Kill(process.Id, 2);
        process.WaitForExit();

        Assert.Equal(130, process.ExitCode);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);  // a second or two, and a busy machine
    }

    [Fact]
    public void FolderOfARun_IsAModel_WithTheNamesOfTheColumns()
    {
        using var tool = new Tool();
        var iris = Sets.PathOf("iris");
        Assert.Equal(0, tool.Run("train", "--data", iris, "-k", "2", "--out", "run", "--quiet").ExitCode);
        var loadings = File.ReadAllLines(tool.PathOf("run/loadings.csv"));
        Assert.Equal("column,center,component_1,component_2", loadings[0]);
        var names = DataSource.Open(iris).ColumnNames!;
        Assert.Equal(names, loadings.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Equal(names, new RunDirectory(tool.PathOf("run")).RequireRecord().Data.Columns!);
        Assert.Equal(0, tool.Run("transform", "run", iris, "-o", "scores.npy", "--quiet").ExitCode);
        Assert.Equal(0, tool.Run("certify", "run", iris, "--quiet").ExitCode);
        Assert.Equal(0, tool.Run("show", "run").ExitCode);
    }

    /// <summary>The mask of ignored signals, which children inherit.</summary>
    private static bool IsIgnored(int signal) => File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
        .Any(line => (Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16) & (1UL << (signal - 1))) != 0);

    [Fact]
    public void Divergence_EndsWithOneLine_AndKeepsWhatWasWritten()
    {
        using var tool = new Tool();
        var outcome = tool.Run(
            "train", "--data", "digits", "-k", "3", "--method", "rag", "--learning-rate", "1", "--out", "run", "--quiet");
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith(
            "lae: rag with nesterov diverged at epoch 2; try a smaller --learning-rate", outcome.LastError, StringComparison.Ordinal);
        Assert.True(File.ReadAllLines(tool.PathOf("run/metrics.csv")).Length >= 2);
    }

    [Fact]
    public void Compare_WritesOneTableAndOnePicture()
    {
        using var tool = new Tool();
        var outcome = tool.Run(
            "compare", "--data", "digits", "-k", "3", "--epochs", "60", "--methods", "rag,uniform-l2", "--out", "both", "--quiet");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("uniform-l2", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(5, File.ReadAllLines(tool.PathOf("both/summary.csv")).Length);
        Assert.True(File.Exists(tool.PathOf("both/curves.png")) && File.Exists(tool.PathOf("both/curves.svg")));
        // The same initial weights for all methods: their distances start equal.
        string Start(string run) => File.ReadAllLines(tool.PathOf($"both/{run}/metrics.csv"))[1].Split(',')[3];
        Assert.Equal(Start("rag-adam"), Start("uniform-l2-adam"));
    }

    private static bool HasSavedState(string folder) =>
        Directory.Exists(folder) && Directory.GetFiles(folder, "*.state").Length > 0;

    private static IEnumerable<string> RowsWithoutSeconds(string path) =>
        File.ReadAllLines(path).Select(line => string.Join(',', line.Split(',').Where((_, column) => column != 6)));

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int KillNative(int process, int signal);

    private static void Kill(int process, int signal) => Assert.Equal(0, KillNative(process, signal));
}
