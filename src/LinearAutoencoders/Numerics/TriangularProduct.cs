using System.Numerics;

namespace LinearAutoencoders.Numerics;

/// <summary>Products with a square triangular matrix, by blocks, without its zeros: a little over half of a product's cost.</summary>
internal static class TriangularProduct
{
    /// <summary>Enough for a product to run at full speed, few enough to leave most of the zeros out.</summary>
    private const int BlockSize = 96;

    /// <summary>c = a · t.</summary>
    /// <param name="a">rows × k.</param>
    /// <param name="triangle">t, k × k.</param>
    /// <param name="isUpper">Whether t's cells below its diagonal are zero; else those above are.</param>
    /// <param name="c">rows × k.</param>
    /// <param name="team">The threads to use where they pay.</param>
    public static void MultiplyBy<T>(Matrix<T> a, Matrix<T> triangle, bool isUpper, Matrix<T> c, WorkerTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var k = triangle.Rows;
        var width = Math.Max(1, Blocking.Even(k, BlockSize));
        for (var start = 0; start < k; start += width)
        {
            var count = Math.Min(width, k - start);
            var (first, inner) = Inner(start, count, k, isUpper);
            MatrixProduct.Multiply(
                a.ColumnRange(first, inner), triangle.RowRange(first, inner).ColumnRange(start, count), c.ColumnRange(start, count),
                team: team);
        }
    }

    /// <summary>c = t · b.</summary>
    /// <param name="triangle">t, k × k.</param>
    /// <param name="isUpper">Whether t's cells below its diagonal are zero; else those above are.</param>
    /// <param name="b">k × columns.</param>
    /// <param name="c">k × columns.</param>
    /// <param name="team">The threads to use where they pay.</param>
    public static void Multiply<T>(Matrix<T> triangle, bool isUpper, Matrix<T> b, Matrix<T> c, WorkerTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var k = triangle.Rows;
        var height = Math.Max(1, Blocking.Even(k, BlockSize));
        for (var start = 0; start < k; start += height)
        {
            var count = Math.Min(height, k - start);
            // The rows of an upper triangle reach from the diagonal on, as the columns of a lower one do.
            var (first, inner) = Inner(start, count, k, !isUpper);
            MatrixProduct.Multiply(
                triangle.RowRange(start, count).ColumnRange(first, inner), b.RowRange(first, inner), c.RowRange(start, count), team: team);
        }
    }

    private static (int First, int Count) Inner(int start, int count, int size, bool toTheDiagonal) =>
        toTheDiagonal ? (0, start + count) : (start, size - start);
}
