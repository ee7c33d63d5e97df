using Microsoft.Win32.SafeHandles;

namespace LinearAutoencoders.Data.Formats;

/// <summary>What came out of a pipe, kept in a temporary file that nobody else sees and that goes with the process.</summary>
internal sealed class Spool
{
    /// <summary>What errors call standard input.</summary>
    public const string StandardInput = "standard input";

    private readonly SafeFileHandle file;
    private readonly long length;

    private Spool(SafeFileHandle file, long length) => (this.file, this.length) = (file, length);

    /// <summary>Reads a stream to its end.</summary>
    public static StoredFile Of(string name, Stream stream, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), "lae-" + Guid.NewGuid().ToString("N"));
        var file = File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete,
            FileOptions.DeleteOnClose);
        // Unix lets a file without a name live on: it is gone even when the process is killed.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        var buffer = new byte[1 << 17];
        var length = 0L;
        for (int count; (count = stream.Read(buffer)) > 0; length += count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RandomAccess.Write(file, buffer.AsSpan(0, count), length);
        }
        var spool = new Spool(file, length);
        return new StoredFile(name, () => new Reader(spool), length);
    }

    /// <summary>One of any number of readers.</summary>
    private sealed class Reader(Spool spool) : ForwardStream
    {
        public override bool CanSeek => true;

        public override long Length => spool.length;

        public override long Position { get; set; }

        public override int Read(Span<byte> buffer)
        {
            if (Position >= spool.length) return 0;
            var count = RandomAccess.Read(spool.file, buffer, Position);
            Position += count;
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = offset
            + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? Position : spool.length);
    }
}
