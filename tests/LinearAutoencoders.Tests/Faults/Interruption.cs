namespace LinearAutoencoders.Tests.Faults;

/// <summary>The process is gone: nothing catches this, and nothing is written after it.</summary>
internal sealed class KilledException : Exception;

/// <summary>Counts the operations on files, and stops the one that does them before a certain one: as a kill does.</summary>
internal sealed class Interruption(int after = int.MaxValue) : IDiskObserver
{
    public int Count { get; private set; }

    /// <summary>What would survive a power cut at this moment; null: nobody asks.</summary>
    public DiskModel? Model { get; init; }

    public void Before(DiskOperation operation, string path, string? target)
    {
        if (Count >= after) throw new KilledException();
        Count++;
    }

    public void After(DiskOperation operation, string path, string? target) => Model?.Note(operation, path, target);
}

/// <summary>A disk that fails at some operations.</summary>
/// <param name="from">The first that fails.</param>
/// <param name="until">The first after it that does not.</param>
/// <param name="reason">As the system says it.</param>
internal sealed class FailingDisk(int from, int until, string reason) : IDiskObserver
{
    private int count;

    public void Before(DiskOperation operation, string path, string? target)
    {
        // What is in the way is always removed: it needs no room.
        if (operation is DiskOperation.DeleteFile or DiskOperation.DeleteFolder) return;
        var number = count++;
        if (number >= from && number < until) throw new IOException($"{reason} : '{path}'");
    }

    public void After(DiskOperation operation, string path, string? target)
    {
    }
}
