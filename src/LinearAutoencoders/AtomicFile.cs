namespace LinearAutoencoders;

/// <summary>Files that appear whole or not at all: written beside their place, flushed to the disk, then renamed.</summary>
/// <remarks>
///   While it is written the file is called <c>NAME.part</c>. When writing fails, a full disk included, the exception
///   passes to the caller, the part is removed, and what was at the path before is still there. One writer per path at a time.
/// </remarks>
internal static class AtomicFile
{
    /// <summary>Makes or replaces the file at <paramref name="path"/> with what <paramref name="write"/> writes.</summary>
    /// <param name="path">The file's final place; its folder is made when it is missing.</param>
    /// <param name="write">Writes the content; the stream is closed for it.</param>
    /// <exception cref="IOException">The disk is full, or the place cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The place may not be written to.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var part = PartFor(path);
        try
        {
            using (var stream = new FileStream(part, Creation))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(part, path, overwrite: true);
        }
        catch
        {
            Remove(part);
            throw;
        }
    }

    /// <summary>Makes or replaces a text file, in UTF-8 without a byte order mark.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteText(string path, string text) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(text);
    });

    private static FileStreamOptions Creation => new()
    {
        Mode = FileMode.Create,
        Access = FileAccess.Write,
        Share = FileShare.None,
        BufferSize = 1 << 16,
    };

    private static string PartFor(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        return path + ".part";
    }

    private static void Remove(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The caller's exception says more than this one would.
        }
    }
}
