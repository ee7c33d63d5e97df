using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>Matrix products.</summary>
/// <remarks>
///   Every cell of a result is summed by fused multiply-adds in a fixed order: that of the inner index or, where a product
///   a · bᵀ has only few rows and columns, in partial sums that are added up at the end. The order follows from the shape
///   alone, so the bits of a result depend neither on the number of threads nor on the width of the vector registers. The
///   environment variable LAE_TILE forces a width: <c>vector512</c>, <c>vector256</c>, <c>vector128</c> or <c>scalar</c>.
///   <para>The result must not overlap an operand. Nothing is allocated after the first calls on a thread.</para>
/// </remarks>
public static unsafe class MatrixProduct
{
    /// <summary>c = a · b, or c += a · b.</summary>
    /// <param name="a">rows × inner.</param>
    /// <param name="b">inner × columns.</param>
    /// <param name="c">rows × columns.</param>
    /// <param name="accumulate">Whether to add to what c holds.</param>
    /// <param name="team">
    /// The threads to use where the product is large enough to pay; none: <see cref="WorkerTeam.Shared"/>.
    /// </param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Multiply<T>(
        ReadOnlyMatrix<T> a, ReadOnlyMatrix<T> b, Matrix<T> c, bool accumulate = false, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Multiply(ChosenEngine<T>.Value, a.Viewed, b.Viewed, c, accumulate, team);

    /// <summary>c = a · bᵀ, or c += a · bᵀ.</summary>
    /// <param name="a">rows × inner.</param>
    /// <param name="b">columns × inner.</param>
    /// <param name="c">rows × columns.</param>
    /// <param name="accumulate">Whether to add to what c holds.</param>
    /// <param name="team">
    /// The threads to use where the product is large enough to pay; none: <see cref="WorkerTeam.Shared"/>.
    /// </param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void MultiplyByTransposed<T>(
        ReadOnlyMatrix<T> a, ReadOnlyMatrix<T> b, Matrix<T> c, bool accumulate = false, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        MultiplyByTransposed(ChosenEngine<T>.Value, a.Viewed, b.Viewed, c, accumulate, team);

    /// <summary>c = aᵀ · b, or c += aᵀ · b.</summary>
    /// <param name="a">inner × rows.</param>
    /// <param name="b">inner × columns.</param>
    /// <param name="c">rows × columns.</param>
    /// <param name="accumulate">Whether to add to what c holds.</param>
    /// <param name="team">
    /// The threads to use where the product is large enough to pay; none: <see cref="WorkerTeam.Shared"/>.
    /// </param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void MultiplyTransposed<T>(
        ReadOnlyMatrix<T> a, ReadOnlyMatrix<T> b, Matrix<T> c, bool accumulate = false, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        MultiplyTransposed(ChosenEngine<T>.Value, a.Viewed, b.Viewed, c, accumulate, team);

    /// <summary>Adds Xᵀ·X to a symmetric sum in double precision; both triangles are written.</summary>
    /// <remarks>
    /// n m² multiply-adds, half of a product's: one triangle is computed, from the sum's upper one, and mirrored.
    /// </remarks>
    /// <param name="samples">X, n × m.</param>
    /// <param name="sum">m × m, symmetric.</param>
    /// <param name="team">The threads to use where they pay; none: <see cref="WorkerTeam.Shared"/>.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    internal static void AddGram<T>(Matrix<T> samples, Matrix<double> sum, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T> => AddGram(ChosenEngine<double>.Value, samples, sum, team);

    /// <summary>b ← a · b; the same bits as of the product into another matrix.</summary>
    /// <param name="a">rows × rows.</param>
    /// <param name="b">rows × columns.</param>
    /// <param name="team">The threads to use where the product is large enough to pay.</param>
    internal static void MultiplyInPlace<T>(Matrix<T> a, Matrix<T> b, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T> => MultiplyInPlace(ChosenEngine<T>.Value, a, b, team);

    /// <summary>c = a · b for a b packed beforehand; the same bits as of the product with the matrix itself.</summary>
    internal static void Multiply<T>(
        Matrix<T> a, PackedMatrix<T> b, Matrix<T> c, bool accumulate = false, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Run(b.Engine, Operand<T>.Of(a), Operand<T>.Packed(b), c, accumulate, symmetric: false, team);

    /// <summary>The same on this thread, which meanwhile fetches what it reads next into its cache.</summary>
    internal static void Multiply<T>(Matrix<T> a, PackedMatrix<T> b, Matrix<T> c, bool accumulate, ReadOnlySpan<T> next)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* first = next)
            Run(
                b.Engine, Operand<T>.Of(a), Operand<T>.Packed(b), c, accumulate, symmetric: false, WorkerTeam.Alone,
                next: first, nextLength: next.Length);
    }

    internal static void Multiply<T>(
        ProductEngine<T> engine, Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate, WorkerTeam? team)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Run(engine, Operand<T>.Of(a), Operand<T>.Of(b), c, accumulate, symmetric: false, team);

    internal static void MultiplyInPlace<T>(ProductEngine<T> engine, Matrix<T> a, Matrix<T> b, WorkerTeam? team)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Run(engine, Operand<T>.Of(a), Operand<T>.Of(b), b, accumulate: false, symmetric: false, team, inPlace: true);

    /// <param name="engine">The engine to use.</param>
    /// <param name="a">rows × inner.</param>
    /// <param name="b">columns × inner.</param>
    /// <param name="c">rows × columns.</param>
    /// <param name="accumulate">Whether to add to what c holds.</param>
    /// <param name="team">The threads to use where the product is large enough to pay.</param>
    /// <param name="symmetric">Whether the product is symmetric, so that its upper triangle may stand for all of it.</param>
    internal static void MultiplyByTransposed<T>(
        ProductEngine<T> engine, Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate, WorkerTeam? team,
        bool symmetric = false)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Run(engine, Operand<T>.Of(a), Operand<T>.Transposed(b), c, accumulate, symmetric, team);

    internal static void MultiplyTransposed<T>(
        ProductEngine<T> engine, Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate, WorkerTeam? team)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Run(engine, Operand<T>.Transposed(a), Operand<T>.Of(b), c, accumulate, symmetric: false, team);

    internal static void AddGram<T>(ProductEngine<double> engine, Matrix<T> samples, Matrix<double> sum, WorkerTeam? team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ProductShapes.RequireResult(sum, samples.Columns, samples.Columns);
        GramSum.Add(engine, samples, sum, team ?? WorkerTeam.Shared);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<T>(
        ProductEngine<T> engine, in Operand<T> a, in Operand<T> b, Matrix<T> c, bool accumulate, bool symmetric,
        WorkerTeam? team, bool inPlace = false, T* next = null, int nextLength = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ProductShapes.Require(in a, in b);
        ProductShapes.RequireResult(c, a.Rows, b.Columns);
        fixed (T* pa = &a.Origin, pb = &b.Origin, pc = &c.Origin)
        {
            // Made in place: a copy would wait for the stores that it is made of.
            engine.Run(
                new Product<T>
                {
                    Rows = c.Rows,
                    Columns = c.Columns,
                    Inner = a.Columns,
                    Accumulate = accumulate,
                    ByTransposed = b.IsTransposed,
                    Symmetric = symmetric,
                    InPlace = inPlace,
                    Packed = b.IsPacked,
                    A = pa,
                    ARow = a.RowStep,
                    AInner = a.ColumnStep,
                    B = pb,
                    BInner = b.RowStep,
                    BColumn = b.ColumnStep,
                    C = pc,
                    CRow = c.Stride,
                    Next = next,
                    NextLength = nextLength,
                },
                team);
        }
    }
}
