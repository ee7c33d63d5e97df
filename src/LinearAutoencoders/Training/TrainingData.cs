using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Training;

/// <summary>What all runs on one data set share: the samples, Σ, its eigenvectors, and Σ as the runs' steps use it.</summary>
/// <remarks>Immutable, and safe to use from many threads.</remarks>
public sealed class TrainingData<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Lazy<DenseMoment<T>> dense;
    private readonly Lazy<SpectralMoment<T>> spectral;

    /// <summary>Computes Σ and its eigenvectors, in double precision.</summary>
    /// <param name="samples">X, n × m; kept, not copied. Centred, if the components are to be those of PCA.</param>
    /// <param name="team">Threads to use.</param>
    /// <exception cref="ArgumentException">There are no samples, or a value is NaN or infinite.</exception>
    public TrainingData(Matrix<T> samples, WorkerTeam team)
    {
        if (samples.Rows == 0 || samples.Columns == 0) throw new ArgumentException("there are no samples", nameof(samples));
        Samples = samples;
        SecondMoment = SecondMomentOf(samples, team);
        Components = SymmetricEigen.Decompose(SecondMoment, team);
        dense = new(() => new DenseMoment<T>(SecondMoment));
        spectral = new(() => new SpectralMoment<T>(Components.Values));
    }

    /// <summary>X, n × m.</summary>
    public Matrix<T> Samples { get; }

    /// <summary>Σ = XᵀX / n, m × m.</summary>
    public Matrix<double> SecondMoment { get; }

    /// <summary>All eigenvalues of Σ, descending, and their eigenvectors as rows: the ground truth of the metrics.</summary>
    public SymmetricEigen Components { get; }

    /// <summary>m.</summary>
    public int Dimension => Samples.Columns;

    /// <summary>Σ as a matrix of <typeparamref name="T"/>.</summary>
    internal DenseMoment<T> Dense => dense.Value;

    /// <summary>Σ in its eigenbasis.</summary>
    internal SpectralMoment<T> Spectral => spectral.Value;

    /// <summary>tr Σ.</summary>
    public double Trace => dense.Value.Trace;

    /// <summary>Σ as a run's steps use it.</summary>
    internal ISecondMoment<T> MomentOf(MomentKind kind) => kind switch
    {
        MomentKind.Samples => new SampleMoment<T>(Samples),
        MomentKind.Spectral => Spectral,
        _ => Dense,
    };

    private static Matrix<double> SecondMomentOf(Matrix<T> samples, WorkerTeam team)
    {
        var sum = new Matrix<double>(samples.Columns, samples.Columns);
        MatrixProduct.AddGram(samples, sum, team);
        foreach (ref var cell in sum.AsSpan()) cell /= samples.Rows;
        return sum;
    }
}
