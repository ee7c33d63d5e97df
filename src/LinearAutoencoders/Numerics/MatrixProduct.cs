using System.Numerics;

namespace LinearAutoencoders.Numerics;

/// <summary>Matrix products. Every cell of a result sums its terms in the order of the inner index with fused multiply-adds.</summary>
/// <remarks>
///   So the bits of a result depend neither on the number of threads nor on the width of the vector registers. The environment
///   variable LAE_TILE forces a width: <c>vector512</c>, <c>vector256</c>, <c>vector128</c> or <c>scalar</c>.
///   The result must not overlap an operand. Nothing is allocated after the first calls on a thread.
/// </remarks>
public static unsafe class MatrixProduct
{
    /// <summary>c = a · b, or c += a · b.</summary>
    /// <param name="a">rows × inner.</param>
    /// <param name="b">inner × columns.</param>
    /// <param name="c">rows × columns.</param>
    /// <param name="accumulate">Whether to add to what c holds; then each cell's sum starts from c's value.</param>
    /// <param name="team">The threads to use where the product is large enough to pay; none: the caller's alone.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Multiply<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T> => Multiply(ChosenEngine<T>.Value, a, b, c, accumulate, team);

    /// <summary>c = a · bᵀ, or c += a · bᵀ.</summary>
    /// <param name="a">rows × inner.</param>
    /// <param name="b">columns × inner.</param>
    /// <param name="c">rows × columns.</param>
    /// <param name="accumulate">Whether to add to what c holds.</param>
    /// <param name="team">The threads to use where the product is large enough to pay.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void MultiplyByTransposed<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T> => MultiplyByTransposed(ChosenEngine<T>.Value, a, b, c, accumulate, team);

    /// <summary>c = aᵀ · b, or c += aᵀ · b.</summary>
    /// <param name="a">inner × rows.</param>
    /// <param name="b">inner × columns.</param>
    /// <param name="c">rows × columns.</param>
    /// <param name="accumulate">Whether to add to what c holds.</param>
    /// <param name="team">The threads to use where the product is large enough to pay.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void MultiplyTransposed<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T> => MultiplyTransposed(ChosenEngine<T>.Value, a, b, c, accumulate, team);

    /// <summary>c = a · b for a b packed beforehand; the same bits as <see cref="Multiply{T}(Matrix{T}, Matrix{T}, Matrix{T}, bool, WorkerTeam?)"/>.</summary>
    /// <param name="a">rows × inner.</param>
    /// <param name="b">inner × columns, packed.</param>
    /// <param name="c">rows × columns.</param>
    /// <param name="accumulate">Whether to add to what c holds.</param>
    /// <param name="team">The threads to use where the product is large enough to pay.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Multiply<T>(Matrix<T> a, PackedMatrix<T> b, Matrix<T> c, bool accumulate = false, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(b);
        ProductShapes.Require(a.Columns == b.Rows, ProductKind.Plain, a, b.Rows, b.Columns);
        ProductShapes.RequireResult(c, a.Rows, b.Columns);
        fixed (T* pa = &a.Origin, pb = &b.Origin, pc = &c.Origin)
        {
            var product = new Product<T>
            {
                Rows = c.Rows,
                Columns = c.Columns,
                Inner = a.Columns,
                Accumulate = accumulate,
                Packed = true,
                A = pa,
                ARow = a.Stride,
                AInner = 1,
                B = pb,
                C = pc,
                CRow = c.Stride,
            };
            b.Engine.Run(in product, team);
        }
    }

    /// <summary>Adds Xᵀ·X to a symmetric sum in double precision; both triangles are written.</summary>
    /// <remarks>n m² multiply-adds, half of a product's: one triangle is computed, from the sum's upper one, and mirrored.</remarks>
    /// <param name="samples">X, n × m.</param>
    /// <param name="sum">m × m, symmetric.</param>
    /// <param name="team">The threads to use.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void AddGram<T>(Matrix<T> samples, Matrix<double> sum, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T> => AddGram(ChosenEngine<double>.Value, samples, sum, team);

    internal static void Multiply<T>(
        ProductEngine<T> engine, Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate, WorkerTeam? team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ProductShapes.Require(a.Columns == b.Rows, ProductKind.Plain, a, b.Rows, b.Columns);
        ProductShapes.RequireResult(c, a.Rows, b.Columns);
        fixed (T* pa = &a.Origin, pb = &b.Origin, pc = &c.Origin)
        {
            var product = new Product<T>
            {
                Rows = c.Rows,
                Columns = c.Columns,
                Inner = a.Columns,
                Accumulate = accumulate,
                A = pa,
                ARow = a.Stride,
                AInner = 1,
                B = pb,
                BInner = b.Stride,
                BColumn = 1,
                C = pc,
                CRow = c.Stride,
            };
            engine.Run(in product, team);
        }
    }

    internal static void MultiplyByTransposed<T>(
        ProductEngine<T> engine, Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate, WorkerTeam? team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ProductShapes.Require(a.Columns == b.Columns, ProductKind.ByTransposed, a, b.Rows, b.Columns);
        ProductShapes.RequireResult(c, a.Rows, b.Rows);
        fixed (T* pa = &a.Origin, pb = &b.Origin, pc = &c.Origin)
        {
            var product = new Product<T>
            {
                Rows = c.Rows,
                Columns = c.Columns,
                Inner = a.Columns,
                Accumulate = accumulate,
                A = pa,
                ARow = a.Stride,
                AInner = 1,
                B = pb,
                BInner = 1,
                BColumn = b.Stride,
                C = pc,
                CRow = c.Stride,
            };
            engine.Run(in product, team);
        }
    }

    internal static void MultiplyTransposed<T>(
        ProductEngine<T> engine, Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate, WorkerTeam? team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ProductShapes.Require(a.Rows == b.Rows, ProductKind.Transposed, a, b.Rows, b.Columns);
        ProductShapes.RequireResult(c, a.Columns, b.Columns);
        fixed (T* pa = &a.Origin, pb = &b.Origin, pc = &c.Origin)
        {
            var product = new Product<T>
            {
                Rows = c.Rows,
                Columns = c.Columns,
                Inner = a.Rows,
                Accumulate = accumulate,
                A = pa,
                ARow = 1,
                AInner = a.Stride,
                B = pb,
                BInner = b.Stride,
                BColumn = 1,
                C = pc,
                CRow = c.Stride,
            };
            engine.Run(in product, team);
        }
    }

    internal static void AddGram<T>(ProductEngine<double> engine, Matrix<T> samples, Matrix<double> sum, WorkerTeam? team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ProductShapes.RequireResult(sum, samples.Columns, samples.Columns);
        GramSum.Add(engine, samples, sum, team ?? WorkerTeam.Alone);
    }
}
