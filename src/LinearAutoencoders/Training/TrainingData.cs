using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Training;

/// <summary>What all runs on one data set share: the samples, their moments, and Σ as the runs' steps use it.</summary>
/// <remarks>
///   Nothing is read or computed before a run needs it; then once, for all runs. Safe to use from many threads. Runs that train
///   on Σ's eigenvalues never ask for the samples, and those of wide data (n &lt; m) for nothing of the size m × m.
/// </remarks>
public sealed class TrainingData<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int MostDecomposed = 4096;

    private readonly DataMoments moments;
    private readonly Lazy<Matrix<T>> samples;
    private readonly Lazy<DenseMoment<T>> dense;
    private readonly Lazy<Matrix<double>> wideSamples;
    private readonly IRanks? ranks;
    private readonly Lazy<TrainingData<T>> inUnits;

    /// <summary>The rows of a source.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="center">
    ///   Whether the mean is subtracted from each row, as the components of PCA want it; else they are used as they are.
    /// </param>
    /// <param name="team">Threads to use whenever something is computed; none: all cores.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public TrainingData(
        ISampleSource source, bool center, WorkerTeam? team = null, CancellationToken cancellationToken = default)
        : this(new DataMoments(source, center, team, cancellationToken: cancellationToken), team, cancellationToken)
    {
    }

    /// <summary>The rows of a matrix as they are: centred by the caller, if the components are to be those of PCA.</summary>
    /// <param name="samples">X, n × m; kept, not copied.</param>
    /// <param name="team">Threads to use whenever something is computed; none: all cores.</param>
    /// <exception cref="ArgumentException">There are no samples.</exception>
    public TrainingData(Matrix<T> samples, WorkerTeam? team = null) : this(new MatrixSource<T>(samples), center: false, team)
    {
        if (samples.Rows == 0 || samples.Columns == 0) throw new ArgumentException("there are no samples", nameof(samples));
        this.samples = new(samples);
    }

    /// <summary>The rows whose moments these are.</summary>
    internal TrainingData(DataMoments moments, WorkerTeam? team = null, CancellationToken cancellationToken = default)
    {
        this.moments = moments;
        ranks = team?.Ranks;
        samples = new(() => moments.Round<T>());
        dense = new(() => new DenseMoment<T>(InRange(moments.SecondMoment)));
        wideSamples = new(() => Samples is Matrix<double> wide ? wide : Samples.ConvertTo<double>());
        inUnits = new(() => new TrainingData<T>(ScaledSource.Of(moments.Source, Unit), moments.IsCentered, team, cancellationToken));
    }

    /// <summary>n.</summary>
    public long Count => moments.Count;

    /// <summary>m.</summary>
    public int Dimension => moments.Dimension;

    /// <summary>What is subtracted from each row of the source: the mean of each column, or zeros.</summary>
    public IReadOnlyList<double> Mean => moments.Mean;

    /// <summary>X, n × m: the rows less the mean, each value rounded once.</summary>
    /// <exception cref="BadDataException">
    ///   A value is not finite in <typeparamref name="T"/>, or there are too many to be held.
    /// </exception>
    public Matrix<T> Samples => samples.Value;

    /// <summary>tr Σ: the mean squared norm of a sample.</summary>
    public double Trace => moments.Trace;

    /// <inheritdoc cref="DataMoments.SecondMoment"/>
    public Matrix<double> SecondMoment => moments.SecondMoment;

    /// <inheritdoc cref="DataMoments.Spectrum"/>
    public Spectrum Spectrum => moments.Spectrum;

    /// <inheritdoc cref="DataMoments.LeadingComponents"/>
    public Eigenpairs LeadingComponents(int k) => moments.LeadingComponents(k, new() { Solver = SolverOfReference });

    /// <summary>Of moderate size all eigenpairs, which runs in the eigenbasis need as well; they are then the same.</summary>
    private EigenSolver SolverOfReference => Math.Min(Count, Dimension) > MostDecomposed ? EigenSolver.Auto
        : Count < Dimension ? EigenSolver.Gram : EigenSolver.SecondMoment;

    /// <summary>What is known of the rows.</summary>
    internal DataMoments Moments => moments;

    /// <inheritdoc cref="DataMoments.RequireComponents"/>
    public void RequireComponents(int k) => moments.RequireComponents(k);

    /// <summary>
    ///   The coordinates in which a run from these weights finds Σ diagonal: at most n + 2k of them for wide data, else m.
    /// </summary>
    internal Eigenbasis BasisFor(Weights<T> initial) => InRange(moments.BasisWith(initial.Stacked));

    /// <summary>Σ as a run's steps use it.</summary>
    /// <param name="kind">How it is held.</param>
    /// <param name="basis">The run's coordinates, where that is by its eigenvalues.</param>
    /// <param name="batchSize">How many samples a step looks at; none: all.</param>
    internal ISecondMoment<T> MomentOf(MomentKind kind, Eigenbasis? basis, int? batchSize = null) => kind switch
    {
        MomentKind.Samples => MomentOfSamples(SampleShards.For(Count, batchSize)),
        MomentKind.Spectral => new SpectralMoment<T>(basis!),
        _ => dense.Value,
    };

    /// <summary>Of ranks each holds its share.</summary>
    private SampleMoment<T> MomentOfSamples(SampleShards shards) =>
        new(ranks is null ? Samples : moments.Round<T>(shards.RowsOf(ranks)), shards, ranks);

    /// <summary>The ranks that take the steps of a run together, where they do.</summary>
    internal IRanks? RanksOf(MomentKind kind) => kind == MomentKind.Samples ? ranks : null;

    /// <summary>Σ as losses are evaluated with, in double precision: what is left of a difference must not be rounding.</summary>
    /// <param name="kind">How it is held.</param>
    /// <param name="basis">The run's coordinates, where that is by its eigenvalues.</param>
    internal ISecondMoment<double> EvaluatedMoment(MomentKind kind, Eigenbasis? basis) => kind switch
    {
        MomentKind.Samples => new SampleMoment<double>(wideSamples.Value),
        MomentKind.Spectral => new SpectralMoment<double>(basis!),
        _ => new HeldMoment(moments.SecondMoment, Trace),
    };

    /// <summary>
    ///   What values are counted in: 1, or the power of two that is nearest to the data's largest deviation where that is far from 1. In
    ///   it squares of values stay within the range of <typeparamref name="T"/>, and gradients far above Adam's ε.
    /// </summary>
    internal double Unit
    {
        get
        {
            var exponent = Math.Round(Math.Log2(Spectrum.Largest) / 2);
            return Math.Abs(exponent) is > 10 and < 1000 ? Math.ScaleB(1, (int)exponent) : 1;
        }
    }

    /// <summary>The same data counted in <see cref="Unit"/>.</summary>
    internal TrainingData<T> InUnits => Unit == 1 ? this : inUnits.Value;

    /// <summary>
    ///   What was computed in double precision, once it is sure that no sample is beyond the range of <typeparamref name="T"/>.
    /// </summary>
    private TResult InRange<TResult>(TResult result)
    {
        // Only then can there be one, and making the samples finds it.
        if (moments.LargestDeviation > double.CreateTruncating(MaxValue)) _ = Samples;
        return result;
    }

    private static T MaxValue => T.BitDecrement(T.PositiveInfinity);
}
