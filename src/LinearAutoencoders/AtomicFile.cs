using System.Buffers;

namespace LinearAutoencoders;

/// <summary>Files that appear whole or not at all: written beside their place, synced, renamed, and their folder synced.</summary>
/// <remarks>
///   While it is written the file is called <c>NAME.32 random digits.lae-part</c>, a name that nobody else has, opened so that no link is
///   followed. When writing fails, a full disk included, the part is removed, and what was at the path before is still there. Once
///   <see cref="Write"/> has returned, the file survives a power cut.
/// </remarks>
internal static class AtomicFile
{
    private const string PartEnding = ".lae-part";

    private static readonly AsyncLocal<HashSet<string>?> Waiting = new();

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Makes or replaces the file at <paramref name="path"/> with what <paramref name="write"/> writes.</summary>
    /// <param name="path">The file's final place; its folder is made when it is missing. A link there is replaced, not followed.</param>
    /// <param name="write">Writes the content; the stream is closed for it.</param>
    /// <exception cref="IOException">The disk is full, or the place cannot be written to; the message names the file.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        try
        {
            var folder = Disk.FolderOf(path) ?? throw new IOException("it is a folder");
            Disk.CreateFolder(folder);
            WritePart(path, part => Disk.Fill(Disk.CreateFile(part), write));
            if (Waiting.Value is { } waiting) waiting.Add(folder);
            else Disk.SyncFolder(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, failure);
        }
    }

    /// <summary>Fails where <see cref="Write"/> could make no file, so that no work is done whose result would then be lost.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void RequirePlace(string path)
    {
        var folder = Disk.FolderOf(path);
        while (folder is not null && !Path.Exists(folder)) folder = Disk.FolderOf(folder);
        var part = PartOf(Path.Combine(folder ?? "", Path.GetFileName(path)));
        try
        {
            Disk.CreateFile(part).Dispose();
            Disk.Delete(part);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, failure);
        }
    }

    /// <summary>Makes or replaces a text file, in UTF-8 without a byte order mark.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteText(string path, string text) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(text);
    });

    /// <summary>The same for a file that nothing depends on: it may be lost in a power cut, and nobody waits for the disk.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteForNow(string path, Action<Stream> write) => WritePart(path, part =>
    {
        using var file = Disk.CreateFile(part);
        write(file);
    });

    /// <summary>
    ///   The files that are written until the result is disposed of have their names on the disk only then: a folder is synced once.
    /// </summary>
    public static IDisposable Together()
    {
        Waiting.Value = [];
        return new Names();
    }

    /// <summary>A name beside a path that nobody else has.</summary>
    public static string PartOf(string path) =>
        $"{Path.TrimEndingDirectorySeparator(path)}.{Guid.NewGuid():N}{PartEnding}";

    /// <summary>Whether a name is one that <see cref="PartOf"/> makes: what a killed process was writing.</summary>
    public static bool IsPart(string path)
    {
        if (!path.EndsWith(PartEnding, StringComparison.Ordinal)) return false;
        var stem = path.AsSpan(0, path.Length - PartEnding.Length);
        return stem.Length > 33 && stem[^33] == '.' && !stem[^32..].ContainsAnyExcept(Digits);
    }

    private static void WritePart(string path, Action<string> fill)
    {
        var part = PartOf(path);
        try
        {
            fill(part);
            Disk.Move(part, path);
        }
        catch
        {
            Remove(part);
            throw;
        }
    }

    private static void Remove(string part)
    {
        try
        {
            Disk.Delete(part);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The caller's exception says more than this one would.
        }
    }

    private static IOException Failed(string path, Exception failure)
    {
        var rest = Path.Exists(path) ? "it is as it was" : "it is not there";
        return new($"{path} could not be written: {Reason(failure)}; {rest}", failure);
    }

    /// <summary>The system's words without the path, which names the part.</summary>
    private static string Reason(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no file can be made there",
        UnauthorizedAccessException => "no permission to write there",
        _ => failure.Message.Split(" : '")[0].TrimEnd('.'),
    };

    private sealed class Names : IDisposable
    {
        public void Dispose()
        {
            var folders = Waiting.Value;
            Waiting.Value = null;
            foreach (var folder in folders ?? []) Disk.SyncFolder(folder);
        }
    }
}
