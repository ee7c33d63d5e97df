using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace LinearAutoencoders.Data.Formats;

/// <summary>A kind of sealed archive.</summary>
/// <param name="Member">Its member that is no array, which tells it from other .npz files.</param>
/// <param name="Noun">What errors call it.</param>
/// <param name="Origin">What writes it.</param>
/// <param name="Mend">What to do about a broken one.</param>
internal sealed record SealedKind(string Member, string Noun, string Origin, string Mend);

/// <summary>An .npz of arrays and a JSON text, with a SHA-256 over all of it: equal content has equal bytes.</summary>
/// <remarks>Members are stored as they are, arrays first. The checksum stands in the text; while it is computed, zeros do.</remarks>
internal sealed class SealedArchive : IDisposable
{
    /// <summary>What stands for the checksum while it is computed.</summary>
    public static readonly string NoChecksum = new('0', Sha256.HashSizeInBytes * 2);

    private readonly string name;
    private readonly SealedKind kind;
    private readonly ZipArchive archive;
    private readonly Sha256 hash = Sha256.Create();

    private SealedArchive(string name, SealedKind kind, ZipArchive archive)
    {
        (this.name, this.kind, this.archive) = (name, kind, archive);
        Json = Encoding.UTF8.GetString(Content(kind.Member));
    }

    /// <summary>The text.</summary>
    public string Json { get; }

    /// <summary>Writes one.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="arrays">Their names, and what makes their bytes.</param>
    /// <param name="json">The text, with <see cref="NoChecksum"/> in it.</param>
    public static void Write(Stream stream, SealedKind kind, IEnumerable<(string Name, Func<byte[]> Bytes)> arrays, string json)
    {
        using var hash = Sha256.Create();
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, bytes) in arrays)
        {
            var content = bytes();
            hash.AppendData(content);
            Add(archive, name + ".npy", content);
        }
        hash.AppendData(Encoding.UTF8.GetBytes(json));
        var checksum = Convert.ToHexStringLower(hash.GetHashAndReset());
        Add(archive, kind.Member, Encoding.UTF8.GetBytes(json.Replace(NoChecksum, checksum, StringComparison.Ordinal)));
    }

    /// <summary>Reads one.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="stream">Can seek.</param>
    /// <param name="kind">What it should be.</param>
    /// <param name="read">Reads arrays, and at last requires the seal.</param>
    /// <exception cref="BadDataException">It is none of that kind, or damaged.</exception>
    public static TResult Read<TResult>(string name, Stream stream, SealedKind kind, Func<SealedArchive, TResult> read)
    {
        if (!IsArchive(stream))
            throw new BadDataException($"{name} is no {kind.Noun}: it does not start as .npz files do; give one that {kind.Origin} wrote");
        try
        {
            using var archive = new SealedArchive(name, kind, new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true));
            return read(archive);
        }
        catch (Exception failure) when (failure is InvalidDataException or JsonException or ArgumentException or KeyNotFoundException
            or EndOfStreamException)
        {
            throw new BadDataException($"{name} is no {kind.Noun} that can be read ({failure.Message}); {kind.Mend}", failure);
        }
    }

    private static bool IsArchive(Stream stream)
    {
        var start = new byte[2];
        var isArchive = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start.AsSpan().SequenceEqual("PK"u8);
        stream.Position = 0;
        return isArchive;
    }

    /// <summary>The file of an array. All are read once, in the order in which they were written.</summary>
    public byte[] Bytes(string array)
    {
        var content = Content(array + ".npy");
        hash.AppendData(content);
        return content;
    }

    /// <summary>Throws unless what was read is what was written.</summary>
    public void RequireSeal(string checksum)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(Json.Replace(checksum, NoChecksum, StringComparison.Ordinal)));
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != checksum)
            throw new BadDataException($"{name} is damaged: its checksum does not fit its content; {kind.Mend}");
    }

    public void Dispose()
    {
        hash.Dispose();
        archive.Dispose();
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(content);
    }

    private byte[] Content(string member)
    {
        var entry = archive.GetEntry(member) ?? throw new BadDataException(
            $"{name} is no {kind.Noun}: there is no {member} in it; give a file that {kind.Origin} wrote");
        // A length that is not that of the stored bytes is not believed before memory is taken for it.
        if (entry.Length > entry.CompressedLength)
            throw new BadDataException($"{name}: {member} is compressed, which no {kind.Noun}'s is; {kind.Mend}");
        var content = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(content);
        return content;
    }
}
