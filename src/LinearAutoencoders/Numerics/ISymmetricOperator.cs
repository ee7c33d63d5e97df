namespace LinearAutoencoders.Numerics;

/// <summary>A symmetric m × m matrix A, seen only through its products with some rows.</summary>
internal interface ISymmetricOperator
{
    /// <summary>m.</summary>
    int Dimension { get; }

    /// <summary>products = rows · A; the same bits for the same rows.</summary>
    /// <param name="rows">b × m.</param>
    /// <param name="products">b × m, overwritten.</param>
    void Apply(Matrix<double> rows, Matrix<double> products);
}
