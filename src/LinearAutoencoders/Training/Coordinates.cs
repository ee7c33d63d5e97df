using System.Numerics;
using LinearAutoencoders.Metrics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Training;

/// <summary>The coordinates of data space that a run trains in: its own axes, or those of an eigenbasis of Σ.</summary>
/// <param name="basis">The eigenbasis; null for the axes of the data.</param>
/// <param name="team">Threads to use where they pay.</param>
internal sealed class Coordinates<T>(Eigenbasis? basis, WorkerTeam team) where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Weights in these coordinates, k × r, of weights in data space, k × m.</summary>
    public Weights<T> Enter(Weights<T> weights)
    {
        if (basis is null) return weights.Clone();
        var entered = new Weights<T>(weights.LatentDimension, basis.Dimension, weights.ExtraCount);
        basis.Enter(weights.Stacked, entered.Stacked, team);
        weights.Extra.CopyTo(entered.Extra);
        return entered;
    }

    /// <summary>A copy in data space, k × m, of weights in these coordinates, k × r.</summary>
    public Weights<T> Leave(Weights<T> weights)
    {
        if (basis is null) return weights.Clone();
        var left = new Weights<T>(weights.LatentDimension, basis.DataDimension, weights.ExtraCount);
        basis.Leave(weights.Stacked, left.Stacked, team);
        weights.Extra.CopyTo(left.Extra);
        return left;
    }

    /// <summary>Measures weights in these coordinates against the first k eigenvectors of Σ, or their eigenspaces.</summary>
    public DistanceMeter MeterOf(TrainingData<T> data, int k)
    {
        var spaces = Eigenspace.Among(data.Spectrum.WithVariance, k);
        return new DistanceMeter(Directions(data, spaces.Count == 0 ? k : Math.Max(k, spaces[^1].End)), k, spaces);
    }

    /// <summary>The first k eigenvectors of Σ in these coordinates, k × r.</summary>
    private Matrix<double> Directions(TrainingData<T> data, int k)
    {
        if (basis is null) return data.LeadingComponents(k).Vectors;
        var directions = new Matrix<double>(k, basis.Dimension);
        var known = Math.Min(k, basis.Eigenvalues.Count);
        for (var i = 0; i < known; i++) directions[i, i] = 1;
        // Of what has no variance, data space has many eigenvectors to choose from: those that every run is measured against.
        if (known == k) return directions;
        basis.Enter(data.LeadingComponents(k).Vectors.RowRange(known, k - known), directions.RowRange(known, k - known), team);
        return directions;
    }
}
