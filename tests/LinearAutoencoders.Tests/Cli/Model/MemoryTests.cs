using System.IO.Compression;
using System.Runtime.InteropServices;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Tests.Data;

namespace LinearAutoencoders.Tests.Cli.Model;

/// <summary>What is larger takes more time, not more memory: rows are read in blocks, by every command.</summary>
/// <remarks>
///   The peak of a process tells little: the garbage collector takes what there is. So it is told what there is, a sixth of what the rows
///   would take.
/// </remarks>
public sealed class MemoryTests : IDisposable
{
    // 180 MB of single numbers, as doubles 360.
    private const int Rows = 180_000, Columns = 250;

    private const string HeapLimit = "0x4000000";  // 64 MB

    private readonly Tool tool = new() { Environment = { ["DOTNET_GCHeapHardLimit"] = HeapLimit } };

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Rows_AreNotHeld()
    {
        var samples = new Matrix<float>(Rows, Columns);
        new RandomSource(1).FillNormal(samples.AsSpan());
        NpyFile.Write(tool.PathOf("x.npy"), samples);
        foreach (var command in new[] { "fit x.npy -k 5 -o m.npz", "transform m.npz x.npy -o s.npy", "score m.npz x.npy -o f.npy" })
        {
            var outcome = tool.Run([.. command.Split(' '), "--quiet"]);
            Assert.True(outcome.ExitCode == 0, $"{command}: {outcome.Error}");
        }
    }

    /// <summary>Neither rows with their zeros nor a group of them would fit.</summary>
    [Fact]
    public void WeightedSparseRows_AreNotFilled()
    {
        const int rows = 1500, columns = 40_000, filled = 40;
        var (starts, indices, values, random) = (new int[rows + 1], new List<int>(), new List<float>(), new RandomSource(2));
        for (var i = 0; i < rows; i++)
        {
            // The weight, and then one value in each of so many ranges of columns.
            indices.Add(0);
            values.Add(i % 3);
            for (var j = 0; j < filled; j++)
            {
                indices.Add(1 + columns / (filled + 1) * j + random.NextBelow(columns / (filled + 1)));
                values.Add((float)((random.NextUniform() - 0.5) * (j + 1)));
            }
            starts[i + 1] = values.Count;
        }
        using (var archive = new ZipArchive(File.Create(tool.PathOf("x.npz")), ZipArchiveMode.Create))
        {
            Add("indices", "<i4", indices.Count, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(indices)));
            Add("indptr", "<i4", starts.Length, MemoryMarshal.AsBytes<int>(starts));
            Add("data", "<f4", values.Count, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)));
            Add("shape", "<i8", 2, MemoryMarshal.AsBytes<long>([rows, columns]));
            Add("format", "|S3", null, "csr"u8);

            void Add(string name, string type, int? length, ReadOnlySpan<byte> bytes)
            {
                using var entry = archive.CreateEntry(name + ".npy").Open();
                entry.Write(NpyBytes.File(type, false, length is { } count ? $"({count},)" : "()", bytes.ToArray()));
            }
        }
        var outcome = tool.Run(
            ["fit", "x.npz", "--weights", "1", "-k", "2", "--solver", "lanczos", "-o", "m.npz", "--threads", "2", "--json", "--quiet"]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Contains("\"solver\": \"lanczos\"", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void LargestMemory_IsObeyed_ByASearch()
    {
        // A block has 10 MB: with as many as pay there is no heap of 138 MB in which a search ends, with as few as it needs every one of
        // 122 MB or more does. Above, it depends on how the collector lays out what it gets: up to 190 MB some end and some do not.
        using var wide = new Tool { Environment = { ["DOTNET_GCHeapHardLimit"] = "0x7C00000" } };  // 130 MB
        var samples = new Matrix<float>(100, 20_000);
        new RandomSource(3).FillNormal(samples.AsSpan());
        for (var i = 0; i < samples.Rows; i++)
            for (var j = 0; j < samples.Columns; j++) samples[i, j] /= j + 1;
        NpyFile.Write(wide.PathOf("x.npy"), samples);
        string[] command = ["fit", "x.npy", "-k", "60", "--solver", "lanczos", "--tolerance", "20", "-o", "m.npz", "--quiet"];
        Assert.Equal(1, wide.Run([.. command, "--max-memory", "1GB"]).ExitCode);
        var outcome = wide.Run([.. command, "--max-memory", "85MB"]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        var refused = wide.Run([.. command, "--max-memory", "60MB"]);
        Assert.Equal((2, true), (refused.ExitCode, refused.LastError.Contains("allow more memory", StringComparison.Ordinal)));
    }

    /// <summary>The limit is one: a run that holds its samples says so and ends.</summary>
    [Fact]
    public void Limit_IsOne_ForWhatHoldsItsSamples()
    {
        var samples = new Matrix<float>(Rows / 4, Columns);
        new RandomSource(1).FillNormal(samples.AsSpan());
        NpyFile.Write(tool.PathOf("x.npy"), samples);
        var outcome = tool.Run(
            "train", "--data", "x.npy", "-k", "2", "--precision", "float64", "--method", "nested-dropout", "--epochs", "1", "--quiet");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("memory", outcome.LastError, StringComparison.Ordinal);

        outcome = tool.Run(
            "train", "--data", "synthetic", "--synthetic-dimension", "3000", "--synthetic-samples", "6000", "-k", "2", "--quiet");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("lae: synthetic does not fit in this machine's memory; use fewer rows or columns", outcome.LastError);
    }
}
