using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LinearAutoencoders.Runs;

/// <summary>Another process works in a folder. The message says which.</summary>
internal sealed class FolderInUseException(string message) : IOException(message);

/// <summary>A folder that the tool writes into. It was empty, or carries the tool's mark; one process has it at a time.</summary>
/// <remarks>
///   <c>.lae</c> is the mark, <c>.lae-lock</c> is held open while a process has the folder, and <c>.lae-owner</c> says then who that is;
///   <c>.lae-stop</c> asks it to stop. The system gives the lock back when the process ends, however it ends.
/// </remarks>
internal sealed partial class OutputFolder : IDisposable
{
    private const string MarkFile = ".lae", LockFile = ".lae-lock", OwnerFile = ".lae-owner", StopFile = ".lae-stop";

    private static readonly string[] Ours = [LockFile, OwnerFile, StopFile];

    private readonly string path;
    private readonly FileStream held;
    private string? owner;

    private OutputFolder(string path, FileStream held) => (this.path, this.held) = (path, held);

    /// <summary>Refuses a folder that holds anything but what is to be written into it.</summary>
    /// <param name="path">The folder; it need not be there.</param>
    /// <param name="kind">What it is to hold: <c>run</c>, <c>comparison</c>, …</param>
    /// <param name="writes">Names that would be overwritten, for the message.</param>
    /// <exception cref="RequestException">Somebody else's files are in it.</exception>
    public static void RequireOurs(string path, string kind, IReadOnlyCollection<string> writes)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new RequestException("--out is empty; give a folder");
        if (File.Exists(path)) throw new RequestException($"{path} is a file; choose another --out");
        if (!Directory.Exists(path)) return;
        var foreign = Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry))
            .Where(name => !Ours.Contains(name) && !AtomicFile.IsPart(name)).Order(StringComparer.Ordinal).ToList();
        if (foreign.Count == 0 || MarkOf(path) == Mark(kind)) return;
        if (MarkOf(path) is { Length: > 0 } mark && mark.StartsWith("lae ", StringComparison.Ordinal))
            throw new RequestException($"{path} holds something else of lae ('{mark}'), not a {kind}; choose another --out");
        throw new RequestException(foreign.FirstOrDefault(writes.Contains) is { } lost
            ? $"{Path.Combine(path, lost)} is not of a {kind} of lae and would be overwritten; choose another --out"
            : $"{path} holds {foreign[0]} and no {kind} of lae; choose another --out, a folder that is new or empty");
    }

    /// <summary>Takes a folder, which is made when it is missing, and marks it.</summary>
    /// <inheritdoc cref="RequireOurs"/>
    /// <exception cref="FolderInUseException">Another process has it.</exception>
    public static OutputFolder Claim(string path, string kind, IReadOnlyCollection<string> writes)
    {
        RequireOurs(path, kind, writes);
        RequireNoLink(path, writes);
        Disk.CreateFolder(path);
        var claim = new OutputFolder(path, Lock(path));
        try
        {
            RequireOurs(path, kind, writes);  // as it is now that nobody else writes into it
            claim.SayWhoHasIt();
            if (MarkOf(path) != Mark(kind)) AtomicFile.WriteText(Path.Combine(path, MarkFile), Mark(kind) + "\n");
            return claim;
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    /// <summary>Whether a process works in the folder: on this machine it is looked for, of others it is believed.</summary>
    public static bool IsInUse(string path)
    {
        var owner = Path.Combine(path, OwnerFile);
        if (!File.Exists(owner) || OwnerLine().Match(Owner(path)) is not { Success: true } match) return false;
        if (match.Groups["machine"].Value != Environment.MachineName) return true;
        try
        {
            using var process = Process.GetProcessById(int.Parse(match.Groups["process"].Value, CultureInfo.InvariantCulture));
            return !process.HasExited;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Asks the process that works in a folder to stop with its state saved; where there is none, nothing is done.</summary>
    public static void AskToStop(string path)
    {
        if (IsInUse(path)) AtomicFile.WriteText(Path.Combine(path, StopFile), Owner(path));
    }

    /// <summary>Whether somebody has asked this process to stop.</summary>
    public bool IsAskedToStop
    {
        get
        {
            try
            {
                var file = Path.Combine(path, StopFile);
                return File.Exists(file) && File.ReadAllText(file) == owner;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return false;  // the next look will tell
            }
        }
    }

    /// <summary>Gives the folder up: its mark and lock go, and it too if nothing else is in it.</summary>
    public void Abandon()
    {
        Dispose();
        foreach (var name in new[] { MarkFile, LockFile }) File.Delete(Path.Combine(path, name));
        if (!Directory.EnumerateFileSystemEntries(path).Any()) Directory.Delete(path);
    }

    [GeneratedRegex("^process (?<process>[0-9]+) on (?<machine>.*), since ")]
    private static partial Regex OwnerLine();

    /// <summary>A text as the name of a folder: what a shell or a system would stumble over is left out.</summary>
    public static string NameFrom(string text) =>
        string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' ? letter : '_'));

    /// <summary>Whether the folder carries the mark of a kind.</summary>
    public static bool IsMarked(string path, string kind) => MarkOf(path) == Mark(kind);

    /// <summary>Marks a folder of an earlier version, which had no marks.</summary>
    public static void MarkAsOurs(string path, string kind) => AtomicFile.WriteText(Path.Combine(path, MarkFile), Mark(kind) + "\n");

    /// <summary>Removes what killed processes were writing, in this folder and, if asked for, those below.</summary>
    public void RemoveParts(bool below)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = below, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in Directory.EnumerateFiles(path, "*", options).Where(AtomicFile.IsPart)) Disk.Delete(file);
    }

    public void Dispose()
    {
        RemoveOwner(path);
        held.Dispose();
    }

    /// <summary>Removes what a process has left that was killed as it gave the folder up.</summary>
    public static void RemoveDeadOwner(string path)
    {
        if (!IsInUse(path)) RemoveOwner(path);
    }

    private static void RemoveOwner(string path)
    {
        try
        {
            foreach (var name in new[] { OwnerFile, StopFile }) File.Delete(Path.Combine(path, name));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Who comes next overwrites it.
        }
    }

    private static string Mark(string kind) => $"lae {kind} 1";

    /// <summary>The first line of the mark; null without one, and where a link has its name.</summary>
    private static string? MarkOf(string path)
    {
        var mark = new FileInfo(Path.Combine(path, MarkFile));
        return mark is { Exists: true, LinkTarget: null, Length: < 4096 } ? File.ReadLines(mark.FullName).FirstOrDefault("") : null;
    }

    /// <summary>What is written stays in the folder: a link in the place of a folder or a lock would lead out of it.</summary>
    private static void RequireNoLink(string path, IReadOnlyCollection<string> writes)
    {
        foreach (var name in writes.Concat(Ours))
            if (IsLinkToElsewhere(Path.Combine(path, name), isOnlyForFolders: writes.Contains(name)))
                throw new RequestException(
                    $"{Path.Combine(path, name)} is a link, which would be followed; remove it, or choose another --out");
    }

    /// <summary>A file's name is taken over by a rename, which replaces a link; what is inside of a folder is not.</summary>
    private static bool IsLinkToElsewhere(string path, bool isOnlyForFolders) =>
        new FileInfo(path).LinkTarget is not null && (!isOnlyForFolders || Directory.Exists(path));

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (IsSharingViolation(taken))
        {
            throw new FolderInUseException($"{path} is in use by {Owner(path)}; wait for it, or choose another --out");
        }
    }

    /// <summary>EAGAIN of Linux and of macOS, and what Windows says.</summary>
    private static bool IsSharingViolation(IOException failure) => failure.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static string Owner(string path)
    {
        try
        {
            return File.ReadLines(Path.Combine(path, OwnerFile)).First();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return "another process";
        }
    }

    private void SayWhoHasIt()
    {
        var file = Path.Combine(path, OwnerFile);
        File.Delete(file);
        owner = string.Create(CultureInfo.InvariantCulture,
            $"process {Environment.ProcessId} on {Environment.MachineName}, since {DateTimeOffset.Now:yyyy-MM-dd HH:mm:ss zzz}");
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);
        using var writer = new StreamWriter(stream);
        writer.WriteLine(owner);
    }
}
