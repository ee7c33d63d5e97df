using System.IO.Compression;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Decompresses gzip data and, unlike <see cref="GZipStream"/>, notices when its end is missing.</summary>
/// <remarks>
///   GZipStream takes a file that was cut off anywhere for a complete one. So one more gzip member, with a marker in it, is put
///   after the file's: only behind complete data does the decoder reach it, and then the marker is the last of its output.
///   Files of several members (bgzip, concatenated parts) are read like any other.
/// </remarks>
internal sealed class GunzipStream : ForwardStream
{
    /// <summary>
    ///   Deflate shrinks no input more than this many times (zlib's documentation, "Maximum compression factor").
    /// </summary>
    public const long LargestRatio = 1032;

    private static readonly byte[] Marker = "end of the file."u8.ToArray();
    private static readonly byte[] MarkerMember = Compress(Marker);

    private readonly GZipStream decoder;
    private readonly byte[] window = new byte[1 << 17];
    private int start, end;

    public GunzipStream(Stream compressed) =>
        decoder = new GZipStream(new FollowedStream(compressed, MarkerMember), CompressionMode.Decompress);

    /// <summary>Whether data starts as gzip files do.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> head) => head is [0x1f, 0x8b, ..];

    /// <exception cref="InvalidDataException">The data is corrupt, or ends early.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        // The last bytes decoded so far may be the marker: they are held back until more follow.
        while (end - start <= Marker.Length)
            if (!Fill()) return 0;
        var count = Math.Min(buffer.Length, end - start - Marker.Length);
        window.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    private bool Fill()
    {
        window.AsSpan(start, end - start).CopyTo(window);
        (start, end) = (0, end - start);
        var count = decoder.Read(window.AsSpan(end));
        end += count;
        if (count == 0 && !window.AsSpan(0, end).SequenceEqual(Marker))
            throw new InvalidDataException("the compressed data ends early, or other bytes follow it");
        return count > 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) decoder.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var encoder = new GZipStream(compressed, CompressionLevel.Fastest)) encoder.Write(content);
        return compressed.ToArray();
    }

    /// <summary>A stream, then some bytes more.</summary>
    private sealed class FollowedStream(Stream first, byte[] then) : ForwardStream
    {
        private int position = -1;

        public override int Read(Span<byte> buffer)
        {
            if (position < 0)
            {
                var read = first.Read(buffer);
                if (read > 0 || buffer.IsEmpty) return read;
                position = 0;
            }
            var count = Math.Min(buffer.Length, then.Length - position);
            then.AsSpan(position, count).CopyTo(buffer);
            position += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) first.Dispose();
            base.Dispose(disposing);
        }
    }
}
