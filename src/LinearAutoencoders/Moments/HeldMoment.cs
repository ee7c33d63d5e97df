using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   Σ as a matrix that others hold too, for what is computed now and then: of half of it alone there is a copy to be fast with.
/// </summary>
internal sealed class HeldMoment(Matrix<double> secondMoment, double trace) : IHalvedMoment<double>
{
    private const int BlockColumns = 96;

    // U by blocks of columns: all of Σ above the block on the diagonal, and half of that.
    private PackedMatrix<double>[]? half;

    public int Dimension => secondMoment.Rows;

    public double Trace => trace;

    public void Apply(Matrix<double> w, Matrix<double> product, WorkerTeam team) =>
        MatrixProduct.Multiply(w, secondMoment, product, team: team);

    public void ApplyHalf(Matrix<double> w, Matrix<double> product, WorkerTeam team)
    {
        half ??= [.. Enumerable.Range(0, (Dimension + BlockColumns - 1) / BlockColumns).Select(Block)];
        for (var i = 0; i < half.Length; i++)
        {
            var (block, start) = (half[i], i * BlockColumns);
            MatrixProduct.Multiply(w.ColumnRange(0, block.Rows), block, product.ColumnRange(start, block.Columns), team: team);
        }
    }

    private PackedMatrix<double> Block(int number)
    {
        var start = number * BlockColumns;
        var count = Math.Min(BlockColumns, Dimension - start);
        var block = secondMoment.RowRange(0, start + count).ColumnRange(start, count).Clone();
        RowKernels.Scale(0.5, block.RowRange(start, count).AsSpan());
        return new PackedMatrix<double>(block);
    }
}
