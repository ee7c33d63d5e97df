using System.Numerics.Tensors;

namespace LinearAutoencoders.Numerics;

/// <summary>Whether a symmetric matrix is positive definite: whether it has a Cholesky factor.</summary>
/// <remarks>
///   Sylvester: M = RᵀR exists for a positive definite M alone. m³/3 flops, a tenth of an eigendecomposition, and no pivots are
///   needed. By blocks of rows of the upper triangle, each brought up to date by one product with all rows above it, in two steps: many
///   rows with all above them, so that these are packed seldom, then few with those that are left. Each cell is one chain, in the order of
///   the rows, so that no block shows.
/// </remarks>
internal static class DefiniteMatrix
{
    private const int BlockRows = 64;

    /// <summary>Rows that are brought up to date together with all above them; a multiple of the others.</summary>
    private const int OuterRows = 256;

    /// <summary>Columns that a thread eliminates at once, so that a block of rows stays in its first-level cache.</summary>
    private const int PanelColumns = 128;

    /// <summary>What a factorisation needs as working memory.</summary>
    public static Matrix<double> CreateScratch(int size) => new(size, Math.Min(size, OuterRows));

    /// <summary>Overwrites the upper triangle by R, as far as it exists. Allocates nothing.</summary>
    /// <param name="matrix">M, m × m; cells below the diagonal are not read, but those near it are overwritten.</param>
    /// <param name="negated">Working memory, of <see cref="CreateScratch"/>.</param>
    /// <param name="team">The threads to use.</param>
    /// <returns>Whether it does: whether M, to rounding, is positive definite.</returns>
    public static bool Factor(Matrix<double> matrix, Matrix<double> negated, WorkerTeam team)
    {
        var size = matrix.Rows;
        for (var start = 0; start < size; start += BlockRows)
        {
            var count = Math.Min(BlockRows, size - start);
            var rows = matrix.RowRange(start, count);
            var outer = start / OuterRows * OuterRows;
            if (start == outer) Update(matrix, 0, start, Math.Min(OuterRows, size - start), negated, team);
            else Update(matrix, outer, start, count, negated, team);
            var corner = rows.ColumnRange(start, count);
            for (var i = 0; i < count; i++)
            {
                var columns = corner.ColumnRange(i, count - i);
                Eliminate(corner, i, columns);
                if (!(corner[i, i] > 0)) return false;
                RowKernels.Scale(1 / Math.Sqrt(corner[i, i]), columns.Row(i));
            }
            var next = start + count;
            if (next < size) team.Run(new EliminatePart(corner, rows.ColumnRange(next, size - next)), Parts(size - next));
        }
        return true;
    }

    /// <summary>Takes from some rows, from the diagonal on, what the rows of R from the first up to them have of them.</summary>
    private static void Update(Matrix<double> matrix, int first, int start, int count, Matrix<double> negated, WorkerTeam team)
    {
        if (start == first) return;
        var factor = negated.RowRange(0, start - first).ColumnRange(0, count);
        for (var i = 0; i < factor.Rows; i++) TensorPrimitives.Negate(matrix.Row(first + i).Slice(start, count), factor.Row(i));
        var width = matrix.Rows - start;
        var above = matrix.RowRange(first, start - first).ColumnRange(start, width);
        MatrixProduct.MultiplyTransposed(
            factor, above, matrix.RowRange(start, count).ColumnRange(start, width), accumulate: true, team);
    }

    private static int Parts(int columns) => (columns + PanelColumns - 1) / PanelColumns;

    /// <summary>Row i of R, of some columns: less what the rows above it have of them, but not yet divided by its diagonal cell.</summary>
    private static void Eliminate(Matrix<double> corner, int i, Matrix<double> columns)
    {
        Span<double> coefficients = stackalloc double[i];
        for (var r = 0; r < i; r++) coefficients[r] = -corner[r, i];
        RowKernels.AddRows(coefficients, columns.RowRange(0, i), columns.Row(i));
    }

    private readonly struct EliminatePart(Matrix<double> corner, Matrix<double> rows) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var start = part * PanelColumns;
            var columns = rows.ColumnRange(start, Math.Min(PanelColumns, rows.Columns - start));
            for (var i = 0; i < columns.Rows; i++)
            {
                Eliminate(corner, i, columns);
                RowKernels.Scale(1 / corner[i, i], columns.Row(i));
            }
        }
    }
}
