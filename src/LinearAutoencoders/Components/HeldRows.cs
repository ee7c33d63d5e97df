using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>Rows that came one by one, kept as they are, block by block: more of them than one array could hold, too.</summary>
internal sealed class HeldRows<T> : ISampleSource where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<Matrix<T>> blocks = [];
    private long rows;

    public int Dimension { get; private set; }

    public long? Count => rows;

    /// <summary>Copies a row.</summary>
    /// <exception cref="BadDataException">It is not as long as the first.</exception>
    public void Add(ReadOnlySpan<T> row)
    {
        if (rows == 0) Dimension = row.Length;
        if (row.Length != Dimension)
            throw new BadDataException(Invariant(
                $"row {rows + 1} has {row.Length} values but the first has {Dimension}; give the same number in every row"));
        var most = BlockConversion.RowsOf(Dimension, long.MaxValue);
        var place = (int)(rows % most);
        if (place == 0) blocks.Add(new Matrix<T>(most, Dimension));
        row.CopyTo(blocks[^1].Row(place));
        rows++;
    }

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        var left = rows;
        foreach (var block in blocks)
        {
            var filled = block.RowRange(0, (int)Math.Min(left, block.Rows));
            left -= filled.Rows;
            foreach (var read in new MatrixSource<T>(filled).ReadBlocks(team, cancellationToken)) yield return read;
        }
    }
}
