using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The rows of a source, or what is left of them, each column divided by a number of its own; sparse where they are.</summary>
internal class ScaledSource : ISampleSource
{
    private const double U = 1.0 / (1L << 53);

    // Rows that are held, of wide data not too many.
    private const int MostRows = 4096;
    private const int Cells = 1 << 22;

    private readonly ISampleSource source;
    private readonly double[] divisors;

    private ScaledSource(ISampleSource source, double[] divisors)
    {
        (this.source, this.divisors) = (source, divisors);
        // A power of two rounds nothing.
        RelativeRounding = source.RelativeRounding + (Array.TrueForAll(divisors, double.IsPow2) ? 0 : U);
    }

    public int Dimension => source.Dimension;

    public long? Count => source.Count;

    public string Name => source.Name;

    public double RelativeRounding { get; }

    /// <summary>The rows in other units, one for each column.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="divisors">m positive numbers.</param>
    public static ISampleSource Of(ISampleSource source, IReadOnlyList<double> divisors) => source switch
    {
        LostRows lost => lost.DividedBy(divisors),
        ISparseSampleSource sparse => new Sparse(sparse, [.. divisors]),
        _ => new ScaledSource(source, [.. divisors]),
    };

    /// <summary>The rows in another unit.</summary>
    public static ISampleSource Of(ISampleSource source, double unit) => Of(source, [.. Enumerable.Repeat(unit, source.Dimension)]);

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        Divided(source.ReadBlocks(team, cancellationToken));

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange rows, WorkerTeam team, CancellationToken cancellationToken) =>
        Divided(source.ReadBlocks(rows, team, cancellationToken));

    private IEnumerable<ReadOnlyMatrix<double>> Divided(IEnumerable<ReadOnlyMatrix<double>> blocks)
    {
        var most = Math.Clamp(Cells / Math.Max(1, Dimension), 1, MostRows);
        var memory = new Matrix<double>(0, Dimension);
        foreach (var block in blocks)
            for (var start = 0; start < block.Rows; start += most)
            {
                var count = Math.Min(most, block.Rows - start);
                if (memory.Rows < count) memory = new Matrix<double>(count, Dimension);
                var rows = memory.RowRange(0, count);
                for (var i = 0; i < count; i++) TensorPrimitives.Divide(block.Row(start + i), divisors, rows.Row(i));
                yield return rows;
            }
    }

    private sealed class Sparse(ISparseSampleSource sparse, double[] divisors) : ScaledSource(sparse, divisors), ISparseSampleSource
    {
        private double[]? offset;

        double[]? ISparseSampleSource.Offset => offset ??= sparse.Offset?.Zip(divisors, (value, divisor) => value / divisor).ToArray();

        public IEnumerable<SparseBlock> ReadSparseBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
            sparse.ReadSparseBlocks(team, cancellationToken).Select(block => block.Divide(divisors));

        public IEnumerable<SparseBlock> ReadSparseBlocks(RowRange rows, WorkerTeam team, CancellationToken cancellationToken) =>
            sparse.ReadSparseBlocks(rows, team, cancellationToken).Select(block => block.Divide(divisors));
    }
}
