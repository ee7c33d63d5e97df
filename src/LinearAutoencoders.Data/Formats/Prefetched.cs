using System.Collections.Concurrent;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Blocks that a second thread reads while those before them are used.</summary>
internal static class Prefetched
{
    /// <summary>Blocks in memory: one in use, one ready, one being read.</summary>
    private const int Buffers = 3;

    /// <param name="read">Starts reading; its blocks are copied, as each is valid only until the next.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static IEnumerable<ReadOnlyMatrix<double>> Of(
        Func<CancellationToken, IEnumerable<ReadOnlyMatrix<double>>> read, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var free = new BlockingCollection<Matrix<double>>();
        using var full = new BlockingCollection<(Matrix<double> Buffer, int Rows)>();
        for (var i = 0; i < Buffers; i++) free.Add(new Matrix<double>(0, 0), CancellationToken.None);
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

    private static void Read(
        Func<CancellationToken, IEnumerable<ReadOnlyMatrix<double>>> read, BlockingCollection<Matrix<double>> free,
        BlockingCollection<(Matrix<double>, int)> full, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var block in read(cancellationToken))
            {
                var buffer = free.Take(cancellationToken);
                if (buffer.Rows < block.Rows) buffer = new Matrix<double>(block.Rows, block.Columns);
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
