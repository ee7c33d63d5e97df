using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Count, mean and products of rows in single precision: what <see cref="SampleSum"/> is, in a quarter of the time.</summary>
/// <remarks>
///   Chunks of 2048 rows: y = f x − s, where f is a row's factor and s the mean of the first chunk, rounded to single precision; a chunk's
///   sum of y yᵀ is a chain of fused multiply-adds in single precision a cell, and these sums are added up in double precision, chunk
///   after chunk. At the end mean = s + d/n and M₂ = S − d dᵀ/n, d = sum y.
///   <para>
///   Each cell is off by 2048 · 2⁻²⁴ of sum |yᵢyⱼ| at most; roundings are as often up as down, so that 10⁻⁶ is usual of one chunk, and less
///   of many: far below what so many rows tell of any others. The cut into chunks depends on the rows' order alone, so neither threads
///   nor blocks show.
///   </para>
/// </remarks>
internal sealed class SingleSum
{
    private const int ChunkRows = 2048;

    private readonly WorkerTeam team;
    private readonly Matrix<float> chunk;
    private readonly SingleGram squares;       // S
    private readonly float[] shift;
    private readonly double[] sums;            // d
    private bool hasShift;
    private int filled;

    /// <param name="dimension">m.</param>
    /// <param name="team">The threads to use.</param>
    public SingleSum(int dimension, WorkerTeam team)
    {
        this.team = team;
        (chunk, squares) = (new(ChunkRows, dimension), new(ChosenEngine<float>.Value, dimension));
        (shift, sums) = (new float[dimension], new double[dimension]);
    }

    /// <summary>Rows so far.</summary>
    public long Count { get; private set; }

    /// <summary>Adds the next rows.</summary>
    /// <param name="rows">r × m, finite.</param>
    /// <param name="factors">What each is multiplied by, r numbers; none: ones.</param>
    public void Add(Matrix<float> rows, ReadOnlyMemory<float> factors)
    {
        for (int start = 0, count; start < rows.Rows; start += count)
        {
            count = Math.Min(rows.Rows - start, ChunkRows - filled);
            Stage(rows.RowRange(start, count), factors.IsEmpty ? factors : factors.Slice(start, count), chunk.RowRange(filled, count));
            filled += count;
            Count += count;
            if (filled == ChunkRows) EndChunk();
        }
    }

    /// <summary>The sum so far, in memory of its own; the next row begins a chunk. There must be rows.</summary>
    public SampleSum Copy()
    {
        EndChunk();
        var (mean, centered) = (new double[sums.Length], squares.Copy());
        for (var j = 0; j < mean.Length; j++) mean[j] = shift[j] + sums[j] / Count;
        MomentSum.AddOuter(centered, other: null, sums, -1.0 / Count, team);
        return new SampleSum(new MomentSum(Count, mean, centered));
    }

    private void EndChunk()
    {
        var rows = chunk.RowRange(0, filled);
        filled = 0;
        if (rows.Rows == 0) return;
        if (!hasShift)
        {
            SetShift(rows);
            Stage(rows, default, rows);
        }
        squares.Add(rows, team);
    }

    private void SetShift(Matrix<float> rows)
    {
        var mean = new double[shift.Length];
        for (var i = 0; i < rows.Rows; i++) RowKernels.AddWidened(rows.Row(i), mean);
        TensorPrimitives.Divide(mean, rows.Rows, mean);
        RowConversion.Round(mean, shift);
        hasShift = true;
    }

    private void Stage(Matrix<float> from, ReadOnlyMemory<float> factors, Matrix<float> to) =>
        team.Run(new StagePart(this, from, factors, to), BlockConversion.PartsOf(to.Rows, to.Columns, team));

    /// <summary>Some of the columns, so that each has one sum, in the order of the rows.</summary>
    private readonly struct StagePart(SingleSum sum, Matrix<float> from, ReadOnlyMemory<float> factors, Matrix<float> to) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var (start, count) = BlockConversion.Share(to.Columns, part, parts);
            var shift = sum.shift.AsSpan(start, count);
            var sums = sum.sums.AsSpan(start, count);
            for (var i = 0; i < to.Rows; i++)
            {
                var staged = to.Row(i).Slice(start, count);
                var factor = factors.IsEmpty ? 1 : factors.Span[i];
                RowConversion.MultiplyAndSubtract(from.Row(i).Slice(start, count), factor, shift, staged);
                if (sum.hasShift) RowKernels.AddWidened(staged, sums);
            }
        }
    }
}
