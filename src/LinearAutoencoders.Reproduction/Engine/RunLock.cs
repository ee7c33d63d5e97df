using System.Security.Cryptography;
using System.Text;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>
///   A lock on a run that this process works on: of several that share a folder of runs, each works on others. Kept by the
///   thread that took it.
/// </summary>
/// <remarks>The system gives it back when the process is killed. It leaves no file behind, as a lock file would.</remarks>
internal sealed class RunLock : IDisposable
{
    private readonly Mutex? mutex;

    private RunLock(Mutex? mutex) => this.mutex = mutex;

    /// <summary>Takes the run in a folder, unless somebody has it: then null.</summary>
    public static RunLock? Try(string folder)
    {
        var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))));
        var mutex = Shared(@"Global\lae-" + name);
        if (mutex is null || IsTaken(mutex)) return new RunLock(mutex);
        mutex.Dispose();
        return null;
    }

    public void Dispose()
    {
        mutex?.ReleaseMutex();
        mutex?.Dispose();
    }

    /// <summary>
    ///   Null where the system has no room for what processes share, such as with a read-only /tmp: better unguarded than not
    ///   at all.
    /// </summary>
    private static Mutex? Shared(string name)
    {
        try
        {
            return new Mutex(initiallyOwned: false, name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsTaken(Mutex mutex)
    {
        try
        {
            return mutex.WaitOne(0);
        }
        catch (AbandonedMutexException)
        {
            return true;  // from a process that was killed
        }
    }
}
