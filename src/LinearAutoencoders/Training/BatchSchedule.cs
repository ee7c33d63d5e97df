using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Training;

/// <summary>
///   The batches of an epoch: all samples at once, or mini-batches in a new order each epoch, the last one short.
/// </summary>
internal sealed class BatchSchedule
{
    private readonly int[] order;
    private readonly int batchSize;
    private readonly RandomSource random;

    public BatchSchedule(long sampleCount, int? batchSize, RandomSource random)
    {
        this.random = random;
        this.batchSize = (int)Math.Min(batchSize ?? int.MaxValue, sampleCount);
        order = batchSize < sampleCount ? new int[sampleCount] : [];
    }

    /// <summary>Steps of an epoch.</summary>
    public int Count => order.Length == 0 ? 1 : (order.Length + batchSize - 1) / batchSize;

    /// <summary>
    ///   Draws a new order. It starts from 0, 1, 2, … each time, so that the generator alone is the state to save.
    /// </summary>
    public void BeginEpoch()
    {
        for (var i = 0; i < order.Length; i++) order[i] = i;
        random.Shuffle<int>(order);
    }

    /// <summary>The batch of step <paramref name="index"/>.</summary>
    public Batch this[int index]
    {
        get
        {
            if (order.Length == 0) return Batch.All;
            var start = index * batchSize;
            return new Batch(order.AsMemory(start, Math.Min(batchSize, order.Length - start)));
        }
    }
}
