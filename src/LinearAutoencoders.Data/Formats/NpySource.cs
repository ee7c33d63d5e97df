using System.Numerics;
using System.Runtime.CompilerServices;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Formats;

/// <summary>
///   The rows of a .npy file in C order: read from the file in every pass, a block at a time, and never all in memory.
/// </summary>
/// <param name="stored">The file, plain or gzip.</param>
/// <param name="header">Its header; a vector counts as one row.</param>
/// <typeparam name="TRaw">How the file stores a value.</typeparam>
internal sealed class NpySource<TRaw>(StoredFile stored, NpyHeader header) : IRawSource, IRandomRows where TRaw : unmanaged, INumber<TRaw>
{
    // A size beside a zero counts as zero too: it may be beyond what an int can tell.
    private readonly bool isEmpty = header.Shape.Contains(0);

    private string? fingerprint;
    private bool isExpected;

    public string Name => stored.Name;

    public double RelativeRounding => ElementType.RelativeRounding<TRaw>();

    public int Dimension => isEmpty ? 0 : (int)header.Shape[^1];

    public long? Count => header.Shape.Length == 1 ? 1 : isEmpty ? 0 : header.Shape[0];

    /// <summary>
    ///   Throws when the file, whose header was just read, cannot hold the values it promises, or a row is too long.
    /// </summary>
    public void RequirePossible(InputFile file) => file.RequireRows(header.Shape, Unsafe.SizeOf<TRaw>());

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        ReadBlocks(new RowRange(0, Count!.Value), team, cancellationToken);

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange some, WorkerTeam team, CancellationToken cancellationToken)
    {
        // The first pass over all that comes to its end gives the fingerprint too.
        using var hash = isExpected && fingerprint is null && some.Count == Count
            ? new Fingerprint(some.Count, Dimension, Unsafe.SizeOf<TRaw>()) : null;
        var blockRows = BlockConversion.RowsOf(Dimension, some.Count);
        var block = new Matrix<double>(blockRows, Dimension);
        foreach (var (rows, values) in ReadRaw(some, blockRows, cancellationToken))
        {
            var filled = block.RowRange(0, rows);
            hash?.Append<TRaw>(values.Span);
            BlockConversion.Convert<TRaw>(values, divisor: 1, filled, team);
            yield return filled;
        }
        fingerprint ??= hash?.End();
    }

    public IEnumerable<ReadOnlyMatrix<float>> ReadSingleBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        if (typeof(TRaw) != typeof(float)) return SingleBlocks.Of(ReadBlocks(team, cancellationToken));
        return team.Threads == 1 ? ReadSingles(1, cancellationToken)
            : Prefetched.InTurns(stop => ReadSingles(Prefetched.Buffers, stop), cancellationToken);
    }

    private IEnumerable<ReadOnlyMatrix<float>> ReadSingles(int buffers, CancellationToken cancellationToken) =>
        ReadRaw(new RowRange(0, Count!.Value), SingleBlocks.RowsOf(Dimension, Count.Value), cancellationToken, buffers)
            .Select(block => new ReadOnlyMatrix<float>(SingleBlocks.View(block.Values, block.Rows, Dimension)));

    public Matrix<float>? ReadRows(IReadOnlyList<long> numbers, CancellationToken cancellationToken)
    {
        if (typeof(TRaw) != typeof(float)) return null;
        using var file = InputFile.Open(stored, cancellationToken);
        if (file.IsCompressed) return null;
        file.Do(RequireSameHeader);
        var (rows, next) = (new Matrix<float>(numbers.Count, Dimension), 0L);
        for (var i = 0; i < numbers.Count; next = numbers[i++] + 1)
        {
            var (row, passed) = (i, (numbers[i] - next) * Dimension * sizeof(float));
            file.Do(() => file.Skip(passed));
            file.Do(() => file.ReadValues(rows.Row(row)));
            if (header.IsBigEndian) NpyReader.ReverseBytes(rows.Row(row));
        }
        return rows;
    }

    /// <summary>The values of some rows as they are stored, those of a few rows at a time, in so many buffers in turns.</summary>
    private IEnumerable<(int Rows, ReadOnlyMemory<TRaw> Values)> ReadRaw(
        RowRange some, int blockRows, CancellationToken cancellationToken, int buffers = 1)
    {
        var (rows, columns) = (Count!.Value, Dimension);
        using var file = InputFile.Open(stored, cancellationToken);
        file.Do(RequireSameHeader);
        if (some.First > 0) file.Do(() => file.Skip(some.First * columns * Unsafe.SizeOf<TRaw>()));
        var (raw, turn) = (new TRaw[]?[buffers], 0);
        for (var start = some.First; start < some.End; start += blockRows)
        {
            var filled = (int)Math.Min(blockRows, some.End - start);
            var values = (raw[turn++ % buffers] ??= new TRaw[blockRows * columns]).AsMemory(0, filled * columns);
            file.Do(() => file.ReadValues(values.Span));
            if (header.IsBigEndian) NpyReader.ReverseBytes(values.Span);
            WholeNumbers.RequireExact<TRaw>(values.Span, columns, start, Name);
            yield return (filled, values);
        }
        if (some.End == rows) file.Do(file.RequireEnd);
    }

    public string Fingerprint(CancellationToken cancellationToken)
    {
        ExpectFingerprint();
        if (fingerprint is null)
            foreach (var _ in ReadBlocks(WorkerTeam.Alone, cancellationToken)) { }
        return fingerprint!;
    }

    public void ExpectFingerprint() => isExpected = true;

    private void RequireSameHeader(InputFile file)
    {
        if (!NpyHeader.Read(file).IsLike(header))
            throw file.Bad("the file has changed since it was opened; leave it alone during a run");
        RequirePossible(file);
    }
}
