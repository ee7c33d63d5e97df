using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Reproduction.Beyond.Eigensolvers;

/// <summary>X ← orthonormal rows of VXΣ, V the eigenvectors of XΣXᵀ (Rayleigh and Ritz): rate λ_k₊₁/λ_k a product.</summary>
internal sealed class SubspaceIteration(ISecondMoment<double> moment, Matrix<double> start) : IEigensolver
{
    private Matrix<double> x = Ritz.Orthonormal(start);

    public Matrix<double>? Next()
    {
        var product = new Matrix<double>(x.Rows, x.Columns);
        moment.Apply(x, product, WorkerTeam.Shared);
        var vectors = Ritz.Leading(Ritz.ProductByTransposed(product, x), x.Rows);
        return x = Ritz.Orthonormal(Ritz.Product(vectors, product));
    }
}
