using System.Collections.Concurrent;
using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Blocks that a second thread reads while those before them are used.</summary>
internal static class Prefetched
{
    /// <summary>Blocks in memory: one in use, one ready, one being read.</summary>
    public const int Buffers = 3;

    /// <param name="read">Starts reading; its blocks are copied, as each is valid only until the next.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static IEnumerable<ReadOnlyMatrix<T>> Of<T>(
        Func<CancellationToken, IEnumerable<ReadOnlyMatrix<T>>> read, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T> => InTurns(stop => Copied(read(stop)), cancellationToken);

    /// <param name="read">Starts reading; its blocks lie in so many <see cref="Buffers"/> in turns, and are handed out as they are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static IEnumerable<ReadOnlyMatrix<T>> InTurns<T>(
        Func<CancellationToken, IEnumerable<ReadOnlyMatrix<T>>> read, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ready = new BlockingCollection<ReadOnlyMatrix<T>>(Buffers - 2);
        var reading = Task.Run(() => Read(read, ready, stop.Token), CancellationToken.None);
        try
        {
            foreach (var block in ready.GetConsumingEnumerable(CancellationToken.None)) yield return block;
            // Whatever went wrong there is thrown here.
            reading.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        }
    }

    private static void Read<T>(
        Func<CancellationToken, IEnumerable<ReadOnlyMatrix<T>>> read, BlockingCollection<ReadOnlyMatrix<T>> ready,
        CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        try
        {
            // A block is added when the one before it was taken: then nobody uses that whose buffer is the next to be filled.
            foreach (var block in read(cancellationToken)) ready.Add(block, cancellationToken);
        }
        finally
        {
            ready.CompleteAdding();
        }
    }

    private static IEnumerable<ReadOnlyMatrix<T>> Copied<T>(IEnumerable<ReadOnlyMatrix<T>> blocks)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (buffers, turn) = (new Matrix<T>[Buffers], 0);
        foreach (var block in blocks)
        {
            ref var buffer = ref buffers[turn++ % Buffers];
            if (buffer.Rows < block.Rows) buffer = new Matrix<T>(block.Rows, block.Columns);
            for (var i = 0; i < block.Rows; i++) block.Row(i).CopyTo(buffer.Row(i));
            yield return buffer.RowRange(0, block.Rows);
        }
    }
}
