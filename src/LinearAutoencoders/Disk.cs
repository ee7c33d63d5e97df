using System.Runtime.InteropServices;

namespace LinearAutoencoders;

/// <summary>What can be done to files.</summary>
internal enum DiskOperation { CreateFolder, CreateFile, Write, SyncFile, Move, SyncFolder, DeleteFile, DeleteFolder }

/// <summary>Is told of each operation on files, before and after it: to record them, or to let one fail.</summary>
internal interface IDiskObserver
{
    /// <param name="operation">What is about to be done; an exception from here is what the caller gets instead.</param>
    /// <param name="path">To which file or folder.</param>
    /// <param name="target">Where it moves to; null for all else.</param>
    void Before(DiskOperation operation, string path, string? target);

    /// <inheritdoc cref="Before"/>
    void After(DiskOperation operation, string path, string? target);
}

/// <summary>The operations on files that whatever must survive a killed process and a power cut is made of.</summary>
/// <remarks>
///   A name is on the disk once its folder is synced, and a content once its file is: what is not synced may be lost, in any order.
/// </remarks>
internal static class Disk
{
    private static readonly AsyncLocal<IDiskObserver?> Watching = new();

    /// <summary>Who is told of the operations of this thread and of the tasks that it starts.</summary>
    public static IDiskObserver? Observer
    {
        get => Watching.Value;
        set => Watching.Value = value;
    }

    /// <summary>Makes a folder and those above it that are missing, on the disk when this returns.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        var above = FolderOf(path);
        if (above is not null) CreateFolder(above);
        Observed(DiskOperation.CreateFolder, path, () => Directory.CreateDirectory(path));
        if (above is not null) SyncFolder(above);
    }

    /// <summary>Makes a new file. A link of that name is an error, not followed.</summary>
    public static FileStream CreateFile(string path)
    {
        FileStream? made = null;
        Observed(DiskOperation.CreateFile, path, () => made = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 1 << 16,
        }));
        return made!;
    }

    /// <summary>Writes into a file, and waits until that is on the disk; closes it.</summary>
    public static void Fill(FileStream file, Action<Stream> write)
    {
        try
        {
            using (file)
            {
                using var early = new EarlySync(file);
                Observed(DiskOperation.Write, file.Name, () =>
                {
                    write(file);
                    file.Flush();
                });
                Observed(DiskOperation.SyncFile, file.Name, () =>
                {
                    early.End();
                    file.Flush(flushToDisk: true);
                });
            }
        }
        catch (ArgumentOutOfRangeException tooLong) when (tooLong.ParamName == "value")
        {
            // What .NET makes of EFBIG: a file system's limit, or a user's (ulimit -f).
            throw new IOException("File too large, or larger than this user may make", tooLong);
        }
    }

    /// <summary>Gives a file another name in one step; a file that had it is gone then, and a link is replaced, not followed.</summary>
    public static void Move(string from, string to) =>
        Observed(DiskOperation.Move, from, () => File.Move(from, to, overwrite: true), to);

    /// <summary>Gives a folder another name in one step; nothing may have that.</summary>
    public static void MoveFolder(string from, string to) => Observed(DiskOperation.Move, from, () => Directory.Move(from, to), to);

    /// <summary>Removes a file, if there is one.</summary>
    public static void Delete(string path) => Observed(DiskOperation.DeleteFile, path, () => File.Delete(path));

    /// <summary>Removes a folder with all that is in it; of a link, only the link.</summary>
    public static void DeleteFolder(string path)
    {
        var folder = new DirectoryInfo(path);
        if (!folder.Exists) return;
        if (folder.LinkTarget is null)
        {
            foreach (var below in folder.EnumerateDirectories()) DeleteFolder(below.FullName);
            foreach (var file in folder.EnumerateFiles()) Delete(file.FullName);
        }
        Observed(DiskOperation.DeleteFolder, path, () => folder.Delete());
    }

    /// <summary>Waits until the names in a folder are on the disk.</summary>
    public static void SyncFolder(string path) => Observed(DiskOperation.SyncFolder, path, () =>
    {
        if (OperatingSystem.IsWindows()) return;  // which writes names through by itself, and opens no folders
        var handle = Open(path, 0);
        if (handle < 0) throw Failure(path);
        try
        {
            // Some file systems cannot; what they promise of names is then all there is.
            if (Sync(handle) != 0 && Marshal.GetLastPInvokeError() is not (InvalidArgument or NotSupported or ReadOnly))
                throw Failure(path);
        }
        finally
        {
            _ = Close(handle);
        }
    });

    /// <summary>The folder that a path lies in; null for a root.</summary>
    public static string? FolderOf(string path) => Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    private static void Observed(DiskOperation operation, string path, Action act, string? target = null)
    {
        var observer = Observer;
        observer?.Before(operation, path, target);
        act();
        observer?.After(operation, path, target);
    }

    private const int InvalidArgument = 22, NotSupported = 95, ReadOnly = 30;

    private static IOException Failure(string path) => new($"{Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())} : '{path}'");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
}
