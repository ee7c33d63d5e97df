using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>
/// Products that are known to be symmetric, by blocks of columns down to the diagonal: a little over half of a product's cost.
/// </summary>
internal static class SymmetricProduct
{
    /// <summary>
    /// Columns computed at once: enough for a product to run at full speed, few enough to leave most of a triangle out.
    /// </summary>
    private const int BlockColumns = 96;

    /// <summary>c = a · bᵀ, of which the upper triangle is computed and mirrored.</summary>
    /// <param name="a">k × inner.</param>
    /// <param name="b">k × inner; a itself, or such that a · bᵀ is symmetric but for rounding.</param>
    /// <param name="c">k × k.</param>
    /// <param name="team">The threads to use where they pay.</param>
    public static void MultiplyByTransposed<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Interleaving<T>.Suits(a.Rows, b.Rows, a.Columns))
        {
            MatrixProduct.MultiplyByTransposed(ChosenEngine<T>.Value, a, b, c, accumulate: false, team, symmetric: true);
            return;
        }
        var width = Math.Max(1, Blocking.Even(c.Columns, BlockColumns));
        for (var start = 0; start < c.Columns; start += width)
        {
            var count = Math.Min(width, c.Columns - start);
            var block = c.RowRange(0, start + count).ColumnRange(start, count);
            MatrixProduct.MultiplyByTransposed(a.RowRange(0, start + count), b.RowRange(start, count), block, team: team);
        }
        if (width < c.Columns) MirrorUpperTriangle(c);
    }

    /// <summary>Copies the cells above the diagonal to those below it.</summary>
    /// <remarks>
    /// By square blocks, so that neither the rows read nor the columns written leave the cache between two uses.
    /// </remarks>
    public static void MirrorUpperTriangle<T>(Matrix<T> matrix) where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int block = 32;
        for (var i0 = 0; i0 < matrix.Rows; i0 += block)
            for (var j0 = i0; j0 < matrix.Rows; j0 += block)
                MirrorBlock(matrix, i0, j0, Math.Min(block, matrix.Rows - i0), Math.Min(block, matrix.Rows - j0));
    }

    private static void MirrorBlock<T>(Matrix<T> matrix, int i0, int j0, int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var j = j0; j < j0 + columns; j++)
        {
            var mirrored = matrix.Row(j)[i0..Math.Min(i0 + rows, j)];
            ref var column = ref Unsafe.Add(ref matrix.Origin, (nint)i0 * matrix.Stride + j);
            for (var i = 0; i < mirrored.Length; i++) mirrored[i] = Unsafe.Add(ref column, (nint)i * matrix.Stride);
        }
    }
}
