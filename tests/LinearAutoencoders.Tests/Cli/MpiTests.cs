using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Mpi;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>The tool on ranks of Open MPI and MPICH: the same files as of one process, and an end whatever happens.</summary>
public class MpiTests
{
    public static TheoryData<string> Launchers => Mpi.Launchers;

    [Theory, MemberData(nameof(Launchers))]
    public void Fit_OnRanks_WritesTheBytesOfOneProcess_AndSpeaksWithOneVoice(string launcher)
    {
        Mpi.Require(launcher);
        using var tool = new Tool();
        tool.WriteNpy("rows.npy", Rows(30_000, 20));
        Assert.Equal(0, tool.Run("fit", "rows.npy", "-k", "3", "-o", "one.npz", "--quiet").ExitCode);
        foreach (var ranks in (int[])[2, 5])
        {
            var outcome = tool.RunRanks(launcher, ranks, "fit", "rows.npy", "-k", "3", "-o", "ranks.npz", "--json");
            Assert.True(outcome.ExitCode == 0, outcome.Error);
            Assert.Equal(File.ReadAllBytes(tool.PathOf("one.npz")), File.ReadAllBytes(tool.PathOf("ranks.npz")));
            Assert.Equal(3, JsonNode.Parse(outcome.Output)!["components"]!.AsArray().Count);
            Assert.Equal('{', outcome.Output[0]);   // no terminal's start-up codes
            Assert.Single(outcome.Error.Split('\n'), line => line.Contains("30,000 samples", StringComparison.Ordinal));
        }
    }

    /// <summary>All components, so that the model has all of Σ in it, and the mean; more ranks than cores.</summary>
    [Theory, MemberData(nameof(Launchers))]
    public void FourAndEightRanks_WriteTheBytesOfOneProcess(string launcher)
    {
        Mpi.Require(launcher);
        using var tool = new Tool();
        tool.WriteNpy("rows.npy", Rows(80_000, 5));
        string[] fit = ["fit", "rows.npy", "-k", "5", "--quiet", "--threads", "1", "-o"];
        Assert.Equal(0, tool.Run([.. fit, "one.npz"]).ExitCode);
        foreach (var ranks in (int[])[4, 8])
        {
            var outcome = tool.RunRanks(launcher, ranks, [.. fit, "ranks.npz"]);
            Assert.True(outcome.ExitCode == 0, outcome.Error);
            Assert.Equal(File.ReadAllBytes(tool.PathOf("one.npz")), File.ReadAllBytes(tool.PathOf("ranks.npz")));
        }
    }

    [Theory, MemberData(nameof(Launchers))]
    public void WideData_ATextAndAList_AreSharedToo(string launcher)
    {
        Mpi.Require(launcher);
        using var tool = new Tool();
        tool.WriteNpy("wide.npy", Rows(2_100, 300));
        tool.WriteCsv("part-1.csv", Rows(9_000, 4, seed: 1));
        tool.WriteCsv("part-2.csv", Rows(9_000, 4, seed: 2));
        File.WriteAllLines(tool.PathOf("weighted.csv"),
            ["x,y,z,w", .. Enumerable.Range(0, 9_000).Select(i => $"{i * i % 101},{i % 17},{i * 7 % 23},{i % 5}")]);
        AssertSame("wide.npy", "--solver", "lanczos");
        AssertSame("part-2.csv,part-1.csv", "--scale", "std");
        AssertSame("weighted.csv", "--weights", "w");

        void AssertSame(params string[] data)
        {
            Assert.Equal(0, tool.Run(["fit", .. data, "-k", "2", "-o", "one.npz", "--quiet"]).ExitCode);
            var outcome = tool.RunRanks(launcher, 2, ["fit", .. data, "-k", "2", "-o", "ranks.npz", "--quiet"]);
            Assert.True(outcome.ExitCode == 0, outcome.Error);
            Assert.Equal(File.ReadAllBytes(tool.PathOf("one.npz")), File.ReadAllBytes(tool.PathOf("ranks.npz")));
        }
    }

    [Theory, MemberData(nameof(Launchers))]
    public void TrainAndCertify_OnRanks_EndAsOnOne(string launcher)
    {
        Mpi.Require(launcher);
        using var tool = new Tool { Environment = { ["COLUMNS"] = "80" } };  // as the terminals that Open MPI gives its ranks
        tool.Environment["TMPDIR"] = Directory.CreateDirectory(tool.PathOf("tmp")).FullName;
        tool.WriteNpy("rows.npy", Rows(20_000, 6));
        string[] train = ["train", "--data", "rows.npy", "-k", "2", "--epochs", "40", "--quiet", "--out"];
        Assert.Equal(0, tool.Run([.. train, "one"]).ExitCode);
        var outcome = tool.RunRanks(launcher, 2, [.. train, "ranks"]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        foreach (var name in (string[])["encoder.npy", "decoder.npy", "mean.npy", "model.npz", "run.json"])
            Assert.Equal(File.ReadAllBytes(tool.PathOf("one/" + name)), File.ReadAllBytes(tool.PathOf("ranks/" + name)));
        Assert.Empty(Directory.EnumerateDirectories(tool.PathOf("tmp"), "lae-rank-*"));
        Assert.Equal("done", Status(tool, "ranks")["state"]!.GetValue<string>());
        var (one, ranks) = (tool.Run("certify", "one/model.npz", "rows.npy", "--require-right"),
            tool.RunRanks(launcher, 2, "certify", "one/model.npz", "rows.npy", "--require-right"));
        Assert.Equal(one.Output.ReplaceLineEndings(), ranks.Output.ReplaceLineEndings());
        Assert.Equal(1, ranks.ExitCode);   // after so few epochs it is not
    }

    /// <summary>Ranks that train in mini-batches share them; stopped, the same command goes on, on other ranks too.</summary>
    [Theory, MemberData(nameof(Launchers))]
    public void MiniBatches_OnRanks_EndInTheFilesOfOneProcess(string launcher)
    {
        Mpi.Require(launcher);
        using var tool = new Tool { Environment = { ["COLUMNS"] = "80" } };
        tool.WriteNpy("rows.npy", Rows(3_000, 8));
        string[] train = ["train", "--data", "rows.npy", "-k", "2", "--method", "rag", "--batch-size", "1000", "--epochs", "100",
            "--checkpoint-every", "2", "--quiet", "--no-picture", "--threads", "1", "--out"];
        Assert.Equal(0, tool.Run([.. train, "one"]).ExitCode);
        var outcome = tool.RunRanks(launcher, 2, [.. train, "of-2"]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        AssertSame("of-2");
        using (var process = tool.StartRanks(launcher, 3, [.. train, "killed"]))
        {
            var clock = Stopwatch.StartNew();
            while (!Directory.Exists(tool.PathOf("killed/checkpoint")) && clock.Elapsed < TimeSpan.FromSeconds(60)) Thread.Sleep(5);
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        Thread.Sleep(500);
        Assert.NotEqual("done", Status(tool, "killed")["state"]!.GetValue<string>());   // a rank may have seen the others end
        var again = tool.RunRanks(launcher, 2, [.. train, "killed"]);
        Assert.True(again.ExitCode == 0, again.Error);
        AssertSame("killed");

        void AssertSame(string folder)
        {
            foreach (var name in (string[])["encoder.npy", "decoder.npy", "mean.npy", "model.npz", "run.json"])
                Assert.Equal(File.ReadAllBytes(tool.PathOf("one/" + name)), File.ReadAllBytes(tool.PathOf($"{folder}/{name}")));
        }
    }

    [Theory, MemberData(nameof(Launchers))]
    public void WhatFails_EndsAllRanks_WithALineThatNamesTheRank(string launcher)
    {
        Mpi.Require(launcher);
        using var tool = new Tool();
        tool.WriteNpy("rows.npy", Rows(30_000, 4));
        using (var file = File.OpenWrite(tool.PathOf("rows.npy")))
        {
            file.Seek(-8, SeekOrigin.End);
            file.Write(BitConverter.GetBytes(double.NaN));
        }
        var outcome = tool.RunRanks(launcher, 3, "fit", "rows.npy", "-k", "2", "-o", "model.npz", "--quiet");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("lae: rank 0 of 3: rows.npy, row 30000, column 4: the value is NaN", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(tool.PathOf("model.npz")));
        var status = Status(tool, "model.npz");
        Assert.Equal(("failed", 2), (status["state"]!.GetValue<string>(), status["exit_code"]!.GetValue<int>()));
        Assert.Contains("the value is NaN", status["cause"]!.GetValue<string>(), StringComparison.Ordinal);

        tool.Environment["LAE_MPI_LIBRARY"] = "/nowhere/libmpi.so";
        outcome = tool.RunRanks(launcher, 2, "fit", "rows.npy", "-k", "2", "-o", "model.npz");
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("/nowhere/libmpi.so cannot be loaded", outcome.Error, StringComparison.Ordinal);
    }

    /// <summary>A machine that does not have the file, or has another of that name: said by the rank there, in its status too.</summary>
    [Theory, MemberData(nameof(Launchers))]
    public void TheFilesOfOneRank_MayBeMissingOrOthers(string launcher)
    {
        Mpi.Require(launcher);
        using var tool = new Tool();
        tool.WriteNpy("rows.npy", Rows(30_000, 4));
        Directory.CreateDirectory(tool.PathOf("elsewhere"));
        AssertFails("rows.npy: there is no such file");
        tool.WriteNpy("elsewhere/rows.npy", Rows(29_000, 4));
        AssertFails("rows.npy has 29000 rows of 4 values here, but 30000 of 4 where the first rank reads it");

        void AssertFails(string cause)
        {
            var outcome = tool.RunOneRankApart(launcher, "cd elsewhere", "fit", "rows.npy", "-k", "2", "-o", "model.npz", "--quiet");
            Assert.Equal(2, outcome.ExitCode);
            Assert.Single(outcome.Error.Split('\n'), line => line.StartsWith("lae: ", StringComparison.Ordinal));
            Assert.Contains($"lae: rank 1 of 3: {cause}", outcome.Error, StringComparison.Ordinal);
            Assert.Contains(cause, Status(tool, "model.npz")["cause"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal(1, Status(tool, "model.npz")["rank"]!.GetValue<int>());
            Assert.False(File.Exists(tool.PathOf("model.npz")));
        }
    }

    /// <summary>A rank that fails before MPI is there: the others wait in its start, in MPICH's for ever if nobody tells them.</summary>
    [Theory, MemberData(nameof(Launchers))]
    public void ARankThatFailsAtOnce_EndsTheOthers(string launcher)
    {
        Mpi.Require(launcher);
        using var tool = new Tool();
        tool.WriteNpy("rows.npy", Rows(1_000, 4));
        Directory.CreateDirectory(tool.PathOf("foreign"));
        File.WriteAllText(tool.PathOf("foreign/thesis.tex"), "");
        string[] train = ["train", "--data", "rows.npy", "-k", "2", "--epochs", "9", "--quiet", "--out"];
        var outcome = tool.RunRanks(launcher, 3, [.. train, "foreign"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("lae: rank 0 of 3: foreign holds thesis.tex", outcome.Error, StringComparison.Ordinal);
        outcome = tool.RunOneRankApart(launcher, "export TMPDIR=/nowhere", [.. train, "run"]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("lae: rank 1 of 3: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("/nowhere", Status(tool, "run")["cause"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    /// <summary>No room where a follower keeps what it has, or where the first writes: one line, and the same command goes on.</summary>
    [Fact]
    public void AFullDisk_OfOneRank_EndsTheOthers()
    {
        const string launcher = "mpirun.mpich";
        Mpi.Require(launcher);
        using var tool = new Tool();
        using var disk = new FullDisk(tool.PathOf("full"));
        tool.WriteNpy("rows.npy", Rows(3_000, 8));
        string[] train = ["train", "--data", "rows.npy", "-k", "2", "--method", "rag", "--batch-size", "1000", "--epochs", "20",
            "--quiet", "--no-picture", "--threads", "1", "--out"];
        Assert.Equal(0, tool.Run([.. train, "one"]).ExitCode);
        var outcome = tool.RunOneRankApart(launcher, "export TMPDIR=$PWD/full", [.. train, "run"]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("lae: rank 1 of 3: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("No space left", Status(tool, "run")["cause"]!.GetValue<string>(), StringComparison.Ordinal);
        outcome = tool.RunRanks(launcher, 2, [.. train, "run"]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Equal(File.ReadAllBytes(tool.PathOf("one/model.npz")), File.ReadAllBytes(tool.PathOf("run/model.npz")));

        outcome = tool.RunRanks(launcher, 2, "fit", "rows.npy", "-k", "2", "-o", "full/model.npz", "--quiet");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("lae: rank 0 of 2: ", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(tool.PathOf("full"), "*model*"));
    }

    [Theory]
    [InlineData("mpirun.openmpi", "TERM")]
    [InlineData("mpirun.openmpi", "INT")]
    [InlineData("mpirun.mpich", "TERM")]
    [InlineData("mpirun.mpich", "INT")]
    public async Task ASignal_EndsAllRanks_AndIsKeptInTheStatus(string launcher, string signal)
    {
        Mpi.Require(launcher);
        using var tool = new Tool();
        tool.WriteNpy("rows.npy", Rows(60_000, 60));
        using var process = tool.StartRanks(launcher, 3, "fit", "rows.npy", "-k", "3", "-o", "model.npz", "--quiet", "--solver", "lanczos",
            "--threads", "1");
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var ranks = RanksOf(tool, 3);
        Thread.Sleep(700);
        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)), "the launcher hangs");
        foreach (var rank in ranks) Assert.True(rank.WaitForExit(TimeSpan.FromSeconds(10)), "a rank hangs");
        Assert.SkipWhen(Status(tool, "model.npz")["state"]!.GetValue<string>() == "done", "the signal came too late");
        // Open MPI terminates its ranks when it is interrupted.
        Assert.Contains(Status(tool, "model.npz")["cause"]!.GetValue<string>(), (string[])["interrupted", "terminated"]);
        Assert.Single((await error).Split('\n'), line => line.StartsWith("lae: rank 0 of 3: ", StringComparison.Ordinal));
    }

    [Fact]
    public void TheWrongLibrary_IsFoundOut()
    {
        foreach (var launcher in Mpi.Launchers) Mpi.Require(launcher.Data);
        using var tool = new Tool();
        tool.WriteNpy("rows.npy", Rows(100, 4));
        tool.Environment["LAE_MPI_LIBRARY"] = "libmpich.so.12";
        var outcome = tool.RunRanks("mpirun.openmpi", 2, "fit", "rows.npy", "-k", "2", "-o", "model.npz");
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("knows of 1: it is that of another MPI", outcome.Error, StringComparison.Ordinal);
    }

    /// <summary>The standard's own binary interface, as a few lines of C have it over MPICH.</summary>
    [Fact]
    public void ALibraryOfTheStandardAbi_IsKnown()
    {
        Mpi.Require("mpirun.mpich");
        Assert.SkipUnless(File.Exists("/usr/bin/gcc"), "gcc is not installed: apt-get install gcc");
        using var tool = new Tool();
        var source = Path.Combine(Path.GetDirectoryName(ThisFile())!, "standard-abi.c");
        using (var compiler = Process.Start("gcc", ["-shared", "-fPIC", "-w", source, "-o", tool.PathOf("libmpi_abi.so"), "-ldl"]))
            compiler.WaitForExit();
        tool.WriteNpy("rows.npy", Rows(20_000, 4));
        string[] fit = ["fit", "rows.npy", "-k", "4", "--quiet", "-o"];
        Assert.Equal(0, tool.Run([.. fit, "one.npz"]).ExitCode);
        tool.Environment["LAE_MPI_LIBRARY"] = tool.PathOf("libmpi_abi.so");
        var outcome = tool.RunRanks("mpirun.mpich", 2, [.. fit, "ranks.npz"]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Equal(File.ReadAllBytes(tool.PathOf("one.npz")), File.ReadAllBytes(tool.PathOf("ranks.npz")));
    }

    [Theory]
    [InlineData("OMPI_COMM_WORLD_SIZE=4 OMPI_COMM_WORLD_RANK=3", "Open MPI", 4, 3, "libmpi.so.40")]
    [InlineData("PMI_SIZE=2 PMI_RANK=1", "MPICH", 2, 1, "libmpich.so.12")]
    [InlineData("PMIX_RANK=0 SLURM_STEP_NUM_TASKS=3", "Open MPI", 3, 0, "libmpi.so.40")]
    [InlineData("PMI_SIZE=2 LAE_MPI_LIBRARY=/opt/mpi.so", "MPICH", 2, 0, "/opt/mpi.so")]
    [InlineData("SLURM_STEP_NUM_TASKS=3", null, 0, 0, null)]
    public void Launcher_IsKnownByItsEnvironment(string environment, string? name, int size, int rank, string? library)
    {
        var variables = environment.Split(' ').Select(item => item.Split('=')).ToDictionary(item => item[0], item => item[1]);
        var launcher = Launcher.Find(variables.GetValueOrDefault);
        Assert.Equal(name, launcher?.Name);
        if (launcher is null) return;
        Assert.Equal((size, rank, library), (launcher.Size, launcher.Rank, launcher.Libraries[0]));
    }

    /// <summary>A killed rank takes the others along, within seconds; what was there before is whole, and a new start ends it.</summary>
    [Theory, MemberData(nameof(Launchers))]
    public void AKilledRank_EndsTheOthers_AndANewStartEndsTheWork(string launcher)
    {
        Mpi.Require(launcher);
        using var tool = new Tool();
        tool.WriteNpy("rows.npy", Rows(60_000, 60));
        string[] fit = ["fit", "rows.npy", "-k", "3", "-o", "model.npz", "--quiet", "--solver", "lanczos"];
        Assert.Equal(0, tool.Run(fit).ExitCode);
        var expected = File.ReadAllBytes(tool.PathOf("model.npz"));
        using (var process = tool.StartRanks(launcher, 3, fit))
        {
            var ranks = RanksOf(tool, 3);
            Thread.Sleep(400);
            ranks[1].Kill();
            Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)), "the launcher hangs");
            foreach (var rank in ranks) Assert.True(rank.WaitForExit(TimeSpan.FromSeconds(10)), "a rank hangs");
        }
        Assert.Equal(expected, File.ReadAllBytes(tool.PathOf("model.npz")));
        File.Delete(tool.PathOf("model.npz"));
        Assert.Equal(0, tool.RunRanks(launcher, 3, fit).ExitCode);
        Assert.Equal(expected, File.ReadAllBytes(tool.PathOf("model.npz")));
    }

    /// <summary>Killed between two passes, on ranks or alone: the same command goes on from the last one, to the same bits.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AKilledSearch_GoesOnFromItsLastPass(int ranks)
    {
        if (ranks > 1) Mpi.Require("mpirun.mpich");
        using var tool = new Tool();
        tool.WriteNpy("rows.npy", Rows(30_000, 120));
        string[] fit = ["fit", "rows.npy", "-k", "4", "-o", "model.npz", "--solver", "lanczos", "--threads", "1"];
        Assert.Equal(0, tool.Run([.. fit, "--quiet"]).ExitCode);
        var expected = File.ReadAllBytes(tool.PathOf("model.npz"));
        File.Delete(tool.PathOf("model.npz"));
        fit = [.. fit, "--checkpoint", "search.npz"];
        using (var process = ranks > 1 ? tool.StartRanks("mpirun.mpich", ranks, fit) : tool.Start(fit))
        {
            var clock = Stopwatch.StartNew();
            while (!File.Exists(tool.PathOf("search.npz")) && clock.Elapsed < TimeSpan.FromSeconds(60)) Thread.Sleep(5);
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        Assert.False(File.Exists(tool.PathOf("model.npz")));
        Thread.Sleep(500);
        var again = ranks > 1 ? tool.RunRanks("mpirun.mpich", ranks, fit) : tool.Run(fit);
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Contains("search.npz: the search goes on from there", again.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(tool.PathOf("search.npz")));
        AssertSameButPasses(expected, File.ReadAllBytes(tool.PathOf("model.npz")));
    }

    [Fact]
    public void TheStateOfAnotherSearch_IsRefused()
    {
        using var tool = new Tool();
        tool.WriteNpy("rows.npy", Rows(3_000, 120));
        SearchFile.Save(tool.PathOf("search.npz"), "of something else", [StateArray.Of<int>("lanczos-counts", new int[] { 1, 2 })]);
        var outcome = tool.Run("fit", "rows.npy", "-k", "4", "-o", "model.npz", "--solver", "lanczos", "--checkpoint", "search.npz");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("search.npz is the state of another search", outcome.LastError, StringComparison.Ordinal);
    }

    private static void AssertSameButPasses(byte[] expected, byte[] actual)
    {
        var (one, other) = (Load(expected), Load(actual));
        for (var i = 0; i < one.Count; i++) Close.AssertSameBits(one.Components.Row(i), other.Components.Row(i), "component");
        Assert.Equal(one.ExplainedVariance, other.ExplainedVariance);
        Assert.Equal(one.Certificate!.Components, other.Certificate!.Components);

        static PrincipalComponents Load(byte[] bytes)
        {
            using var stream = new MemoryStream(bytes);
            return ModelFile.Load(stream);
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    private static JsonNode Status(Tool tool, string output) => JsonNode.Parse(File.ReadAllText(tool.PathOf(output + ".status.json")))!;

    /// <summary>The processes of the tool in a folder, once all of them run.</summary>
    private static List<Process> RanksOf(Tool tool, int count)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(30); Thread.Sleep(50))
        {
            List<Process> found = [.. Process.GetProcessesByName("dotnet").Where(process => IsIn(process, tool.Folder))];
            if (found.Count == count) return found;
        }
        throw new InvalidOperationException("the ranks did not start");
    }

    private static bool IsIn(Process process, string folder)
    {
        try
        {
            return new FileInfo($"/proc/{process.Id}/cwd").ResolveLinkTarget(returnFinalTarget: true)?.FullName == folder;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static Matrix<double> Rows(int n, int m, ulong seed = 9)
    {
        var rows = new Matrix<double>(n, m);
        new RandomSource(seed).FillNormal(rows.AsSpan());
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) rows[i, j] = 3 + rows[i, j] * (1 + 9.0 / (1 + j));
        return rows;
    }
}
