using System.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The second moment of one batch of samples after another.</summary>
public interface IBatchMoment<T> : ISecondMoment<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Makes this the second moment of some of the samples.</summary>
    void Select(Batch batch);
}
