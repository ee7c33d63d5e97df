using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>
///   Rows whose plain second moment is the weighted one of a source: row i is √(wᵢ n / Σw) (xᵢ − mean), the mean weighted too.
/// </summary>
internal sealed class WeightedSource : ISampleSource
{
    private readonly ISampleSource source;
    private readonly double[] factors;
    private readonly Lazy<double[]> mean;

    /// <param name="source">x, n rows.</param>
    /// <param name="weights">w, n numbers that are not negative, one of them positive.</param>
    /// <param name="center">Whether the mean is subtracted.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="BadDataException">A weight is negative or not finite, or all are zero.</exception>
    public WeightedSource(
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
    private double[] FindMean(WorkerTeam team, CancellationToken cancellationToken)
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

    /// <summary>Some of the rows, each block with the number of its first; null: all.</summary>
    private IEnumerable<(long First, Matrix<double> Block)> Blocks(RowRange? share, WorkerTeam team, CancellationToken cancellationToken)
    {
        var row = share?.First ?? 0;
        var end = share?.End ?? factors.Length;
        if (source.Count is { } count && count != factors.Length) ThrowCount(count);
        foreach (var block in SourceBlocks.Of(source, share, team, cancellationToken))
        {
            if (row + block.Rows > end) ThrowCount(row + block.Rows);
            yield return (row, block);
            row += block.Rows;
        }
        if (row != end) ThrowCount(row);
    }

    [DoesNotReturn]
    private void ThrowCount(long rows) => throw new BadDataException(
        Invariant($"{source.Name} has {rows} rows but there are {factors.Length} weights; give one a row"));
}
