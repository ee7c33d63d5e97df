using System.Numerics;
using System.Runtime.CompilerServices;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Formats;

/// <summary>n × m values in memory, row after row, as a file has them; what they stand for is value / divisor.</summary>
/// <param name="name">What the user called them.</param>
/// <param name="rows">n.</param>
/// <param name="columns">m.</param>
/// <param name="values">The first n · m are the data.</param>
/// <param name="divisor">255 for the pixels of MNIST, else 1.</param>
/// <typeparam name="TRaw">How the file stores a value: byte, float or double.</typeparam>
internal sealed class RawSamples<TRaw>(string name, int rows, int columns, ArrivingValues<TRaw> values, double divisor = 1) : IRawSource
    where TRaw : unmanaged, INumber<TRaw>
{
    /// <summary>Of values that are there.</summary>
    public RawSamples(string name, int rows, int columns, TRaw[] values) : this(name, rows, columns, new ArrivingValues<TRaw>(values))
    {
    }

    public string Name => name;

    public double RelativeRounding => ElementType.RelativeRounding<TRaw>();

    public int Dimension => columns;

    public long? Count => rows;

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        ReadBlocks(new RowRange(0, rows), team, cancellationToken);

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange some, WorkerTeam team, CancellationToken cancellationToken)
    {
        var blockRows = BlockConversion.RowsOf(columns, some.Count);
        var block = new Matrix<double>(blockRows, columns);
        var end = (int)some.End;
        for (var start = (int)some.First; start < end; start += blockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var filled = block.RowRange(0, Math.Min(blockRows, end - start));
            var read = values.Until((start + filled.Rows) * columns);
            BlockConversion.Convert<TRaw>(read.AsMemory(start * columns, filled.Rows * columns), divisor, filled, team);
            yield return filled;
        }
    }

    public string Fingerprint(CancellationToken cancellationToken)
    {
        using var fingerprint = new Fingerprint(rows, columns, Unsafe.SizeOf<TRaw>());
        fingerprint.Append<TRaw>(values.Until(rows * columns).AsSpan(0, rows * columns));
        return fingerprint.End();
    }
}
