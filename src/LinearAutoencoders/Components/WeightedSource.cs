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

    /// <param name="source">x, n rows.</param>
    /// <param name="weights">w, n numbers that are not negative, one of them positive.</param>
    /// <param name="center">Whether the mean is subtracted.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="BadDataException">A weight is negative or not finite, or all are zero.</exception>
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

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        foreach (var (start, block) in Blocks(SourceBlocks.Of(source, team, cancellationToken), block => block.Rows))
        {
            var rows = block.Clone();
            for (var i = 0; i < rows.Rows; i++)
            {
                TensorPrimitives.Subtract(rows.Row(i), mean.Value, rows.Row(i));
                RowKernels.Scale(Math.Sqrt(factors[start + i] * factors.Length), rows.Row(i));
            }
            yield return rows;
        }
    }

    // Differences from the first row: an offset of all rows costs no accuracy.
    protected virtual double[] FindMean(WorkerTeam team, CancellationToken cancellationToken)
    {
        double[]? first = null;
        var (sum, difference) = (new double[Dimension], new double[Dimension]);
        foreach (var (start, block) in Blocks(SourceBlocks.Of(source, team, cancellationToken), block => block.Rows))
            for (var i = 0; i < block.Rows; i++)
            {
                first ??= block.Row(i).ToArray();
                TensorPrimitives.Subtract(block.Row(i), first, difference);
                RowKernels.Add(factors[start + i], difference, sum);
            }
        if (first is not null) TensorPrimitives.Add(first, sum, sum);
        return sum;
    }

    private IEnumerable<(int Start, TBlock Block)> Blocks<TBlock>(IEnumerable<TBlock> blocks, Func<TBlock, int> rowsOf)
    {
        var rows = 0;
        foreach (var block in blocks)
        {
            if (rows + rowsOf(block) > factors.Length) break;
            yield return (rows, block);
            rows += rowsOf(block);
        }
        if (rows != factors.Length || source.Count is { } count && count != rows)
            throw new BadDataException(Invariant(
                $"{source.Name} has {source.Count ?? rows} rows but there are {factors.Length} weights; give one a row"));
    }

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
            Blocks(SourceBlocks.OfSparse(sparse, team, cancellationToken), block => block.Rows)
                .Select(part => part.Block.WithWeights(weights.AsMemory(part.Start, part.Block.Rows)));

        protected override double[] FindMean(WorkerTeam team, CancellationToken cancellationToken) =>
            SparseColumns.Of(ReadSparseBlocks(team, cancellationToken), Dimension, team)!.Mean;
    }
}
