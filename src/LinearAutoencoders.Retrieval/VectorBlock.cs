using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>Some vectors of a database, laid out for products with queries, prefix after prefix.</summary>
/// <remarks>
///   Slice i is the coordinates from prefix i − 1 to prefix i, packed as a right operand: a query's products with it, added to those
///   with the slices before it, are the inner products of the first prefix[i] coordinates.
///   <para>A score is compared as factor · product + offset: 1/‖x‖ and 0 for the cosine, 1 and 0 for the inner product, 1 and −‖x‖²/2
///   for the distance. Where there is no row, the offset is −∞.</para>
/// </remarks>
internal sealed class VectorBlock
{
    /// <summary>Rows of a block: whole strips; of 768 columns they stay in a second-level cache of 1 MB, whose misses tell.</summary>
    public const int MostRows = 3 * Strip;

    /// <summary>Rows that are measured and packed at once: whole panels of any register's width.</summary>
    private const int Strip = 96;

    private readonly int[] prefixes;
    private readonly VectorMetric metric;
    private readonly PackedMatrix<float>[] slices;
    private readonly double[][] norms;
    private ReadOnlyMemory<double> lengths;

    /// <param name="prefixes">Rising.</param>
    /// <param name="metric">By what they are near.</param>
    public VectorBlock(int[] prefixes, VectorMetric metric)
    {
        (this.prefixes, this.metric) = (prefixes, metric);
        slices = [.. prefixes.Select((end, i) => new PackedMatrix<float>(end - StartOf(i), MostRows))];
        norms = [.. prefixes.Select(_ => new double[MostRows])];
        Factors = [.. prefixes.Select(_ => new float[MostRows])];
        Offsets = [.. prefixes.Select(_ => new float[MostRows])];
        LargestNorms = new double[prefixes.Length];
    }

    /// <summary>The rows as they are.</summary>
    public Matrix<float> Rows { get; private set; }

    /// <summary>Of each prefix: what a product is multiplied by.</summary>
    public float[][] Factors { get; }

    /// <summary>Of each prefix: what is added.</summary>
    public float[][] Offsets { get; }

    /// <summary>Of each prefix: the longest row.</summary>
    public double[] LargestNorms { get; }

    /// <summary>The length of a row's prefix.</summary>
    public double Norm(int prefix, int row) => norms[prefix][row];

    public PackedMatrix<float> Slice(int prefix) => slices[prefix];

    /// <summary>Where a slice starts.</summary>
    public int StartOf(int prefix) => prefix == 0 ? 0 : prefixes[prefix - 1];

    /// <summary>Takes over rows, no more than there is room for, until the next are.</summary>
    public void Fill(VectorBatch batch, WorkerTeam team)
    {
        (Rows, lengths) = (batch.Rows, batch.Lengths);
        team.Run(new FillPart(this), MostRows / Strip);
        for (var i = 0; i < norms.Length; i++) LargestNorms[i] = TensorPrimitives.Max<double>(norms[i].AsSpan(0, Rows.Rows));
    }

    private void Measure(int row)
    {
        var square = 0.0;
        ReadOnlySpan<float> vector = Rows.Row(row);
        for (var i = 0; i < prefixes.Length; i++)
        {
            if (!lengths.IsEmpty && prefixes[i] == vector.Length) norms[i][row] = lengths.Span[row];
            else norms[i][row] = Math.Sqrt(square += Vectors.SquaredNorm(vector[StartOf(i)..prefixes[i]]));
            (Factors[i][row], Offsets[i][row]) = metric switch
            {
                VectorMetric.Cosine => (norms[i][row] > 0 ? (float)(1 / norms[i][row]) : 0, 0),
                VectorMetric.InnerProduct => (1, 0),
                _ => (1f, (float)(-norms[i][row] * norms[i][row] / 2)),
            };
        }
    }

    private void LeaveOut(int row)
    {
        for (var i = 0; i < prefixes.Length; i++) (Factors[i][row], Offsets[i][row]) = (0, float.NegativeInfinity);
    }

    private readonly struct FillPart(VectorBlock block) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var (first, end) = (part * Strip, (part + 1) * Strip);
            var given = Math.Clamp(block.Rows.Rows - first, 0, end - first);
            for (var j = first; j < end; j++)
                if (j < first + given) block.Measure(j);
                else block.LeaveOut(j);
            if (given == 0) return;
            var rows = block.Rows.RowRange(first, given);
            for (var i = 0; i < block.slices.Length; i++)
                block.slices[i].FillTransposed(rows.ColumnRange(block.StartOf(i), block.prefixes[i] - block.StartOf(i)), first);
        }
    }
}
