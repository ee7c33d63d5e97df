using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Σ = XᵀX / n, seen only through its products with weights; how it is stored is the implementation's business.</summary>
public interface ISecondMoment<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>m.</summary>
    int Dimension { get; }

    /// <summary>tr Σ: the mean squared norm of a sample.</summary>
    double Trace { get; }

    /// <summary>product = w · Σ.</summary>
    /// <param name="w">r × m.</param>
    /// <param name="product">r × m, overwritten.</param>
    /// <param name="team">Threads to use where they pay.</param>
    void Apply(Matrix<T> w, Matrix<T> product, WorkerTeam team);
}
