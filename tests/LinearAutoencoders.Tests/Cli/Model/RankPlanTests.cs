using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Model;
using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Tests.Moments;

namespace LinearAutoencoders.Tests.Cli.Model;

/// <summary>What ranks will take is what the code that reduces does, on a network that only counts.</summary>
public class RankPlanTests
{
    [Theory]
    [InlineData(2, 5000, 30)]
    [InlineData(5, 1000, 7)]
    [InlineData(8, 777, 3)]
    public void ModelledBytes_AreThoseThatRanksSend(int ranks, int n, int m)
    {
        var layout = new ChunkLayout(Rows: 16, ShiftRows: 4);
        var samples = new Matrix<double>(n, m);
        new RandomSource(1).FillNormal(samples.AsSpan());
        var real = new ThreadRanks();
        real.RunAll(ranks, 1, team =>
            new DataMoments(new MatrixSource<double>(samples), center: true, team) { Layout = layout }.SecondMoment.Rows);
        var modelled = new ModelledNetwork(latency: 1e-5, rate: 1e9).Reduce(ranks, n, layout, m + m * (m + 1) / 2, mergeSeconds: 0);
        // The real one also says of how many rows each sum is.
        Assert.InRange(real.BytesSent - modelled.Bytes, 0, 8 * (ranks * 2 * 16));
    }

    /// <summary>
    ///   A whole fit, with its certificate: a plan says what is sent, or half as much again, as it takes every rank to have rows of each of
    ///   the jackknife's shards.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void PlannedBytes_AreAtLeastThoseOfAFit(int ranks)
    {
        const int n = 40_000, m = 200, k = 3;
        var samples = new Matrix<double>(n, m);
        new RandomSource(3).FillNormal(samples.AsSpan());
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) samples[i, j] *= 1 + 9.0 / (1 + j);
        var options = new FitOptions { Components = k, Search = new() { Solver = EigenSolver.SecondMomentLanczos } };
        var real = new ThreadRanks();
        real.RunAll(ranks, 1, team => PrincipalComponents.Fit(new MatrixSource<double>(samples), options, team).Count);
        var planned = new DividedFit(n, m, k, options.Search.Solver, Passes: 9, RowsPerSecond: 1e6, OperationsPerSecond: 1e10)
            .On(ranks, latency: 1e-5, rate: 1e9);
        Assert.InRange((double)planned.Bytes / real.BytesSent, 0.99, 1.5);
    }

    [Fact]
    public void Reduction_TakesTheLogarithmOfTheRanks()
    {
        var network = new ModelledNetwork(latency: 0, rate: 1e9);
        double On(int ranks) => network.Reduce(ranks, 1 << 24, new(1024, 1), numbers: 1000, mergeSeconds: 0).Seconds;
        Assert.Equal(2 * 10 * 8e-6, On(1024), 2 * 10 * 8e-6 * 0.2);
        Assert.Equal(2 * 3 * 8e-6, On(8), 2 * 3 * 8e-6 * 0.2);
        Assert.Equal(0, On(1));
    }

    [Fact]
    public void Plan_SaysWhatRanksTake()
    {
        using var tool = new Tool();
        var samples = new Matrix<double>(20_000, 8);
        new RandomSource(2).FillNormal(samples.AsSpan());
        tool.WriteNpy("rows.npy", samples);
        var outcome = tool.Run("plan", "rows.npy", "-k", "2", "--ranks", "4", "--rate", "2GB/s", "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        var ranks = JsonNode.Parse(outcome.Output)!["ranks"]!;
        Assert.Equal(4, (int)ranks["count"]!);
        Assert.True((long)ranks["bytes_sent"]! >= (long)ranks["most_bytes_sent_by_a_rank"]!);
        Assert.InRange((int)ranks["scales_to"]!, 1, 3);   // there are three chunks
        outcome = tool.Run("plan", "rows.npy", "-k", "2", "--rate", "2GB/s");
        Assert.Contains("--rate is between ranks", outcome.LastError, StringComparison.Ordinal);
    }

    /// <summary>The rows of the table in docs/scale.md, from the constants that stand above it.</summary>
    [Fact]
    public void Projection_IsTheTableOfTheDocument()
    {
        var document = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "..", "docs", "scale.md"));
        (string Name, DividedFit Fit)[] fits =
        [
            ("10⁹ × 784, Σ", new(1_000_000_000, 784, 20, EigenSolver.SecondMomentLanczos, 12, 2e9 / (4 * 784), 2e10)),
            ("10⁶ × 10⁶, block Lanczos", new(1_000_000, 1_000_000, 20, EigenSolver.Lanczos, 12, 2e9 / 4e6, 2e10)),
        ];
        var missing = fits.SelectMany(fit => new[] { 1, 10, 100, 1000 }.Select(ranks => Row(fit.Name, fit.Fit.On(ranks, 3e-5, 1.25e9))))
            .Where(row => !document.Contains(row, StringComparison.Ordinal)).ToList();
        Assert.True(missing.Count == 0, "not in the document:\n" + string.Join('\n', missing));
    }

    private static string Row(string name, RankPlan plan) => string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {plan.Ranks} | {Rounded(plan.Seconds)} s | {Rounded(plan.ReductionSeconds)} s | {plan.MostBytes / 1e6:0} MB |");

    private static string Rounded(double seconds) => seconds.ToString(seconds < 10 ? "0.##" : "0", CultureInfo.InvariantCulture);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
