using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Training;

/// <summary>The coordinates of data space that a run trains in: its own axes, or the eigenbasis of Σ.</summary>
/// <param name="basis">The eigenbasis; null for the axes of the data.</param>
/// <param name="team">Threads to use where they pay.</param>
internal sealed class Coordinates<T>(Eigenbasis? basis, WorkerTeam team) where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Weights in these coordinates of weights in data space.</summary>
    public Weights<T> Enter(Weights<T> weights)
    {
        var entered = weights.Clone();
        basis?.Enter(weights.Stacked, entered.Stacked, team);
        return entered;
    }

    /// <summary>A copy in data space of weights in these coordinates.</summary>
    public Weights<T> Leave(Weights<T> weights)
    {
        var left = weights.Clone();
        basis?.Leave(weights.Stacked, left.Stacked, team);
        return left;
    }

    /// <summary>The first k eigenvectors of Σ in these coordinates, k × m.</summary>
    public Matrix<double> Directions(Matrix<double> eigenvectors, int k)
    {
        if (basis is null) return eigenvectors.RowRange(0, k).Clone();
        var directions = new Matrix<double>(k, eigenvectors.Columns);
        for (var i = 0; i < k; i++) directions[i, i] = 1;
        return directions;
    }
}
