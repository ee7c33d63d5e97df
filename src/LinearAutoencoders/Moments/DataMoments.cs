using System.Collections.Concurrent;
using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>What is to be known of data before it is trained on: count, mean, trace, Σ, its leading eigenpairs.</summary>
/// <remarks>
///   Nothing is read before it is asked for; then each is computed once, in double precision. Safe to use from many threads.
///   <para>
///   <b>The order of sums is fixed.</b> Mean and Σ are sums over a fixed binary tree over fixed chunks of rows, 8192 for m ≤
///   4096 (more beyond, by m alone), of the rows less a shift that is near the chunk's mean. So their bits depend neither on
///   the blocks in which rows come, nor on the number of threads or the vector registers; and chunks may be summed anywhere.
///   A constant column has the variance 0, exactly, and an offset of all rows costs no accuracy.
///   </para>
///   <para>Nothing of the size m × m is made of wide data, n &lt; m, unless <see cref="SecondMoment"/> itself is asked
///   for.</para>
/// </remarks>
public sealed class DataMoments
{
    private readonly WorkerTeam team;
    private readonly CancellationToken cancellationToken;
    private readonly Lazy<SampleMoments> columns;
    private readonly Lazy<SampleMoments> products;
    private readonly Lazy<SymmetricEigen> eigen;
    private readonly Lazy<SampleGram> gram;
    private readonly Lazy<Spectrum> spectrum;
    private readonly ConcurrentDictionary<(int Count, EigenOptions Options), Lazy<Eigenpairs>> leading = new();

    /// <summary>Of the rows of a source.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="center">Whether the mean is subtracted from each row; else the rows are used as they are.</param>
    /// <param name="team">Threads to use whenever something is computed; none: all cores.</param>
    /// <param name="progress">Is told how far each pass over the rows is.</param>
    /// <param name="cancellationToken">Stops reading and computing.</param>
    public DataMoments(
        ISampleSource source, bool center, WorkerTeam? team = null, IProgress<ReadingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        Source = progress is null ? source : WatchedSource.Of(source, progress);
        (IsCentered, this.cancellationToken) = (center, cancellationToken);
        this.team = team ?? WorkerTeam.Shared;
        products = new(SumProducts);
        columns = HasRows ? new(() => Sum(hasProducts: false)) : products;
        eigen = new(() => SymmetricEigen.Decompose(SecondMoment, this.team, cancellationToken));
        gram = new(() => new SampleGram(
            Source, RequireSquare(Count, "samples"), Subtracted, this.team, cancellationToken, PanelColumns));
        spectrum = new(FindSpectrum);
    }

    /// <summary>The rows.</summary>
    public ISampleSource Source { get; }

    /// <summary>Whether the mean is subtracted from each row.</summary>
    public bool IsCentered { get; }

    /// <summary>m.</summary>
    public int Dimension => Source.Dimension;

    /// <summary>n.</summary>
    /// <exception cref="BadDataException">There are no samples.</exception>
    public long Count => Source.Count is { } known and > 0 ? known : Sums.Count;

    /// <summary>What is subtracted from each row: the mean of each column, or zeros.</summary>
    public IReadOnlyList<double> Mean => Subtracted;

    /// <summary>tr Σ: the mean squared norm of a sample.</summary>
    public double Trace => Finite(Sums).Trace;

    /// <summary>Σ = XᵀX / n, m × m, of the centred rows X, or of the rows as they are.</summary>
    /// <exception cref="BadDataException">A matrix of that size cannot be held, or a value is not finite.</exception>
    public Matrix<double> SecondMoment => Finite(products.Value).Moment;

    /// <summary>All eigenvalues of Σ.</summary>
    /// <inheritdoc cref="LeadingComponents" path="/exception"/>
    public Spectrum Spectrum => spectrum.Value;

    /// <summary>The eigenvalues of Σ, those that are 0 beyond the last excepted, if all were computed already; else null.</summary>
    internal IReadOnlyList<double>? KnownEigenvalues =>
        gram.IsValueCreated ? gram.Value.KnownValues : eigen.IsValueCreated ? eigen.Value.Values : null;

    /// <summary>The diagonal of Σ: the mean square of each column, less its mean where that is subtracted.</summary>
    internal IEnumerable<double> Variances => Finite(Sums).Variances;

    /// <summary>Another cut into chunks, for tests.</summary>
    internal ChunkLayout? Layout { get; init; }

    /// <summary>Another width of panels, for tests.</summary>
    internal int? PanelColumns { get; init; }

    /// <summary>Whether n &lt; m: the components then come from the n × n matrix of the samples' inner products.</summary>
    internal bool IsWide => HasRows && Count < Dimension;

    /// <summary>Whether products with Σ are taken with Σ itself: it is there, or there is room for it.</summary>
    private bool HoldsSecondMoment => !HasRows || (!IsWide && (products.IsValueCreated || Dimension <= SolverChoice.MostSide));

    /// <summary>Whether the rows can be read, or only their sum is left.</summary>
    internal bool HasRows => Source is not LostRows;

    /// <summary>What no value's distance from what is subtracted can be above.</summary>
    internal double LargestDeviation => Math.Sqrt(Count * Sums.LargestVariance);

    private SampleMoments Sums => products.IsValueCreated ? products.Value : columns.Value;

    /// <summary>All eigenpairs of Σ.</summary>
    internal SymmetricEigen Eigen => eigen.Value;

    /// <summary>The inner products of the samples.</summary>
    internal SampleGram Gram => gram.Value;

    /// <summary>What is subtracted from each row.</summary>
    internal double[] Subtracted => IsCentered ? Sums.Mean : new double[Dimension];

    /// <summary>
    ///   The k largest eigenvalues of Σ and their eigenvectors, by the cheapest way: from Σ, from the samples' inner products, or by passes
    ///   over the rows.
    /// </summary>
    /// <param name="k">
    ///   At most m. Beyond the rank of wide data the eigenvalues are 0, and the vectors complete the others.
    /// </param>
    /// <param name="options">How they are looked for; none: as accurate as Σ in memory lets them be, as few passes as that takes.</param>
    /// <exception cref="BadDataException">There is not the memory for any way, or a value is not finite.</exception>
    /// <exception cref="ArgumentException">The way that was asked for is none for so many pairs.</exception>
    public Eigenpairs LeadingComponents(int k, EigenOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, Dimension);
        return leading.GetOrAdd((k, options ?? new()), key => new(Search(key.Count, key.Options).Run)).Value;

        EigenSearch Search(int count, EigenOptions asked) => new(this, count, asked, team, cancellationToken);
    }

    /// <summary>Throws unless the data varies in k directions at least.</summary>
    /// <exception cref="BadDataException">It does not; the message says in how many it does.</exception>
    public void RequireComponents(int k)
    {
        var rank = Spectrum.Rank;
        if (k <= rank) return;
        if (rank == 0 && HasRows) throw BadValue.WithoutVariance(Source, Subtracted, IsCentered, team, cancellationToken);
        throw new BadDataException(
            $"{Source.Name}: k is {k} but the data varies in {rank} direction{(rank == 1 ? "" : "s")} only, the others have no variance; "
            + $"choose k of at most {rank}");
    }

    /// <summary>A basis of a subspace that holds all samples and some more rows, and in which Σ is diagonal.</summary>
    /// <param name="rows">s × m.</param>
    /// <returns>Of wide data, at most n + s axes; else m.</returns>
    internal Eigenbasis BasisWith<T>(Matrix<T> rows) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!IsWide) return new Eigenbasis(eigen.Value.Vectors, eigen.Value.Values);
        var rank = gram.Value.Values.Length;
        var axes = new Matrix<double>(Math.Min(rank + rows.Rows, Dimension), Dimension);
        for (var i = rank; i < axes.Rows; i++) TensorPrimitives.ConvertTruncating<T, double>(rows.Row(i - rank), axes.Row(i));
        gram.Value.WriteDirections(axes);
        return new Eigenbasis(axes, gram.Value.Values);
    }

    /// <summary>product = rows · Σ, by Σ itself or, of wide or very wide data, in a pass over the samples.</summary>
    /// <param name="rows">b × m.</param>
    /// <param name="product">b × m, overwritten.</param>
    /// <param name="team">The threads to use.</param>
    internal void Apply(Matrix<double> rows, Matrix<double> product, WorkerTeam team)
    {
        if (HoldsSecondMoment)
        {
            MatrixProduct.Multiply<double>(rows, SecondMoment, product, team: team);
            return;
        }
        new ProductPass(Source, Subtracted, rows.Rows, Layout ?? ChunkLayout.OfProducts, team, cancellationToken).Run(
            (samples, sum) =>
            {
                var coefficients = new Matrix<double>(rows.Rows, samples.Rows);
                MatrixProduct.MultiplyByTransposed<double>(rows, samples, coefficients, team: team);
                MatrixProduct.Multiply<double>(coefficients, samples, sum, accumulate: true, team);
            }, product);
        foreach (ref var cell in product.AsSpan()) cell /= Count;
    }

    /// <summary>
    ///   The centred rows of wide data in coordinates of Σ's eigenvectors, those of no variance left out, where all are known; else null.
    /// </summary>
    internal DataMoments? RowsInEigenbasis(WorkerTeam team) => gram.IsValueCreated && gram.Value.Scores() is { } scores
        ? new(new MatrixSource<double>(scores), IsCentered, team) : null;

    /// <summary>All eigenvectors of Σ, m × m, where they are at hand already.</summary>
    internal Matrix<double>? KnownEigenvectors => eigen.IsValueCreated ? eigen.Value.Vectors : null;

    /// <summary>The rows less the mean, in groups of a fixed size; each valid until the next is asked for.</summary>
    internal IEnumerable<Matrix<double>> CenteredGroups(WorkerTeam team, RowRange rows, Func<long, long> room) =>
        CenteredRows.Read(Source, Subtracted, team, cancellationToken, memory: null, rows, room);

    /// <summary>The rows as they are, without their zeros; each block valid until the next is asked for.</summary>
    internal IEnumerable<SparseBlock> SparseBlocks(ISparseSampleSource rows, WorkerTeam team) =>
        SourceBlocks.OfSparse(rows, team, cancellationToken);

    /// <summary>All rows less the mean, each value rounded once.</summary>
    internal Matrix<T> Round<T>() where T : unmanaged, IFloatingPointIeee754<T> => Round<T>(new RowRange(0, Count));

    /// <summary>Some of the rows less the mean, each value rounded once.</summary>
    internal Matrix<T> Round<T>(RowRange rows) where T : unmanaged, IFloatingPointIeee754<T> =>
        CenteredRows.Round<T>(Source, rows, Subtracted, team, cancellationToken);

    private Spectrum FindSpectrum() => IsWide
        ? new(EigenSearch.WithZeros(gram.Value.Values, Dimension), Trace, Dimension)
        : new(eigen.Value.Values, Trace, Dimension);

    private SampleMoments SumProducts()
    {
        if (Source is LostRows lost) return SampleMoments.Of(lost.Copy(), IsCentered, team);
        RequireSquare(Dimension, "columns");
        try
        {
            return Sum(hasProducts: true);
        }
        catch (OutOfMemoryException failure)
        {
            throw new BadDataException(
                $"{Source.Name}: a second moment of {Dimension} × {Dimension} numbers does not fit in this "
                + "machine's memory; use fewer columns", failure);
        }
    }

    private SampleMoments Sum(bool hasProducts)
    {
        // Where the rows are searched, they are nowhere filled; else mean and diagonal have the bits that Σ has.
        var sum = (Source is ISparseSampleSource sparse && !hasProducts && Layout is null && Dimension > SolverChoice.MostSide
                ? SparseColumns.Of(sparse, team, cancellationToken)
                : MomentTree.Of(Source, hasProducts, team, cancellationToken, Layout))
            ?? throw new BadDataException($"{Source.Name}: there are no samples; give 2 or more, one a row");
        var column = Array.FindIndex(sum.Mean, value => !double.IsFinite(value));
        if (column >= 0) throw BadValue.InMoments(Source, column, team, cancellationToken);
        // The first rows of chunks, and of the tree at least another sum.
        DeadMemory.GiveBack(
            sizeof(double) * (long)Dimension * (sum.Squares.Rows + Math.Min(sum.Count, ChunkLayout.For(Dimension).ShiftRows)));
        return SampleMoments.Of(sum, IsCentered, team);
    }

    // Squares may be beyond the range where the values, and so their mean, are not.
    private SampleMoments Finite(SampleMoments moments) =>
        moments.FirstNotFinite is { } column ? throw BadValue.InMoments(Source, column, team, cancellationToken) : moments;

    private int RequireSquare(long side, string what) => side <= LargestMatrix.Side ? (int)side : throw new BadDataException(
        $"{Source.Name}: {side} {what} need a matrix of {side} × {side} numbers, "
        + $"the most is {LargestMatrix.Side} × {LargestMatrix.Side}; "
        + "use fewer columns, or fewer samples than columns");
}
