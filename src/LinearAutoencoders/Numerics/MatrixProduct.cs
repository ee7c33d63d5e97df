using System.Numerics;

namespace LinearAutoencoders.Numerics;

/// <summary>Matrix products. Every cell of a result sums its terms in the order of the inner index with fused multiply-adds.</summary>
/// <remarks>
///   So the bits of a result depend neither on the number of threads nor on the width of the vector registers.
///   The result must not overlap an operand. Nothing is allocated after the first calls on a thread.
/// </remarks>
public static class MatrixProduct
{
    /// <summary>c = a · b, or c += a · b.</summary>
    /// <param name="a">rows × inner.</param>
    /// <param name="b">inner × columns.</param>
    /// <param name="c">rows × columns.</param>
    /// <param name="accumulate">Whether to add to what c holds; then each cell's sum starts from c's value.</param>
    /// <param name="team">The threads to use where the product is large enough to pay; none: the caller's alone.</param>
    public static void Multiply<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < c.Rows; i++)
            for (var j = 0; j < c.Columns; j++)
            {
                var sum = accumulate ? c[i, j] : T.Zero;
                for (var p = 0; p < a.Columns; p++) sum = T.FusedMultiplyAdd(a[i, p], b[p, j], sum);
                c[i, j] = sum;
            }
    }

    /// <summary>c = a · bᵀ, or c += a · bᵀ.</summary>
    /// <param name="a">rows × inner.</param>
    /// <param name="b">columns × inner.</param>
    /// <param name="c">rows × columns.</param>
    /// <param name="accumulate">Whether to add to what c holds.</param>
    /// <param name="team">The threads to use where the product is large enough to pay.</param>
    public static void MultiplyByTransposed<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T> => Multiply(a, b.Transpose(), c, accumulate, team);

    /// <summary>c = aᵀ · b, or c += aᵀ · b.</summary>
    /// <param name="a">inner × rows.</param>
    /// <param name="b">inner × columns.</param>
    /// <param name="c">rows × columns.</param>
    /// <param name="accumulate">Whether to add to what c holds.</param>
    /// <param name="team">The threads to use where the product is large enough to pay.</param>
    public static void MultiplyTransposed<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T> => Multiply(a.Transpose(), b, c, accumulate, team);

    /// <summary>c = a · b for a b packed beforehand; the same bits as <see cref="Multiply{T}(Matrix{T}, Matrix{T}, Matrix{T}, bool, WorkerTeam?)"/>.</summary>
    /// <param name="a">rows × inner.</param>
    /// <param name="b">inner × columns, packed.</param>
    /// <param name="c">rows × columns.</param>
    /// <param name="accumulate">Whether to add to what c holds.</param>
    /// <param name="team">The threads to use where the product is large enough to pay.</param>
    public static void Multiply<T>(Matrix<T> a, PackedMatrix<T> b, Matrix<T> c, bool accumulate = false, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(b);
        Multiply(a, b.Source, c, accumulate, team);
    }

    /// <summary>Adds Xᵀ·X to a symmetric sum in double precision; both triangles are written.</summary>
    /// <param name="samples">X, n × m.</param>
    /// <param name="sum">m × m, symmetric.</param>
    /// <param name="team">The threads to use.</param>
    public static void AddGram<T>(Matrix<T> samples, Matrix<double> sum, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = samples.ConvertTo<double>();
        MultiplyTransposed(x, x, sum, accumulate: true, team);
    }
}

/// <summary>A right operand laid out once for many products, as Σ is in training.</summary>
/// <remarks>Independent of the matrix it was made from.</remarks>
public sealed class PackedMatrix<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Packs an inner × columns matrix.</summary>
    public PackedMatrix(Matrix<T> source) => Source = source.Clone();

    internal Matrix<T> Source { get; }

    /// <summary>Rows of the packed matrix: the inner size of products with it.</summary>
    public int Rows => Source.Rows;

    /// <summary>Columns of the packed matrix.</summary>
    public int Columns => Source.Columns;
}
