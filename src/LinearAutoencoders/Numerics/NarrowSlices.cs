namespace LinearAutoencoders.Numerics;

/// <summary>a · bᵀ for few rows a and more rows b than a narrow product takes, all of them long.</summary>
/// <remarks>
///   As one product it would pack b, which takes longer than to multiply it by few rows; in slices of b it is narrow, and reads b once.
///   Whether it is sliced follows from the shape alone, as do the bits.
/// </remarks>
internal static class NarrowSlices
{
    /// <summary>Of more rows a product is worth the packing.</summary>
    private const int FewRows = 8;

    private const int RowsOfSlice = 32;

    /// <summary>c = a · bᵀ.</summary>
    /// <param name="a">rows × inner.</param>
    /// <param name="b">columns × inner.</param>
    /// <param name="c">rows × columns.</param>
    /// <param name="team">The threads to use where the product is large enough to pay; none: <see cref="WorkerTeam.Shared"/>.</param>
    public static void MultiplyByTransposed(Matrix<double> a, Matrix<double> b, Matrix<double> c, WorkerTeam? team)
    {
        if (a.Rows > FewRows || !Interleaving<double>.Suits(a.Rows, RowsOfSlice, a.Columns))
        {
            MatrixProduct.MultiplyByTransposed(a, b, c, team: team);
            return;
        }
        var pays = (long)a.Rows * b.Rows * b.Columns >= 2 * Blocking.ThreadWorthWaking;
        (pays ? team ?? WorkerTeam.Shared : WorkerTeam.Alone).Run(new SliceJob(a, b, c), (b.Rows + RowsOfSlice - 1) / RowsOfSlice);
    }

    private readonly struct SliceJob(Matrix<double> a, Matrix<double> b, Matrix<double> c) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var start = part * RowsOfSlice;
            var count = Math.Min(RowsOfSlice, b.Rows - start);
            MatrixProduct.MultiplyByTransposed(a, b.RowRange(start, count), c.ColumnRange(start, count), team: WorkerTeam.Alone);
        }
    }
}
