using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The moments of one chunk of rows, in double precision, summed about a shift that is near their mean.</summary>
/// <remarks>
///   s = x₀ + mean(xᵢ − x₀) over the chunk's first q rows (all, if there are fewer); then, row after row, d = sum (x − s) and
///   S = sum (x − s)(x − s)ᵀ, each cell one chain of fused multiply-adds; at the end mean = s + d/r and M₂ = S − d dᵀ/r.
///   <para>
///   Nothing much is lost in that last difference, whatever the data: along any direction the mean of q of r values is off the
///   mean of all by δ with q δ² r/(r − q) ≤ M₂, so that S = M₂ + r δ² ≤ (r/q) M₂. With R = 16 q, as for all m ≤ 4096, that is 4
///   bits; for wider rows more, up to 16 where q is least, and that only of data whose first rows lie apart from all others.
///   A constant column is its own shift: its variance is exactly 0.
///   </para>
/// </remarks>
internal sealed class ChunkSum
{
    private readonly int columns;
    private readonly bool hasProducts;
    private readonly ChunkLayout layout;
    private readonly WorkerTeam team;
    private readonly Matrix<double> staged;   // rows that await the shift, or less the shift, their products
    private readonly FilledColumns filled;
    private readonly double[] shift;
    private readonly double[] sums;           // d
    private Matrix<double> squares;           // S
    private int stagedRows;
    private bool hasShift;

    /// <summary>An empty chunk.</summary>
    /// <param name="columns">m.</param>
    /// <param name="hasProducts">Whether S is m × m; else only its diagonal is summed, with the same bits.</param>
    /// <param name="layout">The cut into chunks.</param>
    /// <param name="most">No chunk will have more rows.</param>
    /// <param name="team">The threads to use.</param>
    public ChunkSum(int columns, bool hasProducts, ChunkLayout layout, long most, WorkerTeam team)
    {
        (this.columns, this.hasProducts, this.layout, this.team) = (columns, hasProducts, layout, team);
        staged = new Matrix<double>((int)Math.Min(layout.ShiftRows, most), columns);
        filled = new(staged.Rows, columns);
        shift = new double[columns];
        sums = new double[columns];
        squares = NewSquares();
    }

    /// <summary>Rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no more rows belong to the chunk.</summary>
    public bool IsFull => Count == layout.Rows;

    /// <summary>Takes some of the rows, one at least unless it is full.</summary>
    /// <returns>How many.</returns>
    public int Add(Matrix<double> rows)
    {
        var count = Math.Min(rows.Rows, Math.Min(layout.Rows - Count, staged.Rows - stagedRows));
        var (from, to) = (rows.RowRange(0, count), staged.RowRange(stagedRows, count));
        if (hasShift) SubtractShift(from, to);
        else from.CopyTo(to);
        stagedRows += count;
        Count += count;
        if (stagedRows == staged.Rows || IsFull) Flush();
        return count;
    }

    /// <summary>The chunk's moments; it is empty again afterwards.</summary>
    /// <param name="spare">Memory for the next chunk's S, if there is some.</param>
    public MomentSum End(Matrix<double>? spare)
    {
        Flush();
        var mean = new double[columns];
        TensorPrimitives.Divide(sums, Count, mean);
        TensorPrimitives.Add(shift, mean, mean);
        MomentSum.AddOuter(squares, other: null, sums, -1.0 / Count, team);
        var ended = new MomentSum(Count, mean, squares);
        Array.Clear(sums);
        squares = spare ?? NewSquares();
        squares.Clear();
        (Count, hasShift) = (0, false);
        return ended;
    }

    private Matrix<double> NewSquares() => new(hasProducts ? columns : 1, columns);

    private void Flush()
    {
        if (stagedRows == 0) return;
        var rows = staged.RowRange(0, stagedRows);
        if (!hasShift)
        {
            SetShift(rows);
            SubtractShift(rows, rows);
        }
        if (hasProducts) filled.AddProducts(rows, squares, team);
        stagedRows = 0;
    }

    private void SetShift(Matrix<double> rows)
    {
        Array.Clear(shift);
        var difference = new double[columns];
        for (var i = 1; i < rows.Rows; i++)
        {
            TensorPrimitives.Subtract(rows.Row(i), rows.Row(0), difference);
            TensorPrimitives.Add<double>(shift, difference, shift);
        }
        TensorPrimitives.Divide(shift, rows.Rows, shift);
        TensorPrimitives.Add(rows.Row(0), shift, shift);
        hasShift = true;
    }

    private void SubtractShift(Matrix<double> from, Matrix<double> to) =>
        team.Run(new SubtractPart(this, from, to), BlockConversion.PartsOf(to.Rows, columns, team));

    private void SubtractShift(Matrix<double> from, Matrix<double> to, int start, int count)
    {
        var offset = shift.AsSpan(start, count);
        var sum = sums.AsSpan(start, count);
        for (var i = 0; i < to.Rows; i++)
        {
            var row = to.Row(i).Slice(start, count);
            RowConversion.SubtractAndSum(from.Row(i).Slice(start, count), offset, row, sum);
            if (hasProducts) continue;
            var square = squares.Row(0).Slice(start, count);
            TensorPrimitives.FusedMultiplyAdd<double>(row, row, square, square);
        }
    }

    private readonly struct SubtractPart(ChunkSum chunk, Matrix<double> from, Matrix<double> to) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var (start, count) = BlockConversion.Share(to.Columns, part, parts);
            chunk.SubtractShift(from, to, start, count);
        }
    }
}
