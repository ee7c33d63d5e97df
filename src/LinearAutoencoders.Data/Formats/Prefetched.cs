using System.Collections.Concurrent;
using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Blocks that a second thread reads while those before them are used.</summary>
internal static class Prefetched
{
    /// <summary>Blocks in memory: one in use, one ready, one being read.</summary>
    private const int Buffers = 3;

    /// <param name="read">Starts reading; its blocks are copied, as each is valid only until the next.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static IEnumerable<ReadOnlyMatrix<T>> Of<T>(
        Func<CancellationToken, IEnumerable<ReadOnlyMatrix<T>>> read, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var free = new BlockingCollection<Matrix<T>>();
        using var full = new BlockingCollection<(Matrix<T> Buffer, int Rows)>();
        for (var i = 0; i < Buffers; i++) free.Add(new Matrix<T>(0, 0), CancellationToken.None);
        var reading = Task.Run(() => Read(read, free, full, stop.Token), CancellationToken.None);
        try
        {
            foreach (var (buffer, rows) in full.GetConsumingEnumerable(CancellationToken.None))
            {
                yield return buffer.RowRange(0, rows);
                free.Add(buffer, CancellationToken.None);
            }
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
        Func<CancellationToken, IEnumerable<ReadOnlyMatrix<T>>> read, BlockingCollection<Matrix<T>> free,
        BlockingCollection<(Matrix<T>, int)> full, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        try
        {
            foreach (var block in read(cancellationToken))
            {
                var buffer = free.Take(cancellationToken);
                if (buffer.Rows < block.Rows) buffer = new Matrix<T>(block.Rows, block.Columns);
                for (var i = 0; i < block.Rows; i++) block.Row(i).CopyTo(buffer.Row(i));
                full.Add((buffer, block.Rows), cancellationToken);
            }
        }
        finally
        {
            full.CompleteAdding();
        }
    }
}
