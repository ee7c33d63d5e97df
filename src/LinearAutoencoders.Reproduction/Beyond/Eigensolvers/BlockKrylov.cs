using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Reproduction.Beyond.Eigensolvers;

/// <summary>The Ritz vectors of all of span{X, XΣ, XΣ², …}, orthogonalised in full, without a restart.</summary>
/// <param name="moment">Σ.</param>
/// <param name="start">X, k × m.</param>
/// <param name="mostRows">Rows that the basis may have.</param>
internal sealed class BlockKrylov(ISecondMoment<double> moment, Matrix<double> start, int mostRows) : IEigensolver
{
    private readonly int k = start.Rows;
    private readonly int most = Math.Min(mostRows, start.Columns) / start.Rows * start.Rows;
    private readonly Matrix<double> basis = new(Math.Min(mostRows, start.Columns), start.Columns);
    private readonly Matrix<double> within = new(Math.Min(mostRows, start.Columns), Math.Min(mostRows, start.Columns));
    private readonly OrthonormalRows rows = new(Math.Min(mostRows, start.Columns), start.Columns);
    private Matrix<double>? following = start;
    private int count;

    public Matrix<double>? Next()
    {
        if (following is null || count + k > most) return null;
        following.Value.CopyTo(basis.RowRange(count, k));
        rows.Extend(basis.RowRange(0, count + k), count, WorkerTeam.Shared);
        var product = new Matrix<double>(k, basis.Columns);
        moment.Apply(basis.RowRange(count, k), product, WorkerTeam.Shared);
        count += k;
        AddToWithin(Ritz.ProductByTransposed(product, basis.RowRange(0, count)));
        following = product;
        var symmetric = within.RowRange(0, count).ColumnRange(0, count).Clone();
        return Ritz.Product(Ritz.Leading(symmetric, k), basis.RowRange(0, count));
    }

    /// <summary>QΣQᵀ grows by the rows of the newest block.</summary>
    private void AddToWithin(Matrix<double> newest)
    {
        for (var i = 0; i < k; i++)
            for (var j = 0; j < count; j++)
                within[count - k + i, j] = within[j, count - k + i] = newest[i, j];
    }
}
