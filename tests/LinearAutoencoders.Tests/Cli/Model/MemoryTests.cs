using System.Diagnostics;
using System.Globalization;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Cli.Model;

/// <summary>What is larger takes more time, not more memory: rows are read in blocks, by every command.</summary>
public sealed class MemoryTests : IDisposable
{
    private const int Columns = 250;

    // 60 and 180 MB of numbers, as doubles 120 and 360: enough for the garbage collector to have settled.
    private const int Few = 60_000, Many = 180_000;

    private readonly Tool tool = new();

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Peak_DoesNotGrowWithTheRows()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the peak is read from /proc");
        Write("few.npy", Few);
        Write("many.npy", Many);
        string[] commands = ["fit {0}.npy -k 5 -o {0}.npz", "transform {0}.npz {0}.npy -o s.npy", "score {0}.npz {0}.npy -o f.npy"];
        foreach (var command in commands)
        {
            var (few, many) = (Peak(command, "few"), Peak(command, "many"));
            // Of what the additional numbers would take, 240 MB, a quarter for what the garbage collector leaves for later.
            Assert.True(many - few < Columns * (Many - Few) * sizeof(double) / 4,
                FormattableString.Invariant($"{command}: {few / 1e6:0} and {many / 1e6:0} MB"));
        }
    }

    private void Write(string name, int rows)
    {
        var samples = new Matrix<float>(rows, Columns);
        new RandomSource(1).FillNormal(samples.AsSpan());
        NpyFile.Write(tool.PathOf(name), samples);
    }

    private double Peak(string command, string name)
    {
        using var process = tool.Start([.. string.Format(CultureInfo.InvariantCulture, command, name).Split(' '), "--quiet"]);
        var peak = 0.0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, HighWater(process));
            Thread.Sleep(1);
        }
        Assert.Equal(0, process.ExitCode);
        return peak;
    }

    // In bytes; the last that was seen before the process ended.
    private static double HighWater(Process process)
    {
        try
        {
            var lines = File.ReadLines($"/proc/{process.Id}/status");
            var line = lines.FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * double.Parse(line[6..^2], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
