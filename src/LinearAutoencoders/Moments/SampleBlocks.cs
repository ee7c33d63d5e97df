using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Hands out the samples of a batch in blocks of rows that fit the cache.</summary>
internal sealed class SampleBlocks<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Rows of a block: 0.8 MB of MNIST in float32, so that the second product still finds it in the L2 cache.</summary>
    public const int BlockRows = 256;

    private readonly double[] squaredNorms;
    private Matrix<T> gathered = new(0, 0);

    public SampleBlocks(Matrix<T> samples)
    {
        if (samples.Rows == 0) throw new ArgumentException("there are no samples", nameof(samples));
        Samples = samples;
        squaredNorms = new double[samples.Rows];
        for (var i = 0; i < samples.Rows; i++) squaredNorms[i] = Vectors.SquaredNorm<T>(samples.Row(i));
    }

    /// <summary>X, n × m.</summary>
    public Matrix<T> Samples { get; }

    /// <summary>Sum of ‖x‖² over the batch, in its order.</summary>
    public double SquaredNorm(Batch batch)
    {
        var sum = 0.0;
        var count = batch.Count(Samples.Rows);
        for (var i = 0; i < count; i++) sum += squaredNorms[batch[i]];
        return sum;
    }

    /// <summary>The batch's samples start .. start + count − 1; valid until the next call.</summary>
    public Matrix<T> Block(Batch batch, int start, int count)
    {
        if (batch.IsAll) return Samples.RowRange(start, count);
        if (gathered.Rows < count) gathered = new Matrix<T>(BlockRows, Samples.Columns);
        for (var i = 0; i < count; i++) Samples.Row(batch[start + i]).CopyTo(gathered.Row(i));
        return gathered.RowRange(0, count);
    }
}
