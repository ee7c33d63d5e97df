namespace LinearAutoencoders.Data.Formats;

/// <summary>A stream from its start on, although its first bytes were read already.</summary>
internal sealed class HeadedStream(ReadOnlyMemory<byte> head, Stream rest) : ForwardStream
{
    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, head.Length);
        if (count > 0)
        {
            head.Span[..count].CopyTo(buffer);
            head = head[count..];
        }
        else
        {
            count = rest.Read(buffer);
        }
        BytesRead += count;
        return count;
    }

    /// <summary>Goes on behind some of the next bytes, without reading them where that can be.</summary>
    public void Skip(long count)
    {
        var ofHead = (int)Math.Min(count, head.Length);
        head = head[ofHead..];
        var left = count - ofHead;
        if (rest.CanSeek) rest.Seek(left, SeekOrigin.Current);
        else
            for (var buffer = new byte[Math.Min(left, 1 << 16)]; left > 0;)
            {
                var read = rest.Read(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
                if (read == 0) break;
                left -= read;
            }
        BytesRead += count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }
}
