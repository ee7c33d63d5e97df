using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearAutoencoders.Data.Formats;

/// <summary>A file being read: plain or gzip, told apart by its first bytes. Its errors name it.</summary>
internal sealed class InputFile : IDisposable
{
    /// <summary>Elements read between two looks at the cancellation token; also keeps a span's bytes below 2³¹.</summary>
    private const int ReadBlock = 1 << 20;

    private readonly Stream stored;

    /// <summary>Bytes of the content read so far.</summary>
    private long position;

    private InputFile(string name, Stream stored, CancellationToken cancellation)
    {
        this.stored = stored;
        Name = name;
        Cancellation = cancellation;
        Span<byte> head = stackalloc byte[2];
        var count = stored.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stored.Position = 0;
        IsCompressed = GunzipStream.IsGzip(head[..count]);
        Content = IsCompressed ? new GunzipStream(stored) : stored;
        if (stored.Length == 0) throw Bad("the file is empty; write samples to it, one a row");
    }

    /// <summary>What errors call the file.</summary>
    public string Name { get; }

    /// <summary>Cancels reading.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>What is in the file, decompressed.</summary>
    public Stream Content { get; }

    /// <summary>Whether the file is gzip.</summary>
    public bool IsCompressed { get; }

    /// <summary>No more bytes than these can be in the file, decompressed.</summary>
    public long MostBytes => IsCompressed ? stored.Length * GunzipStream.LargestRatio : stored.Length;

    /// <summary>Opens a file, reads it with <paramref name="read"/>, and turns what can go wrong into one line.</summary>
    /// <exception cref="BadDataException">The file cannot be opened or read, or its content is bad.</exception>
    public static TResult Read<TResult>(string path, Func<InputFile, TResult> read, CancellationToken cancellation)
    {
        if (Directory.Exists(path)) throw new BadDataException($"{path} is a folder; give a file in it, or mnist:{path} for IDX files");
        try
        {
            return Read(path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16), read, cancellation);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadDataException($"{path}: there is no such file; check its name and folder", failure);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new BadDataException($"{path}: no permission to read the file; change its permissions", failure);
        }
        catch (IOException failure)
        {
            throw new BadDataException($"{path} cannot be read: {failure.Message}; check the disk", failure);
        }
    }

    /// <summary>As the other overload, for data that is no file of the user's.</summary>
    public static TResult Read<TResult>(string name, Stream stored, Func<InputFile, TResult> read, CancellationToken cancellation)
    {
        using (stored)
        {
            using var file = new InputFile(name, stored, cancellation);
            try
            {
                return read(file);
            }
            catch (InvalidDataException failure)
            {
                var place = $"near byte {stored.Position} of {stored.Length}";
                throw new BadDataException($"{name}: the gzip data is corrupt or cut off, {place}; fetch or compress it again", failure);
            }
        }
    }

    /// <summary>An error about this file: <c>NAME: WHAT</c>.</summary>
    public BadDataException Bad(string what) => new($"{Name}: {what}");

    /// <summary>Throws when a header, just read, asks for more values than an array can have or the rest of the file can hold.</summary>
    /// <returns>The number of values.</returns>
    public int RequirePossible(long[] sizes, int elementBytes)
    {
        var shape = string.Join(" × ", sizes);
        // Both factors stay below 2³², so that no product overflows.
        var values = sizes.Aggregate(1L, (product, size) => Math.Min(product * Math.Min(size, int.MaxValue), Array.MaxLength + 1L));
        if (values > Array.MaxLength)
            throw Bad($"{shape} values are too many, the most is {Array.MaxLength}; use fewer rows or columns");
        var needed = position + values * elementBytes;
        if (needed > MostBytes)
        {
            var held = IsCompressed ? $"{stored.Length} compressed ones" : $"{stored.Length}";
            throw Bad($"the file is cut off: its header promises {shape} values, {needed} bytes, but it has {held}; fetch or write it again");
        }
        return (int)values;
    }

    /// <summary>Reads exactly as many bytes as the span has.</summary>
    public void ReadHeader(Span<byte> header)
    {
        var count = Content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        position += count;
        if (count < header.Length) throw Bad($"the file is cut off in its header, at byte {position}; fetch or write it again");
    }

    /// <summary>Fills the array with the file's bytes; nothing may follow them.</summary>
    public void ReadRest<TRaw>(TRaw[] values) where TRaw : unmanaged
    {
        var end = position + (long)values.Length * Unsafe.SizeOf<TRaw>();
        for (var start = 0; start < values.Length; start += ReadBlock)
        {
            Cancellation.ThrowIfCancellationRequested();
            var block = MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(ReadBlock, values.Length - start)));
            var count = Content.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
            position += count;
            if (count < block.Length) throw Bad($"the file is cut off at byte {position} of {end}; fetch or write it again");
        }
        // Reading on to the end also makes the decompressor check the gzip checksum.
        if (Content.ReadByte() >= 0)
            throw Bad($"more bytes follow the data's end at byte {end}; write the file again, with one array in it");
    }

    public void Dispose() => Content.Dispose();
}
