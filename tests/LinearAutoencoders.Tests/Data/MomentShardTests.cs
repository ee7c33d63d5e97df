using System.Globalization;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Data;

/// <summary>Samples summed share by share have the bits of samples summed at once, and only parts of one whole are merged.</summary>
public sealed class MomentShardTests : IDisposable
{
    private const int N = 40_000, M = 5;

    private readonly string folder = Directory.CreateTempSubdirectory("lae-shards-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("rows.npy")]
    [InlineData("rows.csv")]
    [InlineData("part-*.csv")]
    [InlineData("rows.csv.gz")]
    public void Merge_OfAnyNumberOfShards_HasTheBytesOfOne(string data)
    {
        Write(data);
        var expected = Merged(data, shards: 1, threads: 1);
        foreach (var shards in (int[])[2, 3, 4, 5, 8]) Assert.Equal(expected, Merged(data, shards, threads: 1 + shards % 3));

        var (direct, summed) = (DataSource.Open(PathOf(data)), DataSource.Open(PathOf("merged.npz")));
        var (moments, ofSum) = (new DataMoments(direct.Source, center: true), new DataMoments(summed.Source, center: true));
        Assert.Equal(moments.Count, ofSum.Count);
        Assert.Equal(moments.Mean, ofSum.Mean);
        Close.AssertSameBits<double>(moments.SecondMoment.AsSpan(), ofSum.SecondMoment.AsSpan(), "Σ");
        var (fit, ofMerged) = (Fit(direct), Fit(summed));
        for (var i = 0; i < fit.Count; i++) Close.AssertSameBits(fit.Components.Row(i), ofMerged.Components.Row(i), "component");
        Assert.Equal(fit.ExplainedVariance, ofMerged.ExplainedVariance);
        Assert.Equal(fit.Certificate!.Components.Select(one => (one.AngleBound, one.SamplingAngle, one.Rounding)),
            ofMerged.Certificate!.Components.Select(one => (one.AngleBound, one.SamplingAngle, one.Rounding)));
        Assert.Equal(fit.ColumnNames, ofMerged.ColumnNames);
    }

    /// <summary>The rest of the file may be anything: a shard does not read it.</summary>
    [Fact]
    public void Shard_ReadsItsOwnRowsOnly()
    {
        Write("rows.npy");
        var expected = Sum("rows.npy", new Shard(2, 4), "part.npz");
        var bytes = File.ReadAllBytes(PathOf("rows.npy"));
        bytes.AsSpan(128 + (N - 5000) * M * sizeof(double)).Fill(0xFF);  // NaN
        File.WriteAllBytes(PathOf("rows.npy"), bytes);
        Assert.Equal(expected, Sum("rows.npy", new Shard(2, 4), "part.npz"));
        Assert.Contains("row 35001, column 1", Refusal(() => Sum("rows.npy", new Shard(4, 4), "part.npz")), StringComparison.Ordinal);

        Write("rows.csv");
        expected = Sum("rows.csv", new Shard(2, 4), "part.npz");
        var lines = File.ReadAllLines(PathOf("rows.csv"));
        lines[^1] = lines[^1].Replace(',', 'x').Replace("x", ",x", StringComparison.Ordinal);
        File.WriteAllLines(PathOf("rows.csv"), lines);
        Assert.Equal(expected, Sum("rows.csv", new Shard(2, 4), "part.npz"));
        Assert.Contains("line 40001, column 2", Refusal(() => Sum("rows.csv", new Shard(4, 4), "part.npz")), StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_RefusesWhatDoesNotBelongTogether_ByName()
    {
        Write("rows.npy");
        for (var i = 1; i <= 3; i++) Sum("rows.npy", new Shard(i, 3), $"{i}.npz");
        Sum("rows.npy", new Shard(1, 4), "other-plan.npz");
        Write("foreign.npy", seed: 2);
        Sum("foreign.npy", new Shard(2, 3), "foreign.npz");
        Assert.Contains("shard 2/3", RefusalOf("1.npz", "3.npz"), StringComparison.Ordinal);
        Assert.Contains("shards 1/3, 2/3", RefusalOf("3.npz"), StringComparison.Ordinal);
        File.Copy(PathOf("2.npz"), PathOf("copy.npz"));
        AssertNames(RefusalOf("1.npz", "2.npz", "3.npz", "copy.npz"), "2.npz", "copy.npz", "both shard 2/3");
        AssertNames(RefusalOf("foreign.npz", "1.npz", "3.npz"), "foreign.npz is no part", "its first rows are others");
        AssertNames(RefusalOf("1.npz", "2.npz", "3.npz", "other-plan.npz"), "other-plan.npz is no part", "shard 1/4");
        AssertNames(RefusalOf("1.npz", "rows.npy"), "rows.npy", "lae moments");
        Assert.Contains("put all of them together", Refusal(() => DataSource.Open(PathOf("2.npz"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_RefusesADamagedPart_WhereverItIsDamaged()
    {
        Write("rows.npy");
        for (var i = 1; i <= 2; i++) Sum("rows.npy", new Shard(i, 2), $"{i}.npz");
        var whole = File.ReadAllBytes(PathOf("2.npz"));
        var random = new Random(1);
        for (var trial = 0; trial < 60; trial++)
        {
            var bytes = whole.ToArray();
            if (trial % 3 == 0) bytes = bytes[..random.Next(bytes.Length)];
            else bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(PathOf("2.npz"), bytes);
            // What a zip archive says twice, such as a time, may be wrong once and nothing is lost.
            try
            {
                var merged = MomentShards.Merge([PathOf("1.npz"), PathOf("2.npz")], WorkerTeam.Alone, default).Node.Sum;
                Assert.Equal(N, merged.Count);
                Assert.Equal(DataMean(), merged.Mean);
            }
            catch (BadDataException refusal)
            {
                Assert.Contains("2.npz", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void ASum_DoesWhatNeedsNoRows_AndSaysWhatDoes()
    {
        Write("rows.csv");
        Merged("rows.csv", shards: 2, threads: 1);
        var summed = DataSource.Open(PathOf("merged.npz"), new() { Table = new() { Scale = "std" } });
        Assert.All(new DataMoments(summed.Source, center: true).Variances, variance => Assert.Equal(1, variance, 4));
        Assert.Contains("said when they were summed",
            Refusal(() => DataSource.Open(PathOf("merged.npz"), new() { Table = new() { Exclude = "1" } })), StringComparison.Ordinal);
        Assert.Contains("needs the rows", Refusal(() => Fit(summed, new() { Solver = EigenSolver.Lanczos })), StringComparison.Ordinal);
        Assert.Contains(
            "give the data itself", Refusal(() => summed.Source.ReadBlocks(WorkerTeam.Alone, default)), StringComparison.Ordinal);
    }

    private double[] DataMean() => [.. new DataMoments(DataSource.Open(PathOf("rows.npy")).Source, center: true).Mean];

    private static PrincipalComponents Fit(Dataset data, EigenOptions? search = null) =>
        PrincipalComponents.Fit(data.Source, new() { Components = 2, ColumnNames = data.ColumnNames, Search = search ?? new() });

    private byte[] Merged(string data, int shards, int threads)
    {
        List<string> parts = [.. Enumerable.Range(1, shards).Select(i => $"{i}-of-{shards}.npz")];
        for (var i = 1; i <= shards; i++) Sum(data, new Shard(i, shards), parts[i - 1], threads);
        using var team = new WorkerTeam(threads);
        var (record, node) = MomentShards.Merge([.. parts.Select(PathOf).Reverse()], team, default);
        MomentFile.Save(PathOf("merged.npz"), record, [node]);
        return File.ReadAllBytes(PathOf("merged.npz"));
    }

    private byte[] Sum(string data, Shard shard, string part, int threads = 1)
    {
        using var team = new WorkerTeam(threads);
        var dataset = DataSource.Open(PathOf(data), new() { Table = new() { IsShared = !shard.IsAll } }, team);
        var record = MomentShards.Describe(dataset, shard, team, default);
        MomentFile.Save(PathOf(part), record, MomentShards.Sum(dataset, record, team, new Progress<ReadingProgress>(), default));
        return File.ReadAllBytes(PathOf(part));
    }

    private string RefusalOf(params string[] parts) =>
        Refusal(() => MomentShards.Merge([.. parts.Select(PathOf)], WorkerTeam.Alone, default));

    private static string Refusal(Func<object?> work) => Assert.Throws<BadDataException>(work).Message;

    private static void AssertNames(string message, params string[] names) =>
        Assert.All(names, name => Assert.Contains(name, message, StringComparison.Ordinal));

    private string PathOf(string name) => Path.Combine(folder, name);

    private void Write(string name, ulong seed = 1)
    {
        var random = new RandomSource(seed);
        var rows = new Matrix<double>(N, M);
        random.FillNormal(rows.AsSpan());
        for (var i = 0; i < N; i++)
            for (var j = 0; j < M; j++) rows[i, j] = Math.Round(100 + (M - j) * rows[i, j], 4);
        if (name.EndsWith(".npy", StringComparison.Ordinal)) NpyFile.Write(PathOf(name), rows);
        else if (name.Contains('*'))
        {
            WriteLines("part-1.csv", rows, 0, 13_000);
            WriteLines("part-2.csv", rows, 13_000, N);
        }
        else WriteLines(name, rows, 0, N);
    }

    private void WriteLines(string name, Matrix<double> rows, int start, int end)
    {
        using var file = File.Create(PathOf(name));
        using Stream packed = name.EndsWith(".gz", StringComparison.Ordinal)
            ? new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Fastest) : file;
        using var writer = new StreamWriter(packed);
        writer.WriteLine("label,a,b,c,d,e");
        for (var i = start; i < end; i++)
            writer.WriteLine($"row{i}," + string.Join(
                ',', rows.Row(i).ToArray().Select(x => x.ToString("R", CultureInfo.InvariantCulture))));
    }
}
