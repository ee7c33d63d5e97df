using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Σ as an m × m matrix. A step costs 4km² + O(k²m) flops however many samples there are.</summary>
public sealed class DenseMoment<T> : ISecondMoment<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly PackedMatrix<T> packed;

    /// <summary>Keeps a copy of Σ, rounded to <typeparamref name="T"/>.</summary>
    /// <param name="secondMoment">Σ, m × m, symmetric.</param>
    public DenseMoment(Matrix<double> secondMoment)
    {
        secondMoment.RequireShape(secondMoment.Rows, secondMoment.Rows);
        packed = new PackedMatrix<T>(secondMoment.ConvertTo<T>());
        for (var i = 0; i < Dimension; i++) Trace += secondMoment[i, i];
    }

    /// <inheritdoc/>
    public int Dimension => packed.Rows;

    /// <inheritdoc/>
    public double Trace { get; }

    /// <inheritdoc/>
    public void Apply(Matrix<T> w, Matrix<T> product, WorkerTeam team) => MatrixProduct.Multiply(w, packed, product, team: team);
}
