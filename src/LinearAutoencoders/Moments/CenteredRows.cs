using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The rows of a source less their mean, in double precision: the one place where data is centred.</summary>
internal static class CenteredRows
{
    // 64 MB of doubles: enough rows for a product with them to pay.
    private const int GroupCells = 1 << 23;
    private const int MostGroupRows = 512;

    /// <summary>Rows of a group, of so many columns and at most so many rows.</summary>
    public static int RowsOf(int columns, long count) =>
        (int)Math.Min(Math.Clamp(GroupCells / Math.Max(1, columns), 1, MostGroupRows), Math.Max(1, count));

    /// <summary>
    ///   The rows in groups of a fixed size, a function of m alone, the last one short; each valid until the next is asked for.
    /// </summary>
    /// <param name="source">The rows.</param>
    /// <param name="mean">What to subtract, m values.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    /// <param name="memory">What <see cref="GroupFor"/> gives, for one of many passes.</param>
    /// <param name="rows">Which rows; null: all.</param>
    /// <param name="room">
    ///   How many rows a group may have at most that begins with some row: a product may sum in another order where it has fewer rows, so
    ///   that groups must not depend on who reads which.
    /// </param>
    public static IEnumerable<Matrix<double>> Read(
        ISampleSource source, double[] mean, WorkerTeam team, CancellationToken cancellationToken, Matrix<double>? memory = null,
        RowRange? rows = null, Func<long, long>? room = null)
    {
        var group = memory ?? GroupFor(source);
        var (filled, next) = (0, rows?.First ?? 0);
        var most = Most();
        foreach (var block in SourceBlocks.Of(source, rows, team, cancellationToken))
            for (var start = 0; start < block.Rows;)
            {
                var count = Math.Min(block.Rows - start, most - filled);
                Subtract(block.RowRange(start, count), mean, group.RowRange(filled, count), team);
                start += count;
                filled += count;
                if (filled < most) continue;
                yield return group.RowRange(0, filled);
                (filled, next) = (0, next + filled);
                most = Most();
            }
        if (filled > 0) yield return group.RowRange(0, filled);

        int Most() => (int)Math.Min(group.Rows, room?.Invoke(next) ?? long.MaxValue);
    }

    /// <summary>Memory for a group of rows.</summary>
    public static Matrix<double> GroupFor(ISampleSource source) =>
        new(RowsOf(source.Dimension, source.Count ?? long.MaxValue), source.Dimension);

    /// <summary>Some of the rows, each value rounded once.</summary>
    /// <exception cref="BadDataException">A value is not finite in <typeparamref name="T"/>, or there are too many.</exception>
    public static Matrix<T> Round<T>(
        ISampleSource source, RowRange rows, double[] mean, WorkerTeam team, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if ((decimal)rows.Count * source.Dimension > LargestMatrix.Cells)
            throw new BadDataException(
                $"{source.Name}: {rows.Count} × {source.Dimension} values are too many to be held, the most is "
                + $"{LargestMatrix.Cells}; use fewer rows or columns, or train on all samples at once with Nesterov momentum");
        var samples = new Matrix<T>((int)rows.Count, source.Dimension);
        var row = 0;
        foreach (var block in SourceBlocks.Of(source, rows, team, cancellationToken))
        {
            var rounded = samples.RowRange(row, block.Rows);
            for (var i = 0; i < rounded.Rows; i++)
                if (!RowConversion.SubtractAndRound(block.Row(i), mean, rounded.Row(i)))
                    throw BadValue.In(source, rounded.Row(i), team, cancellationToken);
            row += block.Rows;
        }
        return samples;
    }

    private static void Subtract(Matrix<double> from, double[] mean, Matrix<double> to, WorkerTeam team) =>
        team.Run(new SubtractPart(from, mean, to), BlockConversion.PartsOf(to.Rows, to.Columns, team));

    private readonly struct SubtractPart(Matrix<double> from, double[] mean, Matrix<double> to) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var (start, count) = BlockConversion.Share(to.Columns, part, parts);
            var offset = mean.AsSpan(start, count);
            for (var i = 0; i < to.Rows; i++)
                TensorPrimitives.Subtract(from.Row(i).Slice(start, count), offset, to.Row(i).Slice(start, count));
        }
    }
}
