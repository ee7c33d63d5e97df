using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

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
    }
}
