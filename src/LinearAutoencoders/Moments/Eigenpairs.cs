using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The leading eigenvalues of Σ and their eigenvectors: the first principal components.</summary>
/// <param name="Values">k eigenvalues, descending.</param>
/// <param name="Vectors">k × m: row i is the unit eigenvector of value i, its entry of largest magnitude positive.</param>
public sealed record Eigenpairs(IReadOnlyList<double> Values, Matrix<double> Vectors);
