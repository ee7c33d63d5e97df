using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LinearAutoencoders.Runs;

/// <summary>The part of a saved state that is not the arrays' values.</summary>
/// <param name="Version">Of the tool that saved it.</param>
/// <param name="Run">What it is a state of: <see cref="RunIdentity.WithoutEpochs"/>.</param>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Rows">How many rows of metrics lead up to it.</param>
/// <param name="RowsChecksum">Of these rows.</param>
/// <param name="Files">The checksums of the files that were written on the way.</param>
/// <param name="Arrays">Each as <c>name type size×size</c>, such as <c>weights f4 4×128</c>.</param>
internal sealed record CheckpointRecord(
    string Version, string Run, int Epoch, int Rows, string RowsChecksum, IReadOnlyList<string> Files, IReadOnlyList<string> Arrays);

/// <summary>A saved state in one file that carries its version, its length, and a checksum over all of it.</summary>
/// <remarks>
///   <c>lae state 1 H N</c> and a line feed; H bytes of JSON; the arrays' values, little-endian, one after the other; 32 bytes of SHA-256
///   over all before: N bytes altogether.
/// </remarks>
internal static partial class StateFile
{
    private const int LongestFirstLine = 64;

    private static readonly (string Name, Type Type)[] ElementTypes =
        [("f4", typeof(float)), ("f8", typeof(double)), ("i4", typeof(int)), ("i8", typeof(long)), ("u8", typeof(ulong))];

    /// <summary>Writes a state; its arrays are described by the record.</summary>
    public static void Write(string path, CheckpointRecord record, IReadOnlyList<StateArray> arrays) => AtomicFile.Write(path, stream =>
    {
        var header = Encoding.UTF8.GetBytes(RunJson.Write(record));
        var first = FirstLine(header.Length, arrays.Sum(array => (long)Bytes(array).Length));
        using var hash = Sha256.Create();
        Put(first);
        Put(header);
        foreach (var array in arrays) Put(Bytes(array));
        stream.Write(hash.GetHashAndReset());

        void Put(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            stream.Write(bytes);
        }
    });

    /// <summary>What an array is, for the record.</summary>
    /// <exception cref="NotSupportedException">Its elements are of a type that is not kept.</exception>
    public static string Describe(StateArray array)
    {
        var type = ElementTypes.FirstOrDefault(one => one.Type == array.ElementType).Name
            ?? throw new NotSupportedException($"{array.Name} is of {array.ElementType.Name}; use float, double, int, long or ulong");
        return $"{array.Name} {type} {string.Join('×', array.Shape)}";
    }

    /// <summary>Reads a state, once its checksum has shown that every byte of it is as it was written.</summary>
    /// <exception cref="BadDataException">It cannot be read, is of another version, or is damaged.</exception>
    public static (CheckpointRecord Record, IReadOnlyList<StateArray> Arrays) Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var headerLength = RequireWhole(path, stream);
            var header = new byte[headerLength];
            stream.ReadExactly(header);
            var record = RunJson.ReadCheckpoint(Encoding.UTF8.GetString(header));
            return (record, [.. record.Arrays.Select(description => ReadArray(stream, description))]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new BadDataException($"{path} cannot be read ({failure.Message})", failure);
        }
    }

    /// <summary>The length of the header, with the stream at its start.</summary>
    private static int RequireWhole(string path, FileStream stream)
    {
        var start = new byte[Math.Min(LongestFirstLine, stream.Length)];
        stream.ReadExactly(start);
        var line = Encoding.Latin1.GetString(start).Split('\n')[0];
        if (!Form().IsMatch(line)) throw new BadDataException($"{path} is damaged: it is no saved state of this version");
        var numbers = line.Split(' ')[^2..];
        var (header, total) = (int.Parse(numbers[0], CultureInfo.InvariantCulture), long.Parse(numbers[1], CultureInfo.InvariantCulture));
        if (total != stream.Length || header > total)
            throw new BadDataException(FormattableString.Invariant($"{path} is damaged: it has {stream.Length} bytes instead of {total}"));
        if (!HasItsChecksum(stream)) throw new BadDataException($"{path} is damaged: its checksum does not fit");
        stream.Position = line.Length + 1;
        return header;
    }

    private static bool HasItsChecksum(FileStream stream)
    {
        using var hash = Sha256.Create();
        var buffer = new byte[1 << 16];
        stream.Position = 0;
        for (var left = stream.Length - Sha256.HashSizeInBytes; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            stream.ReadExactly(part);
            hash.AppendData(part);
            left -= part.Length;
        }
        var kept = new byte[Sha256.HashSizeInBytes];
        stream.ReadExactly(kept);
        return kept.AsSpan().SequenceEqual(hash.GetHashAndReset());
    }

    private static StateArray ReadArray(FileStream stream, string description)
    {
        var words = description.Split(' ');
        int[] shape = [.. words[2].Split('×').Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
        return words[1] switch
        {
            "f4" => ReadValues<float>(stream, words[0], shape),
            "f8" => ReadValues<double>(stream, words[0], shape),
            "i4" => ReadValues<int>(stream, words[0], shape),
            "i8" => ReadValues<long>(stream, words[0], shape),
            _ => ReadValues<ulong>(stream, words[0], shape),
        };
    }

    private static StateArray<T> ReadValues<T>(FileStream stream, string name, int[] shape) where T : unmanaged
    {
        var values = new T[shape.Aggregate(1, (product, size) => checked(product * size))];
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return StateArray.Of(name, values.AsMemory(), shape);
    }

    private static ReadOnlySpan<byte> Bytes(StateArray array) => array switch
    {
        StateArray<float> values => MemoryMarshal.AsBytes(values.Values.Span),
        StateArray<double> values => MemoryMarshal.AsBytes(values.Values.Span),
        StateArray<int> values => MemoryMarshal.AsBytes(values.Values.Span),
        StateArray<long> values => MemoryMarshal.AsBytes(values.Values.Span),
        StateArray<ulong> values => MemoryMarshal.AsBytes(values.Values.Span),
        _ => throw new NotSupportedException(Describe(array)),
    };

    /// <summary>Its length is part of the length that it says.</summary>
    private static byte[] FirstLine(int header, long values)
    {
        var rest = header + values + Sha256.HashSizeInBytes;
        var line = Format(header, rest);
        while (line.Length + rest is var total && Format(header, total) is var longer && longer != line) line = longer;
        return Encoding.ASCII.GetBytes(line);

        static string Format(int header, long total) => string.Create(CultureInfo.InvariantCulture, $"lae state 1 {header} {total}\n");
    }

    [GeneratedRegex("^lae state 1 [1-9][0-9]{0,8} [1-9][0-9]{0,17}$")]
    private static partial Regex Form();
}
