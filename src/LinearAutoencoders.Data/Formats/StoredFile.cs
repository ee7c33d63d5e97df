namespace LinearAutoencoders.Data.Formats;

/// <summary>Bytes that can be read from their start as often as asked: a file, a pipe that was stored, a part of an archive.</summary>
/// <param name="Name">What errors call it.</param>
/// <param name="Open">Opens it; the stream need not seek.</param>
/// <param name="Length">Its bytes, as far as is known before it is read.</param>
internal sealed record StoredFile(string Name, Func<Stream> Open, long Length)
{
    /// <summary>What stands for standard input.</summary>
    public const string StandardInput = "-";

    private const int BufferBytes = 1 << 16;

    /// <summary>A file, or what comes out of a pipe.</summary>
    /// <exception cref="BadDataException">There is none, or it cannot be read.</exception>
    public static StoredFile At(string path, CancellationToken cancellationToken = default)
    {
        if (Directory.Exists(path))
            throw new BadDataException($"{path} is a folder; give a file in it, or mnist:{path} for IDX files");
        try
        {
            using var stream = path == StandardInput ? Console.OpenStandardInput() : OpenFile(path);
            if (!stream.CanSeek) return Spool.Of(path == StandardInput ? Spool.StandardInput : path, stream, cancellationToken);
            return new StoredFile(path, () => OpenFile(path), stream.Length);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, failure);
        }
    }

    /// <summary>What went wrong with a file, in a line.</summary>
    public static BadDataException Unreadable(string path, Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => new($"{path}: there is no such file; check its name and folder", failure),
        UnauthorizedAccessException => new($"{path}: no permission to read the file; change its permissions", failure),
        _ => new($"{path} cannot be read: {failure.Message}; check the disk", failure),
    };

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
}
