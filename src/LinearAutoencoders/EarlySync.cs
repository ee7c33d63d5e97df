using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;

namespace LinearAutoencoders;

/// <summary>Puts a large file on the disk piece by piece while it is written, so that its end need not wait for all of it.</summary>
internal sealed class EarlySync : IDisposable
{
    private const long LeastBytes = 16 << 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly SafeFileHandle file;
    private readonly Timer timer;
    private readonly Lock turn = new();
    private long synced;
    private ExceptionDispatchInfo? failure;

    /// <summary>Begins; nobody has written yet.</summary>
    public EarlySync(FileStream file)
    {
        this.file = file.SafeFileHandle;
        timer = new Timer(_ => Sync(), null, Interval, Interval);
    }

    /// <summary>Bytes that are on the disk.</summary>
    public long Synced => Interlocked.Read(ref synced);

    /// <summary>Ends it. A disk tells of what it lost only once: that is thrown here.</summary>
    public void End()
    {
        Dispose();
        failure?.Throw();
    }

    /// <summary>Waits until nobody uses the file any more.</summary>
    public void Dispose()
    {
        using var ended = new ManualResetEvent(false);
        if (timer.Dispose(ended)) ended.WaitOne();
    }

    private void Sync()
    {
        if (!turn.TryEnter()) return;
        try
        {
            var length = RandomAccess.GetLength(file);
            if (length - Synced < LeastBytes || failure is not null) return;
            RandomAccess.FlushToDisk(file);
            Interlocked.Exchange(ref synced, length);
        }
        catch (Exception lost) when (lost is IOException or UnauthorizedAccessException)
        {
            failure = ExceptionDispatchInfo.Capture(lost);
        }
        finally
        {
            turn.Exit();
        }
    }
}
