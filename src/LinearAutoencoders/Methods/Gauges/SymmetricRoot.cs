using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>The roots of one positive matrix after another; allocates nothing between them.</summary>
/// <remarks>G = QᵀDQ, rows of Q the eigenvectors      G^½ = QᵀD^½Q      G^−½ = QᵀD^−½Q</remarks>
internal sealed class SymmetricRoot(int k, WorkerTeam team)
{
    /// <summary>Eigenvalues below this share of the largest are rounding, and count as that much.</summary>
    private const double Least = 1e-14;

    private readonly RepeatedEigen eigen = new(k, team);
    private readonly Matrix<double> scaled = new(k, k);

    /// <summary>G^½, k × k.</summary>
    public Matrix<double> Root { get; } = new(k, k);

    /// <summary>G^−½, k × k.</summary>
    public Matrix<double> InverseRoot { get; } = new(k, k);

    /// <summary>Both.</summary>
    /// <param name="gram">G, k × k.</param>
    /// <returns>False when G is zero or not finite.</returns>
    public bool Compute(Matrix<double> gram)
    {
        if (!eigen.Decompose(gram) || !(eigen.Values[0] > 0)) return false;
        Write(Root, 0.5);
        Write(InverseRoot, -0.5);
        return true;
    }

    private void Write(Matrix<double> power, double exponent)
    {
        var least = eigen.Values[0] * Least;
        eigen.Vectors.CopyTo(scaled);
        for (var i = 0; i < k; i++) RowKernels.Scale(Math.Pow(Math.Max(least, eigen.Values[i]), exponent), scaled.Row(i));
        MatrixProduct.MultiplyTransposed(eigen.Vectors, scaled, power, team: team);
    }
}
