using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Reproduction.Beyond.Eigensolvers;

/// <summary>A way to the leading eigenvectors by products of Σ with k vectors: what training is held against.</summary>
internal interface IEigensolver
{
    /// <summary>Takes one product of Σ with k vectors.</summary>
    /// <returns>The k estimates as orthonormal rows, by falling Ritz values; null: it cannot go on.</returns>
    Matrix<double>? Next();
}
