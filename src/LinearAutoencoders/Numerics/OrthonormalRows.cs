namespace LinearAutoencoders.Numerics;

/// <summary>Orthonormal bases of row spaces, by modified Gram-Schmidt done twice.</summary>
public static class OrthonormalRows
{
    /// <summary>Overwrites <paramref name="basis"/> with an orthonormal basis of the rows' span.</summary>
    public static void Compute(Matrix<double> rows, Matrix<double> basis)
    {
        rows.CopyTo(basis);
        for (var i = 0; i < rows.Rows; i++)
        {
            Normalize(basis.Row(i));
            for (var pass = 0; pass < 2; pass++)
                for (var j = 0; j < i; j++)
                {
                    var projection = Vectors.Dot<double>(basis.Row(i), basis.Row(j));
                    for (var c = 0; c < rows.Columns; c++) basis[i, c] -= projection * basis[j, c];
                }
            Normalize(basis.Row(i));
        }
    }

    private static void Normalize(Span<double> row)
    {
        var norm = Math.Sqrt(Vectors.SquaredNorm<double>(row));
        foreach (ref var x in row) x /= norm;
    }
}
