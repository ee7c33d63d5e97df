using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Makes sources of rows or blocks that a program has, or gets one after the other.</summary>
/// <remarks>
///   A sequence is gone through from its start in each pass, so it must give the same rows each time: a list or an iterator does; what
///   can be read only once, a queue for example, is refused in the second pass.
/// </remarks>
public static class SampleSource
{
    /// <summary>Rows one after the other.</summary>
    /// <param name="rows">The rows, each of m values; what a row holds is not looked at once the next is asked for.</param>
    /// <param name="dimension">m.</param>
    /// <param name="name">What errors call them.</param>
    public static ISampleSource OfRows<T>(IEnumerable<ReadOnlyMemory<T>> rows, int dimension, string name = "the data")
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new RowSource<T>(_ => rows, dimension, name);
    }

    /// <inheritdoc cref="OfRows{T}(IEnumerable{ReadOnlyMemory{T}}, int, string)"/>
    public static ISampleSource OfRows<T>(IEnumerable<T[]> rows, int dimension, string name = "the data")
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new RowSource<T>(_ => rows.Select(row => (ReadOnlyMemory<T>)row), dimension, name);
    }

    /// <summary>Rows that come when they come: the thread that reads them waits.</summary>
    /// <inheritdoc cref="OfRows{T}(IEnumerable{ReadOnlyMemory{T}}, int, string)"/>
    public static ISampleSource OfRows<T>(IAsyncEnumerable<ReadOnlyMemory<T>> rows, int dimension, string name = "the data")
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new RowSource<T>(cancellationToken => rows.ToBlockingEnumerable(cancellationToken), dimension, name);
    }

    /// <summary>Blocks of rows one after the other.</summary>
    /// <param name="blocks">Each of any number of rows, m wide.</param>
    /// <param name="dimension">m.</param>
    /// <param name="name">What errors call them.</param>
    public static ISampleSource OfBlocks<T>(IEnumerable<Matrix<T>> blocks, int dimension, string name = "the data")
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(blocks);
        return new BlockSource<T>(_ => blocks, dimension, name);
    }

    /// <inheritdoc cref="OfBlocks{T}(IEnumerable{Matrix{T}}, int, string)"/>
    public static ISampleSource OfBlocks<T>(IAsyncEnumerable<Matrix<T>> blocks, int dimension, string name = "the data")
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(blocks);
        return new BlockSource<T>(cancellationToken => blocks.ToBlockingEnumerable(cancellationToken), dimension, name);
    }
}
