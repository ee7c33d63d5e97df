using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   Σ = XᵀX / n, seen only through its products with weights; how it is stored is the implementation's business.
/// </summary>
public interface ISecondMoment<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Columns of the weights it is multiplied with: m, or fewer in a basis of the subspace that matters.</summary>
    int Dimension { get; }

    /// <summary>m, the number of values of a sample.</summary>
    int DataDimension => Dimension;

    /// <summary>tr Σ: the mean squared norm of a sample.</summary>
    double Trace { get; }

    /// <summary>product = w · Σ.</summary>
    /// <param name="w">r × Dimension.</param>
    /// <param name="product">r × Dimension, overwritten.</param>
    /// <param name="team">Threads to use where they pay.</param>
    void Apply(Matrix<T> w, Matrix<T> product, WorkerTeam team);
}
