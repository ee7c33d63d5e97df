using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders;

/// <summary>A named, shaped array of what a run remembers from one step to the next, so that a checkpoint is a serialisation.</summary>
/// <remarks>It is a view of the owner's own memory: reading it saves, <see cref="CopyFrom"/> restores.</remarks>
public abstract class StateArray
{
    private protected StateArray(string name, int length, int[] shape)
    {
        PlainName.Require(name, "the name of a state array");
        if (shape.Aggregate(1L, (product, size) => product * size) != length)
            throw new ArgumentException($"{name} has {length} values, which do not fill {string.Join(" × ", shape)}");
        (Name, Shape) = (name, shape);
    }

    /// <summary>Unique within a run, and good for a file name.</summary>
    public string Name { get; }

    /// <summary>Sizes, the last index running fastest.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>What its elements are.</summary>
    public abstract Type ElementType { get; }

    /// <summary>The values as they are now, in memory of their own.</summary>
    public abstract StateArray Clone();

    /// <summary>Overwrites the owner's memory.</summary>
    /// <exception cref="ArgumentException">The saved array has another name, shape or element type.</exception>
    public abstract void CopyFrom(StateArray saved);

    /// <summary>A view of some memory; without a shape, a vector.</summary>
    public static StateArray<TElement> Of<TElement>(string name, Memory<TElement> values, params int[] shape) where TElement : unmanaged =>
        new(name, values, shape.Length == 0 ? [values.Length] : shape);

    /// <summary>A view of a matrix without gaps.</summary>
    public static StateArray<T> Of<T>(string name, Matrix<T> matrix) where T : unmanaged, IFloatingPointIeee754<T> =>
        new(name, matrix.AsMemory(), [matrix.Rows, matrix.Columns]);

    /// <summary>
    ///   Views of weights, or of what has their layout: one of encoder above transposed decoder, one of the extras if there are any.
    /// </summary>
    public static IEnumerable<StateArray> Of<T>(string name, Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(weights);
        yield return Of(name, weights.Stacked);
        if (weights.ExtraCount > 0) yield return Of($"{name}-extra", weights.AsMemory()[^weights.ExtraCount..]);
    }
}

/// <summary>A <see cref="StateArray"/> whose elements are <typeparamref name="TElement"/>.</summary>
public sealed class StateArray<TElement> : StateArray where TElement : unmanaged
{
    internal StateArray(string name, Memory<TElement> values, int[] shape) : base(name, values.Length, shape) => Values = values;

    /// <summary>The values.</summary>
    public Memory<TElement> Values { get; }

    /// <inheritdoc/>
    public override Type ElementType => typeof(TElement);

    /// <inheritdoc/>
    public override StateArray Clone() => Of(Name, Values.ToArray().AsMemory(), [.. Shape]);

    /// <inheritdoc/>
    public override void CopyFrom(StateArray saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        if (saved is not StateArray<TElement> same || same.Name != Name || !same.Shape.SequenceEqual(Shape))
            throw new ArgumentException($"{Describe(saved)} was saved where {Describe(this)} is needed");
        same.Values.Span.CopyTo(Values.Span);
    }

    private static string Describe(StateArray array) => $"{array.Name} ({string.Join(" × ", array.Shape)} of {array.ElementType.Name})";
}
