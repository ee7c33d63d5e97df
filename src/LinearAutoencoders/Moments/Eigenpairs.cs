using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The leading eigenvalues of Σ and their eigenvectors: the first principal components.</summary>
/// <param name="Values">k eigenvalues, descending.</param>
/// <param name="Vectors">k × m: row i is the unit eigenvector of value i, its entry of largest magnitude positive.</param>
public sealed record Eigenpairs(IReadOnlyList<double> Values, Matrix<double> Vectors)
{
    /// <summary>How they were found.</summary>
    public required EigenSolver Solver { get; init; }

    /// <summary>
    ///   How well: the k values and the one behind them with their residuals ‖Σv − λv‖, and the products with blocks of rows that it
    ///   took. Rounding in Σ itself comes to that.
    /// </summary>
    public required RitzEstimate Estimate { get; init; }

    /// <summary>
    ///   What no other eigenvalue of Σ is above, by proof: none that is larger was missed. Null where there is none, and it is only almost
    ///   certain, as the search started from random vectors.
    /// </summary>
    public double? NextBound { get; init; }

    /// <summary>Whether they are as good as was asked for; if not, passes ran out or the search was stopped.</summary>
    public bool IsConverged { get; init; } = true;
}
