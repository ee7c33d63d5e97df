using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Reproduction.Beyond.Eigensolvers;

/// <summary>Locally optimal block conjugate gradients, without a preconditioner (Knyazev 2001).</summary>
/// <remarks>
///   X ← the k leading Ritz vectors of span{X, R, P}: R the residuals XΣ − ΘX, P what the last step added to X. Products of X and P with
///   Σ are the same combinations of those of the three blocks before, so that a step takes that of R alone.
/// </remarks>
internal sealed class Lobpcg(ISecondMoment<double> moment, Matrix<double> start) : IEigensolver
{
    /// <summary>Directions of the three blocks that are less than this of the longest are rounding.</summary>
    private const double Dependent = 1e-12;

    private Matrix<double> x = Ritz.Orthonormal(start);
    private Matrix<double>? product;
    private (Matrix<double> Rows, Matrix<double> Product)? added;

    public Matrix<double>? Next()
    {
        if (product is not { } xProduct) Begin();
        else Advance(xProduct);
        return x;
    }

    private void Begin()
    {
        var first = Apply(x);
        var vectors = Ritz.Leading(Ritz.ProductByTransposed(first, x), x.Rows);
        (x, product) = (Ritz.Product(vectors, x), Ritz.Product(vectors, first));
    }

    private void Advance(Matrix<double> xProduct)
    {
        var residuals = Residuals(xProduct);
        var residualProduct = Apply(residuals);
        var (rows, products) = added is { } p
            ? (Ritz.Stack(x, residuals, p.Rows), Ritz.Stack(xProduct, residualProduct, p.Product))
            : (Ritz.Stack(x, residuals), Ritz.Stack(xProduct, residualProduct));
        var best = Best(rows, products, x.Rows);
        (x, product) = (Ritz.Product(best, rows), Ritz.Product(best, products));
        best.ColumnRange(0, best.Rows).Clear();
        added = Unit(Ritz.Product(best, rows), Ritz.Product(best, products));
    }

    /// <summary>XΣ − ΘX, made orthonormal to X and within itself.</summary>
    private Matrix<double> Residuals(Matrix<double> xProduct)
    {
        var (k, both) = (x.Rows, Ritz.Stack(x, xProduct));
        // ΘX lies in the span of X: orthogonalisation takes it off.
        new OrthonormalRows(2 * k, x.Columns).Extend(both, k, WorkerTeam.Shared);
        return both.RowRange(k, k).Clone();
    }

    /// <summary>The coefficients of the leading Ritz vectors: of the generalized eigenproblem with the rows' own Gram matrix.</summary>
    private static Matrix<double> Best(Matrix<double> rows, Matrix<double> products, int k)
    {
        var eigen = SymmetricEigen.Decompose(Ritz.ProductByTransposed(rows, rows));
        var kept = eigen.Values.Count(value => value > Dependent * eigen.Values[0]);
        var whitening = eigen.Vectors.RowRange(0, kept).Clone();
        for (var i = 0; i < kept; i++) RowKernels.Scale(1 / Math.Sqrt(eigen.Values[i]), whitening.Row(i));
        var within = Ritz.Product(whitening, Ritz.ProductByTransposed(products, rows));
        return Ritz.Product(Ritz.Leading(Ritz.ProductByTransposed(within, whitening), k), whitening);
    }

    /// <summary>Rows of unit length, with their products.</summary>
    private static (Matrix<double> Rows, Matrix<double> Product) Unit(Matrix<double> rows, Matrix<double> products)
    {
        for (var i = 0; i < rows.Rows; i++)
        {
            var length = Math.Sqrt(Vectors.SquaredNorm<double>(rows.Row(i)));
            if (!(length > 0)) continue;
            RowKernels.Scale(1 / length, rows.Row(i));
            RowKernels.Scale(1 / length, products.Row(i));
        }
        return (rows, products);
    }

    private Matrix<double> Apply(Matrix<double> rows)
    {
        var applied = new Matrix<double>(rows.Rows, rows.Columns);
        moment.Apply(rows, applied, WorkerTeam.Shared);
        return applied;
    }
}
