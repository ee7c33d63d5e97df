using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>
///   Rows whose plain second moment is the weighted one of a source: row i is √(wᵢ n / Σw) (xᵢ − mean), the mean weighted too.
/// </summary>
/// <remarks>Sparse rows stay as they are, beside their weights and their mean: products count them with both.</remarks>
internal class WeightedSource : ISampleSource
{
    private readonly ISampleSource source;
    private readonly double[] factors;
    private readonly Lazy<double[]> mean;

    private WeightedSource(
        ISampleSource source, IReadOnlyList<double> weights, bool center, WorkerTeam team, CancellationToken cancellationToken)
    {
        this.source = source;
        for (var i = 0; i < weights.Count; i++)
            if (!(double.IsFinite(weights[i]) && weights[i] >= 0))
                throw new BadDataException(Invariant($"{source.Name}: the weight of row {i + 1} is {weights[i]}; it must be 0 or more"));
        // By the largest, so that neither sum nor squares overflow.
        var largest = weights.DefaultIfEmpty().Max();
        if (largest <= 0) throw new BadDataException($"{source.Name}: no row has a positive weight");
        var total = weights.Sum(weight => weight / largest);
        EffectiveCount = total * total / weights.Sum(weight => weight / largest * (weight / largest));
        factors = [.. weights.Select(weight => weight / largest / total)];
        mean = new(() => center ? FindMean(team, cancellationToken) : new double[source.Dimension]);
    }

    /// <summary>The weighted rows, sparse where they are.</summary>
    /// <param name="source">x, n rows.</param>
    /// <param name="weights">w, n numbers that are not negative, one of them positive.</param>
    /// <param name="center">Whether the mean is subtracted.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="BadDataException">A weight is negative or not finite, or all are zero.</exception>
    public static WeightedSource Of(
        ISampleSource source, IReadOnlyList<double> weights, bool center, WorkerTeam team, CancellationToken cancellationToken) =>
        source is ISparseSampleSource sparse ? new Sparse(sparse, weights, center, team, cancellationToken)
            : new WeightedSource(source, weights, center, team, cancellationToken);

    /// <summary>(Σw)² / Σw².</summary>
    public double EffectiveCount { get; }

    /// <summary>The weighted mean of each column, or zeros.</summary>
    public IReadOnlyList<double> Mean => mean.Value;

    public int Dimension => source.Dimension;

    public long? Count => factors.Length;

    public string Name => source.Name;

    public double RelativeRounding => source.RelativeRounding;

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        Weighted(Blocks(share: null, team, cancellationToken));

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange rows, WorkerTeam team, CancellationToken cancellationToken) =>
        Weighted(Blocks(rows, team, cancellationToken));

    private IEnumerable<ReadOnlyMatrix<double>> Weighted(IEnumerable<(long First, Matrix<double> Block)> blocks)
    {
        foreach (var (first, block) in blocks)
        {
            var rows = block.Clone();
            for (var i = 0; i < rows.Rows; i++)
            {
                TensorPrimitives.Subtract(rows.Row(i), mean.Value, rows.Row(i));
                RowKernels.Scale(Math.Sqrt(factors[first + i] * factors.Length), rows.Row(i));
            }
            yield return rows;
        }
    }

    // Differences from the first row: an offset of all rows costs no accuracy.
    protected virtual double[] FindMean(WorkerTeam team, CancellationToken cancellationToken)
    {
        var layout = ChunkLayout.OfProducts;
        var share = layout.ShareOf(source, team);
        var (tree, sum) = (new ProductTree<double>(1, Dimension, layout, share, team.Ranks), new Matrix<double>(1, Dimension));
        var (origin, difference) = (FirstRow(team, cancellationToken), new double[Dimension]);
        foreach (var (first, block) in Blocks(share, team, cancellationToken))
            for (var i = 0; i < block.Rows; i++)
            {
                TensorPrimitives.Subtract(block.Row(i), origin, difference);
                RowKernels.Add(factors[first + i], difference, tree.Current.Row(0));
                tree.Added(1);
            }
        tree.End(sum);
        TensorPrimitives.Add(origin, sum.Row(0), origin);
        return origin;
    }

    private double[] FirstRow(WorkerTeam team, CancellationToken cancellationToken) =>
        SourceBlocks.Of(source, new RowRange(0, 1), team, cancellationToken).First().Row(0).ToArray();

    private IEnumerable<(long First, Matrix<double> Block)> Blocks(
        RowRange? share, WorkerTeam team, CancellationToken cancellationToken) =>
        Numbered(share, SourceBlocks.Of(source, share, team, cancellationToken), block => block.Rows);

    /// <summary>The blocks of some of the rows, each with the number of its first row; null: of all.</summary>
    private IEnumerable<(long First, TBlock Block)> Numbered<TBlock>(
        RowRange? share, IEnumerable<TBlock> blocks, Func<TBlock, int> rowsOf)
    {
        var row = share?.First ?? 0;
        var end = share?.End ?? factors.Length;
        if (source.Count is { } count && count != factors.Length) ThrowCount(count);
        foreach (var block in blocks)
        {
            if (row + rowsOf(block) > end) ThrowCount(row + rowsOf(block));
            yield return (row, block);
            row += rowsOf(block);
        }
        if (row != end) ThrowCount(row);
    }

    [DoesNotReturn]
    private void ThrowCount(long rows) => throw new BadDataException(
        Invariant($"{source.Name} has {rows} rows but there are {factors.Length} weights; give one a row"));

    private sealed class Sparse : WeightedSource, ISparseSampleSource
    {
        private readonly ISparseSampleSource sparse;
        private readonly double[] weights;   // wᵢ n / Σw
        private readonly bool center;

        public Sparse(ISparseSampleSource sparse, IReadOnlyList<double> weights, bool center, WorkerTeam team,
            CancellationToken cancellationToken) : base(sparse, weights, center, team, cancellationToken)
        {
            (this.sparse, this.center) = (sparse, center);
            this.weights = Array.ConvertAll(factors, factor => factor * factors.Length);
        }

        double[]? ISparseSampleSource.Offset => center ? mean.Value : null;

        public IEnumerable<SparseBlock> ReadSparseBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
            SparseBlocks(share: null, team, cancellationToken);

        public IEnumerable<SparseBlock> ReadSparseBlocks(RowRange rows, WorkerTeam team, CancellationToken cancellationToken) =>
            SparseBlocks(rows, team, cancellationToken);

        private IEnumerable<SparseBlock> SparseBlocks(RowRange? share, WorkerTeam team, CancellationToken cancellationToken) =>
            Numbered(share, SourceBlocks.OfSparse(sparse, share, team, cancellationToken), block => block.Rows)
                .Select(part => part.Block.WithWeights(weights.AsMemory((int)part.First, part.Block.Rows)));

        protected override double[] FindMean(WorkerTeam team, CancellationToken cancellationToken) =>
            SparseColumns.Of(ReadSparseBlocks(team, cancellationToken), Dimension, team)!.Mean;
    }
}
