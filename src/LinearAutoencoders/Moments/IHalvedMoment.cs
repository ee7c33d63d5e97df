using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>A Σ of which half can be had at half the cost, enough for what is symmetric.</summary>
internal interface IHalvedMoment<T> : ISecondMoment<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>product = w · U, where U + Uᵀ = Σ.</summary>
    /// <param name="w">r × Dimension.</param>
    /// <param name="product">r × Dimension, overwritten.</param>
    /// <param name="team">Threads to use where they pay.</param>
    void ApplyHalf(Matrix<T> w, Matrix<T> product, WorkerTeam team);
}
