namespace LinearAutoencoders.Numerics;

/// <summary>Multiplies out the reflections of a tridiagonalisation.</summary>
/// <remarks>
///   Blocks of reflections in compact WY form, H_j ⋯ H_{j+b−1} = I − Vᵀ S V with S upper triangular (Schreiber and Van Loan
///   1989; LAPACK's dlarft and dorgtr). From the last block to the first, so that the part of the product that is still
///   identity is left alone: 4/3 m³ flops.
/// </remarks>
internal sealed class ReflectionProduct(Tridiagonalization reduction, WorkerTeam team)
{
    private const int BlockSize = 32;

    private readonly Matrix<double> product = new(reduction.Size, reduction.Size);
    private readonly Matrix<double> block = new(BlockSize, reduction.Size);
    private readonly Matrix<double> projected = new(reduction.Size, BlockSize);
    private readonly Matrix<double> mixed = new(reduction.Size, BlockSize);
    private readonly Matrix<double> triangle = new(BlockSize, BlockSize);

    /// <summary>Qᵀ, m × m, for Q = H₀ H₁ ⋯.</summary>
    public static Matrix<double> Transposed(
        Tridiagonalization reduction, WorkerTeam team, CancellationToken cancellationToken = default) =>
        new ReflectionProduct(reduction, team).Transposed(cancellationToken);

    /// <summary>Qᵀ of the reduction as it is now, valid until the next call. Allocates nothing.</summary>
    public Matrix<double> Transposed(CancellationToken cancellationToken = default)
    {
        var size = reduction.Size;
        product.Clear();
        for (var i = 0; i < size; i++) product[i, i] = 1;
        if (size < 2) return product;

        for (var start = (size - 2) / BlockSize * BlockSize; start >= 0; start -= BlockSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Reflections start .. start + count − 1 act on the last rest coordinates; so does all of the product so far.
            var count = Math.Min(BlockSize, size - 1 - start);
            var rest = size - 1 - start;
            var v = block.RowRange(0, count).ColumnRange(0, rest);
            CopyReflections(start, v);
            var s = NegatedTriangle(v, reduction.Taus.AsSpan(start, count));
            var cells = product.RowRange(start + 1, rest).ColumnRange(start + 1, rest);
            var p = projected.RowRange(0, rest).ColumnRange(0, count);
            var q = mixed.RowRange(0, rest).ColumnRange(0, count);
            MatrixProduct.MultiplyByTransposed(cells, v, p, team: team);
            MatrixProduct.MultiplyByTransposed(p, s, q, team: team);
            MatrixProduct.Multiply(q, v, cells, accumulate: true, team);
        }
        return product;
    }

    private void CopyReflections(int start, Matrix<double> v)
    {
        for (var i = 0; i < v.Rows; i++)
        {
            v.Row(i)[..i].Clear();
            reduction.Reflections.Row(start + i)[(start + i + 1)..].CopyTo(v.Row(i)[i..]);
        }
    }

    /// <summary>−S of the compact WY form.</summary>
    private Matrix<double> NegatedTriangle(Matrix<double> v, ReadOnlySpan<double> taus)
    {
        var s = triangle.RowRange(0, v.Rows).ColumnRange(0, v.Rows);
        s.Clear();
        Span<double> inner = stackalloc double[BlockSize];
        for (var p = 0; p < v.Rows; p++)
        {
            RowKernels.Dots(v.RowRange(0, p), v.Row(p), inner[..p]);
            for (var r = 0; r < p; r++)
                s[r, p] = -taus[p] * Vectors.Dot<double>(s.Row(r)[r..p], inner[r..p]);
            s[p, p] = -taus[p];
        }
        return s;
    }
}
