using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>The principal components of data within a subspace.</summary>
internal static class RayleighRitz
{
    /// <summary>Those in the span of some rows, k × m, not all of them zero.</summary>
    public static PrincipalComponents Of<T>(Matrix<T> rows, DataMoments moments, WorkerTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (rows.Columns != moments.Dimension)
            throw new ArgumentException(Invariant($"the weights are of {rows.Columns} columns but the data has {moments.Dimension}"));
        var basis = Basis(rows, team);
        var (k, product) = (basis.Rows, new Matrix<double>(basis.Rows, basis.Columns));
        moments.Apply(basis, product, team);
        var within = new Matrix<double>(k, k);
        MatrixProduct.MultiplyByTransposed<double>(basis, product, within, team: team);
        var eigen = SymmetricEigen.Decompose(within, team);
        var components = new Matrix<double>(k, basis.Columns);
        MatrixProduct.Multiply<double>(eigen.Vectors, basis, components, team: team);
        var factor = moments.Count / (moments.Count - 1.0);
        return new(components, moments.Mean, [.. eigen.Values.Select(value => Math.Max(0, value) * factor)],
            moments.Trace * factor, moments.Count);
    }

    private static Matrix<double> Basis<T>(Matrix<T> rows, WorkerTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[] used = [.. Enumerable.Range(0, rows.Rows).Where(i => rows.Row(i).ContainsAnyExcept(T.Zero))];
        if (used.Length == 0) throw new ArgumentException("all weights are zero; nothing was learned");
        var basis = new Matrix<double>(used.Length, rows.Columns);
        for (var i = 0; i < used.Length; i++) TensorPrimitives.ConvertTruncating<T, double>(rows.Row(used[i]), basis.Row(i));
        new OrthonormalRows(basis.Rows, basis.Columns).Compute(basis, basis, team);
        return basis;
    }
}
