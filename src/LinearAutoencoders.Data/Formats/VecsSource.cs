using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Formats;

/// <summary>
///   The vectors of an .fvecs, .bvecs or .ivecs file, as sets of nearest-neighbour benchmarks are: before each its number of values,
///   in 4 bytes. Read in every pass, a block at a time.
/// </summary>
/// <typeparam name="TRaw">float, byte or int.</typeparam>
internal sealed class VecsSource<TRaw> : IRawSource, IRandomRows where TRaw : unmanaged, INumber<TRaw>
{
    private const string Mend = "fetch or write it again";

    private readonly StoredFile stored;
    private readonly long rows;

    private VecsSource(StoredFile stored, int columns, long rows) => (this.stored, Dimension, this.rows) = (stored, columns, rows);

    public string Name => stored.Name;

    public double RelativeRounding => ElementType.RelativeRounding<TRaw>();

    public int Dimension { get; }

    public long? Count => rows;

    private int RowBytes => RowBytesOf(Dimension);

    /// <exception cref="BadDataException">The file is cut off, or its vectors differ in length.</exception>
    public static VecsSource<TRaw> Open(StoredFile stored, CancellationToken cancellationToken) => InputFile.Read(stored, file =>
    {
        var columns = BinaryPrimitives.ReadInt32LittleEndian(Head(file));
        if (columns < 1 || sizeof(int) + (long)columns * Unsafe.SizeOf<TRaw>() > file.MostBytes)
            throw file.Bad($"byte 0: a vector of {columns} values cannot be in a file of {stored.Length} bytes; {Mend}");
        if (file.IsCompressed) return new VecsSource<TRaw>(stored, columns, CountRows(file, columns));
        if (stored.Length % RowBytesOf(columns) != 0)
            throw file.Bad($"{stored.Length} bytes are no whole number of vectors of {columns} values; {Mend}");
        return new VecsSource<TRaw>(stored, columns, stored.Length / RowBytesOf(columns));
    }, cancellationToken);

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        var block = new Matrix<double>(BlockConversion.RowsOf(Dimension, rows), Dimension);
        foreach (var values in ReadRaw(block.Rows, cancellationToken))
        {
            var filled = block.RowRange(0, values.Length / Dimension);
            BlockConversion.Convert<TRaw>(values, divisor: 1, filled, team);
            yield return filled;
        }
    }

    public IEnumerable<ReadOnlyMatrix<float>> ReadSingleBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        if (typeof(TRaw) != typeof(float)) return SingleBlocks.Of(ReadBlocks(team, cancellationToken));
        return team.Threads == 1 ? ReadSingles(1, cancellationToken)
            : Prefetched.InTurns(stop => ReadSingles(Prefetched.Buffers, stop), cancellationToken);
    }

    private IEnumerable<ReadOnlyMatrix<float>> ReadSingles(int buffers, CancellationToken cancellationToken) =>
        ReadRaw(SingleBlocks.RowsOf(Dimension, rows), cancellationToken, buffers)
            .Select(values => new ReadOnlyMatrix<float>(SingleBlocks.View(values, values.Length / Dimension, Dimension)));

    public Matrix<float>? ReadRows(IReadOnlyList<long> numbers, CancellationToken cancellationToken)
    {
        if (typeof(TRaw) != typeof(float)) return null;
        using var file = InputFile.Open(stored, cancellationToken);
        if (file.IsCompressed) return null;
        var (vectors, bytes, next) = (new Matrix<float>(numbers.Count, Dimension), new byte[RowBytes], 0L);
        for (var i = 0; i < numbers.Count; next = numbers[i++] + 1)
        {
            var passed = (numbers[i] - next) * RowBytes;
            file.Do(() => file.Skip(passed));
            file.Do(() => file.ReadValues(bytes.AsSpan()));
            Split(file, bytes, MemoryMarshal.Cast<float, TRaw>(vectors.Row(i)), numbers[i]);
        }
        return vectors;
    }

    /// <summary>The values of all rows as they are stored, those of a few rows at a time, in so many buffers in turns.</summary>
    private IEnumerable<ReadOnlyMemory<TRaw>> ReadRaw(int blockRows, CancellationToken cancellationToken, int buffers = 1)
    {
        using var file = InputFile.Open(stored, cancellationToken);
        var (bytes, raw, turn) = (new byte[blockRows * RowBytes], new TRaw[]?[buffers], 0);
        for (var start = 0L; start < rows; start += blockRows)
        {
            var filled = (int)Math.Min(blockRows, rows - start);
            var values = raw[turn++ % buffers] ??= new TRaw[blockRows * Dimension];
            file.Do(() => file.ReadValues(bytes.AsSpan(0, filled * RowBytes)));
            for (var i = 0; i < filled; i++)
                Split(file, bytes.AsSpan(i * RowBytes, RowBytes), values.AsSpan(i * Dimension), start + i);
            yield return values.AsMemory(0, filled * Dimension);
        }
    }

    public string Fingerprint(CancellationToken cancellationToken) => Formats.Fingerprint.Of(this, cancellationToken);

    private void Split(InputFile file, ReadOnlySpan<byte> row, Span<TRaw> values, long number)
    {
        var columns = BinaryPrimitives.ReadInt32LittleEndian(row);
        if (columns != Dimension)
            throw file.Bad($"vector {number + 1} has {columns} values, but the first has {Dimension}; give all the same number");
        MemoryMarshal.Cast<byte, TRaw>(row[sizeof(int)..]).CopyTo(values);
    }

    private static int RowBytesOf(int columns) => checked(sizeof(int) + columns * Unsafe.SizeOf<TRaw>());

    private static byte[] Head(InputFile file)
    {
        var head = new byte[sizeof(int)];
        file.ReadHeader(head);
        return head;
    }

    private static long CountRows(InputFile file, int columns)
    {
        // The head of the first vector was read.
        var bytes = (long)sizeof(int);
        var buffer = new byte[1 << 16];
        for (int count; (count = file.Content.Read(buffer)) > 0; bytes += count) file.Cancellation.ThrowIfCancellationRequested();
        return bytes % RowBytesOf(columns) == 0 ? bytes / RowBytesOf(columns)
            : throw file.Bad($"{bytes} bytes are no whole number of vectors of {columns} values; {Mend}");
    }
}
