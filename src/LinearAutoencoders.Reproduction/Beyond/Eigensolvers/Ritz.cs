using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Reproduction.Beyond.Eigensolvers;

/// <summary>What the solvers do with small matrices.</summary>
internal static class Ritz
{
    /// <summary>a · b.</summary>
    public static Matrix<double> Product(Matrix<double> a, Matrix<double> b)
    {
        var product = new Matrix<double>(a.Rows, b.Columns);
        MatrixProduct.Multiply<double>(a, b, product);
        return product;
    }

    /// <summary>a · bᵀ.</summary>
    public static Matrix<double> ProductByTransposed(Matrix<double> a, Matrix<double> b)
    {
        var product = new Matrix<double>(a.Rows, b.Rows);
        MatrixProduct.MultiplyByTransposed<double>(a, b, product);
        return product;
    }

    /// <summary>The k leading eigenvectors of a symmetric matrix as rows.</summary>
    public static Matrix<double> Leading(Matrix<double> symmetric, int k) =>
        SymmetricEigen.Decompose(symmetric).Vectors.RowRange(0, k);

    /// <summary>An orthonormal basis of the rows, in their order.</summary>
    public static Matrix<double> Orthonormal(Matrix<double> rows)
    {
        var basis = new Matrix<double>(rows.Rows, rows.Columns);
        new OrthonormalRows(rows.Rows, rows.Columns).Compute(rows, basis);
        return basis;
    }

    /// <summary>Blocks of rows above each other.</summary>
    public static Matrix<double> Stack(params IReadOnlyList<Matrix<double>> blocks)
    {
        var stacked = new Matrix<double>(blocks.Sum(block => block.Rows), blocks[0].Columns);
        var start = 0;
        foreach (var block in blocks)
        {
            block.CopyTo(stacked.RowRange(start, block.Rows));
            start += block.Rows;
        }
        return stacked;
    }
}
