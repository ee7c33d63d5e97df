using System.Buffers.Binary;
using System.IO.Compression;
using LinearAutoencoders.Data;
using LinearAutoencoders.Tests.Data;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>Arrays, archives and pictures from public reports, through the command line.</summary>
public sealed class BinaryCaseTests : IDisposable
{
    private const int Rows = 12, Columns = 4;

    private readonly Tool tool = new();

    public void Dispose() => tool.Dispose();

    private static double Value(int cell) => cell * 7 % 11 + cell % 3;

    private static IEnumerable<double> Values => Enumerable.Range(0, Rows * Columns).Select(Value);

    private static byte[] Bytes(string type) => NpyBytes.File(type, false, $"({Rows}, {Columns})", type switch
    {
        "<i8" => [.. Values.SelectMany(value => BitConverter.GetBytes((long)value))],
        "<f2" => [.. Values.SelectMany(value => BitConverter.GetBytes((Half)value))],
        _ => [.. Values.Select(value => (byte)(value > 5 ? 1 : 0))],
    });

    /// <summary>Pictures of 2 × 2 in IDX of a type: its code, and what writes a value.</summary>
    private static byte[] Idx(byte type, Func<double, byte[]> write) =>
        [0, 0, type, 3, 0, 0, 0, Rows, 0, 0, 0, 2, 0, 0, 0, 2, .. Values.SelectMany(write)];

    private static byte[] Float(double value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteSingleBigEndian(bytes, (float)value);
        return bytes;
    }

    private void Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(tool.PathOf(name))!);
        File.WriteAllBytes(tool.PathOf(name), content);
    }

    private static byte[] Archive(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        return stream.ToArray();
    }

    [Theory]
    [InlineData("integers of np.save", "i.npy", "i.npy")]
    [InlineData("half precision", "h.npy", "h.npy")]
    [InlineData("booleans", "b.npy", "b.npy")]
    [InlineData("the one array of np.savez", "one.npz", "one.npz")]
    [InlineData("an array of several", "two.npz", "two.npz:X")]
    [InlineData("pictures as Kaggle names them", "kaggle/train-images.idx3-ubyte", "mnist:kaggle")]
    [InlineData("pictures as EMNIST names them", "emnist/emnist-letters-train-images-idx3-ubyte", "mnist:emnist")]
    [InlineData("pictures by path", "any.idx3-ubyte", "any.idx3-ubyte")]
    [InlineData("pictures of floats", "floats/train-images-idx3-ubyte", "mnist:floats")]
    public void Situation_IsRead(string situation, string file, string source)
    {
        Write(file, file switch
        {
            "i.npy" => Bytes("<i8"),
            "h.npy" => Bytes("<f2"),
            "b.npy" => Bytes("|b1"),
            "one.npz" => Archive(("arr_0.npy", Bytes("<i8"))),
            "two.npz" => Archive(("X.npy", Bytes("<i8")), ("y.npy", NpyBytes.File("|u1", false, "(2, 1)", [1, 2]))),
            "floats/train-images-idx3-ubyte" => Idx(0x0D, Float),
            _ => Idx(0x08, value => [(byte)value]),
        });

        var outcome = tool.Run("fit", source, "-k", "1", "-o", "m.npz");

        Assert.True(outcome.ExitCode == 0, $"{situation}: {outcome.Error}");
        var model = ModelFile.Load(tool.PathOf("m.npz"));
        var isBoolean = file == "b.npy";
        var unit = file.Contains("idx", StringComparison.Ordinal) && !source.EndsWith("floats", StringComparison.Ordinal) ? 255.0 : 1;
        for (var j = 0; j < Columns; j++)
        {
            var mean = Enumerable.Range(0, Rows).Average(i => Value(i * Columns + j) is var x && isBoolean ? x > 5 ? 1 : 0 : x);
            Assert.Equal(mean / unit, model.Mean[j], 1e-12);
        }
    }

    [Fact]
    public void Labels_AreNotTakenForPictures()
    {
        Write("l/train-images-idx3-ubyte", [0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3]);
        var outcome = tool.Run("train", "--data", "mnist:l", "-k", "2", "--quiet");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("these are labels, a number for each picture", outcome.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingValueOfAnArray_IsNamedWithItsMends()
    {
        Write("n.npy", NpyBytes.File("<f8", false, "(3, 2)", NpyBytes.Payload("<f8", [1, 2, 3, double.NaN, 5, 4])));
        var outcome = tool.Run("fit", "n.npy", "-k", "1", "-o", "m.npz", "--quiet");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("n.npy, row 2, column 2: the value is NaN; fill it in", outcome.LastError, StringComparison.Ordinal);
        Assert.Contains("--missing drop or mean", outcome.LastError, StringComparison.Ordinal);
    }

    /// <summary>Two samples leave the largest variance that the population may have without a bound.</summary>
    [Fact]
    public void TwoSamplesOfManyColumns_AreFittedAndTrainedOn()
    {
        var columns = Enumerable.Range(0, 2 * 46_400).Select(cell => (double)(cell * 7919L % 1009));
        Write("x.npy", NpyBytes.File("<f4", false, "(2, 46400)", NpyBytes.Payload("<f4", columns)));
        var fit = tool.Run("fit", "x.npy", "-k", "1", "-o", "m.npz", "--quiet");
        Assert.Equal((0, ""), (fit.ExitCode, fit.Error));
        Assert.Null(ModelFile.Load(tool.PathOf("m.npz")).Certificate!.Components[0].VarianceHigh);
        var train = tool.Run("train", "--data", "x.npy", "-k", "1", "--out", "run", "--quiet");
        Assert.Equal((0, ""), (train.ExitCode, train.Error));
    }
}
