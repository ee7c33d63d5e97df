using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   Takes the samples of a batch through their two products with some rows w, in blocks that fit the cache: Y = X·wᵀ, and sums
///   of Yᵀ·X.
/// </summary>
/// <remarks>
///   <see cref="Begin"/>, then for every block <see cref="Project(Batch, int, int, int)"/> and <see cref="Add"/>, then <see
///   cref="End"/>. Y may be changed in between. Sums run in the order of the samples.
/// </remarks>
internal abstract class SampleBlocks<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    ///   Rows of a block: 0.8 MB of MNIST in float32, so that the second product still finds it in the L2 cache.
    /// </summary>
    public const int BlockRows = 256;

    // No vector register is wider.
    private const int VectorBytes = 64;

    private readonly double[] squaredNorms;
    private Matrix<T> projections = new(0, 0);

    protected SampleBlocks(Matrix<T> samples)
    {
        Samples = samples;
        squaredNorms = new double[samples.Rows];
        for (var i = 0; i < samples.Rows; i++) squaredNorms[i] = Vectors.SquaredNorm<T>(samples.Row(i));
    }

    /// <summary>X, n × m.</summary>
    public Matrix<T> Samples { get; }

    /// <summary>The blocks of these samples, sparse where most cells have their column's common value.</summary>
    /// <param name="samples">X, n × m.</param>
    /// <param name="ranks">Each of which has some of the samples, perhaps none.</param>
    /// <exception cref="ArgumentException">There are no samples.</exception>
    public static SampleBlocks<T> Of(Matrix<T> samples, IRanks? ranks = null)
    {
        if (samples.Rows == 0 && ranks is null) throw new ArgumentException("there are no samples", nameof(samples));
        return SparseRows<T>.Of(samples, ranks) is { } sparse
            ? new SparseSampleBlocks<T>(samples, sparse) : new DenseSampleBlocks<T>(samples);
    }

    /// <summary>Sum of ‖x‖² over the batch, in its order.</summary>
    public double SquaredNorm(Batch batch) => SquaredNorm(batch, 0, batch.Count(Samples.Rows));

    /// <summary>Sum of ‖x‖² over the batch's samples start .. end − 1, in its order.</summary>
    public double SquaredNorm(Batch batch, int start, int end)
    {
        var sum = 0.0;
        for (var i = start; i < end; i++) sum += squaredNorms[batch[i]];
        return sum;
    }

    /// <summary>Begins a step.</summary>
    /// <param name="w">r × m; kept until the step ends.</param>
    /// <param name="sum">r × m, without gaps; overwritten when the step ends.</param>
    /// <param name="team">The threads to use.</param>
    public void Begin(Matrix<T> w, Matrix<T> sum, WorkerTeam team)
    {
        var width = Padded(w.Rows);
        if (projections.Columns < width) projections = new Matrix<T>(BlockRows, width);
        Load(w, sum, team);
    }

    /// <summary>
    ///   Y of the batch's samples start .. start + count − 1 and the first rows of w: count × rows, valid until the next call.
    /// </summary>
    public Matrix<T> Project(Batch batch, int start, int count, int rows)
    {
        Select(batch, start, count);
        var y = projections.RowRange(0, count).ColumnRange(0, rows);
        Project(y);
        return y;
    }

    /// <summary>Adds Yᵀ·X of the block that was projected last to the first rows of the sum.</summary>
    /// <param name="y">What <see cref="Project(Batch, int, int, int)"/> returned, with the same or other values.</param>
    public abstract void Add(Matrix<T> y);

    /// <summary>Ends a step: the sum is complete.</summary>
    public abstract void End();

    /// <summary>So many columns, filled up to whole vector registers.</summary>
    protected static unsafe int Padded(int columns) => Blocking.RoundUp(columns, VectorBytes / sizeof(T));

    protected abstract void Load(Matrix<T> w, Matrix<T> sum, WorkerTeam team);

    protected abstract void Select(Batch batch, int start, int count);

    protected abstract void Project(Matrix<T> y);
}
