using System.Numerics;
using System.Runtime.CompilerServices;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Formats;

/// <summary>n × m values in memory, column after column, as a file has them.</summary>
/// <param name="name">What the user called them.</param>
/// <param name="rows">n.</param>
/// <param name="columns">m.</param>
/// <param name="values">n · m.</param>
/// <typeparam name="TRaw">How the file stores a value.</typeparam>
internal sealed class ColumnSamples<TRaw>(string name, int rows, int columns, TRaw[] values) : IRawSource
    where TRaw : unmanaged, INumber<TRaw>
{
    /// <summary>Rows gathered at a time: each column's part is then some cache lines.</summary>
    private const int Tile = 32;

    public string Name => name;

    public double RelativeRounding => ElementType.RelativeRounding<TRaw>();

    public int Dimension => columns;

    public long? Count => rows;

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        var block = new Matrix<double>(BlockConversion.RowsOf(columns, rows), columns);
        foreach (var (start, part) in ReadStored(block.Rows, cancellationToken))
        {
            WholeNumbers.RequireExact<TRaw>(part.Span, columns, start, name);
            var filled = block.RowRange(0, part.Length / columns);
            BlockConversion.Convert<TRaw>(part, divisor: 1, filled, team);
            yield return filled;
        }
    }

    public string Fingerprint(CancellationToken cancellationToken)
    {
        using var fingerprint = new Fingerprint(rows, columns, Unsafe.SizeOf<TRaw>());
        foreach (var (_, part) in ReadStored(BlockConversion.RowsOf(columns, rows), cancellationToken)) fingerprint.Append<TRaw>(part.Span);
        return fingerprint.End();
    }

    /// <summary>The values row after row, so many rows at a time, each part valid until the next is asked for.</summary>
    private IEnumerable<(int Start, ReadOnlyMemory<TRaw> Part)> ReadStored(int blockRows, CancellationToken cancellationToken)
    {
        var part = new TRaw[blockRows * columns];
        for (var start = 0; start < rows; start += blockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(blockRows, rows - start);
            for (var top = 0; top < count; top += Tile) Gather(start + top, Math.Min(Tile, count - top), part.AsSpan(top * columns));
            yield return (start, part.AsMemory(0, count * columns));
        }
    }

    private void Gather(int start, int count, Span<TRaw> to)
    {
        for (var j = 0; j < columns; j++)
        {
            var column = values.AsSpan(j * rows + start, count);
            for (var i = 0; i < column.Length; i++) to[i * columns + j] = column[i];
        }
    }
}
