using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Products w · XᵀX of some rows with sparse ones less their mean, X = S − 1μᵀ, without ever filling these.</summary>
/// <remarks>
///   Y = S wᵀ − 1(wμ)ᵀ, and w · XᵀX = YᵀS − (Yᵀ1)μᵀ: 4b multiply-adds for each value of S.
///   <para>Where rows have weights, w · XᵀDX: it is Y that is multiplied with them.</para>
///   <para>w and the sum lie transposed here, m × b: the b cells that one value is multiplied with, or added to, are then side by
///   side.</para>
/// </remarks>
/// <param name="count">b.</param>
/// <param name="mean">μ; zeros where nothing is subtracted.</param>
/// <param name="team">The threads to use.</param>
internal sealed class SparseProduct(int count, double[] mean, WorkerTeam team)
{
    // A thread is worth waking for so many values.
    private const int ValuesWorthWaking = 1 << 13;

    private readonly Matrix<double> columns = new(mean.Length, Padded(count));   // wᵀ
    private readonly double[] start = new double[Padded(count)];                // −wμ
    private Matrix<double> latent = new(0, 0);                                  // Y of a block

    /// <summary>Memory for a sum: (YᵀS)ᵀ, and in the last row 1ᵀY.</summary>
    public static (int Rows, int Columns) ShapeOfSum(int dimension, int count) => (dimension + 1, Padded(count));

    /// <summary>Begins with other rows w.</summary>
    public void Load(Matrix<double> rows)
    {
        for (var i = 0; i < rows.Rows; i++)
        {
            var row = rows.Row(i);
            for (var j = 0; j < row.Length; j++) columns[j, i] = row[j];
            start[i] = -Vectors.Dot<double>(row, mean);
        }
    }

    /// <summary>Adds the products of some rows of a block.</summary>
    public void Add(SparseBlock block, int first, int rows, Matrix<double> sums)
    {
        if (latent.Rows < rows) latent = new Matrix<double>(rows, start.Length);
        var values = block.RowStarts[first + rows] - block.RowStarts[first];
        var parts = Math.Clamp(values / ValuesWorthWaking, 1, team.Threads);
        team.Run(new ProjectPart(this, block, first, rows), Math.Min(parts, rows));
        team.Run(new AddPart(this, block, first, rows, sums), Math.Min(parts, mean.Length));
        var total = sums.Row(mean.Length);
        for (var i = 0; i < rows; i++) TensorPrimitives.Add(total, latent.Row(i), total);
    }

    /// <summary>products = factor · w XᵀX, of what was added.</summary>
    public void Unload(Matrix<double> sums, double factor, Matrix<double> products)
    {
        for (var i = 0; i < products.Rows; i++)
        {
            var row = products.Row(i);
            var total = sums[mean.Length, i];
            for (var j = 0; j < row.Length; j++) row[j] = factor * (sums[j, i] - total * mean[j]);
        }
    }

    private static int Padded(int count) => Blocking.RoundUp(count, CompressedRows.Lanes);

    private readonly struct ProjectPart(SparseProduct owner, SparseBlock block, int first, int count) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var (start, share) = BlockConversion.Share(count, part, parts);
            for (var i = start; i < start + share; i++)
            {
                var y = owner.latent.Row(i);
                owner.start.CopyTo(y);
                var (from, end) = (block.RowStarts[first + i], block.RowStarts[first + i + 1]);
                CompressedRows.Multiply(block.ColumnIndices[from..end], block.Values[from..end], owner.columns, y);
                if (block.Weights is { } weights) RowKernels.Scale(weights.Span[first + i], y);
            }
        }
    }

    /// <summary>All rows, but only their values in some columns: each cell of the sum then has one thread that adds to it.</summary>
    private readonly struct AddPart(SparseProduct owner, SparseBlock block, int first, int count, Matrix<double> sums) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var (start, share) = BlockConversion.Share(block.Columns, part, parts);
            for (var i = 0; i < count; i++)
            {
                var cells = block.CellsOf(first + i, start, start + share);
                CompressedRows.AddTransposed(block.ColumnIndices[cells], block.Values[cells], owner.latent.Row(i), sums);
            }
        }
    }
}
