using Microsoft.Win32.SafeHandles;

namespace LinearAutoencoders.Data.Formats;

/// <summary>What came out of a pipe, kept in a temporary file that nobody else sees and that goes with the process.</summary>
internal sealed class Spool
{
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
        private long position;

        public override int Read(Span<byte> buffer)
        {
            if (position >= spool.length) return 0;
            var count = RandomAccess.Read(spool.file, buffer, position);
            position += count;
            return count;
        }
    }
}
