using System.Runtime.InteropServices;
using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Data.Formats;

/// <summary>A file being read: plain or gzip, told apart by its first bytes. Its errors name it.</summary>
internal sealed class InputFile : IDisposable
{
    /// <summary>Elements read between two looks at the cancellation token; also keeps a span's bytes below 2³¹.</summary>
    private const int ReadBlock = 1 << 20;

    /// <summary>So many bytes tell whether a file is gzip.</summary>
    private const int HeadBytes = 2;

    private readonly HeadedStream stored;
    private readonly long storedBytes;

    /// <summary>Bytes of the content read so far.</summary>
    private long position;

    /// <summary>Bytes of the content that the header promised.</summary>
    private long end;

    private InputFile(StoredFile file, Stream stored, CancellationToken cancellation)
    {
        (Name, storedBytes, Cancellation) = (file.Name, file.Length, cancellation);
        var head = new byte[HeadBytes];
        var count = stored.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var whole = new HeadedStream(head.AsMemory(0, count), stored);
        this.stored = whole;
        IsCompressed = GunzipStream.IsGzip(head.AsSpan(0, count));
        Content = IsCompressed ? new GunzipStream(whole) : whole;
        if (count == 0) throw Bad("the file is empty; write samples to it, one a row");
    }

    /// <summary>What errors call the file.</summary>
    public string Name { get; }

    /// <summary>Cancels reading.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The part of the file, as it is stored, that was read so far; 1 where its length is not known.</summary>
    public double ShareRead => storedBytes > 0 ? Math.Min(1, (double)stored.BytesRead / storedBytes) : 1;

    /// <summary>What is in the file, decompressed.</summary>
    public Stream Content { get; }

    /// <summary>Whether the file is gzip.</summary>
    public bool IsCompressed { get; }

    /// <summary>No more bytes than these can be in the file, decompressed.</summary>
    public long MostBytes => IsCompressed ? SaturatingProduct(storedBytes) : storedBytes;

    private static long SaturatingProduct(long bytes) => bytes > long.MaxValue / GunzipStream.LargestRatio
        ? long.MaxValue : bytes * GunzipStream.LargestRatio;

    /// <summary>
    ///   Opens a file; what can go wrong with it becomes one line, here and in <see cref="Do(Action{InputFile})"/>.
    /// </summary>
    /// <exception cref="BadDataException">The file cannot be opened.</exception>
    public static InputFile Open(StoredFile file, CancellationToken cancellationToken)
    {
        Stream? stored = null;
        try
        {
            stored = file.Open();
            return new InputFile(file, stored, cancellationToken);
        }
        catch (Exception failure)
        {
            stored?.Dispose();
            if (failure is InvalidDataException) throw Corrupt(file.Name, "compressed", failure, "");
            if (failure is IOException or UnauthorizedAccessException) throw StoredFile.Unreadable(file.Name, failure);
            throw;
        }
    }

    /// <summary>Opens a file and reads it whole.</summary>
    /// <exception cref="BadDataException">The file cannot be opened or read, or its content is bad.</exception>
    public static TResult Read<TResult>(StoredFile file, Func<InputFile, TResult> read, CancellationToken cancellationToken)
    {
        using var opened = Open(file, cancellationToken);
        return opened.Do(read);
    }

    /// <inheritdoc cref="Read{TResult}(StoredFile, Func{InputFile, TResult}, CancellationToken)"/>
    public static TResult Read<TResult>(string path, Func<InputFile, TResult> read, CancellationToken cancellationToken) =>
        Read(StoredFile.At(path, cancellationToken), read, cancellationToken);

    /// <summary>As the other overloads, for data that is no file of the user's.</summary>
    public static TResult Read<TResult>(
        string name, Stream stored, Func<InputFile, TResult> read, CancellationToken cancellationToken) =>
        Read(new StoredFile(name, () => stored, stored.Length), read, cancellationToken);

    /// <summary>Reads some of the file.</summary>
    /// <exception cref="BadDataException">It cannot be read, or its content is bad.</exception>
    public TResult Do<TResult>(Func<InputFile, TResult> read)
    {
        try
        {
            return read(this);
        }
        catch (InvalidDataException failure)
        {
            throw Corrupt(Name, IsCompressed ? "gzip" : "compressed", failure, $", near byte {stored.BytesRead} of {storedBytes}");
        }
        catch (IOException failure)
        {
            throw StoredFile.Unreadable(Name, failure);
        }
    }

    /// <inheritdoc cref="Do{TResult}"/>
    public void Do(Action<InputFile> read) => Do(file =>
    {
        read(file);
        return true;
    });

    /// <inheritdoc cref="Do{TResult}"/>
    public void Do(Action read) => Do(_ => read());

    private static BadDataException Corrupt(string name, string kind, Exception failure, string place) =>
        new($"{name}: the {kind} data is corrupt or cut off{place}; fetch or compress it again", failure);

    /// <summary>An error about this file: <c>NAME: WHAT</c>.</summary>
    public BadDataException Bad(string what) => new($"{Name}: {what}");

    /// <summary>
    ///   Throws when a header, just read, asks for more values than an array can have or the rest of the file can hold.
    /// </summary>
    /// <returns>The number of values.</returns>
    public int RequireArray(long[] sizes, int valueBytes)
    {
        var values = sizes.Aggregate((UInt128)1, (product, size) => product * (UInt128)size);
        if (values > (UInt128)Array.MaxLength) throw TooMany(sizes);
        RequireHeld(sizes, (long)values, valueBytes);
        return (int)values;
    }

    /// <summary>The same for rows that are read a few at a time: only one of them must fit into an array.</summary>
    public void RequireRows(long[] sizes, int valueBytes)
    {
        var values = sizes.Aggregate((UInt128)1, (product, size) => product * (UInt128)size);
        if (values > 0 && (sizes[^1] > LargestMatrix.Cells || values > long.MaxValue / 16)) throw TooMany(sizes);
        RequireHeld(sizes, (long)values, valueBytes);
    }

    private BadDataException TooMany(long[] sizes) =>
        Bad($"{string.Join(" × ", sizes)} values are too many, the most is {Array.MaxLength}; use fewer rows or columns");

    private void RequireHeld(long[] sizes, long values, int valueBytes)
    {
        end = position + values * valueBytes;
        if (end <= MostBytes) return;
        var held = IsCompressed ? $"{storedBytes} compressed ones" : $"{storedBytes}";
        throw Bad(
            $"the file is cut off: its header promises {string.Join(" × ", sizes)} values, {end} bytes, but it has {held}; "
            + "fetch or write it again");
    }

    /// <summary>Reads exactly as many bytes as the span has.</summary>
    public void ReadHeader(Span<byte> header)
    {
        var count = Content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        position += count;
        if (count < header.Length) throw Bad($"the file is cut off in its header, at byte {position}; fetch or write it again");
    }

    /// <summary>Fills the span with the file's next bytes.</summary>
    public void ReadValues<TRaw>(Span<TRaw> values) where TRaw : unmanaged
    {
        for (; values.Length > 0; values = values[Math.Min(ReadBlock, values.Length)..])
        {
            Cancellation.ThrowIfCancellationRequested();
            var block = MemoryMarshal.AsBytes(values[..Math.Min(ReadBlock, values.Length)]);
            var count = Content.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
            position += count;
            if (count < block.Length) throw Bad($"the file is cut off at byte {position} of {end}; fetch or write it again");
        }
    }

    /// <summary>Passes over the next bytes of the content; of a file that is not compressed nothing is read of them.</summary>
    public void Skip(long bytes)
    {
        position += bytes;
        if (!IsCompressed)
        {
            stored.Skip(bytes);
            return;
        }
        for (var buffer = new byte[Math.Min(bytes, ReadBlock)]; bytes > 0;)
        {
            Cancellation.ThrowIfCancellationRequested();
            var count = Content.Read(buffer.AsSpan(0, (int)Math.Min(bytes, buffer.Length)));
            if (count == 0) return;  // whoever reads on says so
            bytes -= count;
        }
    }

    /// <summary>The whole content, of a file that is to be held in memory anyhow.</summary>
    public MemoryStream ReadWhole()
    {
        var content = new MemoryStream();
        Content.CopyTo(content);
        content.Position = 0;
        return content;
    }

    /// <summary>
    ///   Throws when bytes follow the values; reading on to the end also makes the decompressor check the gzip checksum.
    /// </summary>
    public void RequireEnd()
    {
        if (Content.ReadByte() >= 0)
            throw Bad($"more bytes follow the data's end at byte {end}; write the file again, with one array in it");
    }

    public void Dispose() => Content.Dispose();
}
