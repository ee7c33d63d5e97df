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

    protected override void Dispose(bool disposing)
    {
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }
}
