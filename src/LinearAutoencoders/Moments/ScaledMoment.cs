using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>A multiple of another second moment: that of the data times √factor.</summary>
internal sealed class ScaledMoment<T>(ISecondMoment<T> moment, double factor) : ISecondMoment<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public int Dimension => moment.Dimension;

    /// <inheritdoc/>
    public int DataDimension => moment.DataDimension;

    /// <inheritdoc/>
    public double Trace => factor * moment.Trace;

    /// <inheritdoc/>
    public void Apply(Matrix<T> w, Matrix<T> product, WorkerTeam team)
    {
        moment.Apply(w, product, team);
        TensorPrimitives.Multiply(product.AsSpan(), T.CreateTruncating(factor), product.AsSpan());
    }
}
