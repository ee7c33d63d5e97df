using System.IO.Compression;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Archives of arrays, as numpy.savez writes them: a zip file with a .npy file for each.</summary>
internal sealed class NpzFile
{
    private const string Ending = ".npy";

    private readonly StoredFile archive;
    private readonly Dictionary<string, long> sizes;
    private readonly HashSet<string> members;

    private NpzFile(StoredFile archive, Dictionary<string, long> sizes, HashSet<string> members) =>
        (this.archive, this.sizes, this.members) = (archive, sizes, members);

    /// <summary>The names of the arrays.</summary>
    public IReadOnlyCollection<string> Names => sizes.Keys;

    /// <summary>Whether there is a member of that name, an array or not.</summary>
    public bool Has(string member) => members.Contains(member);

    /// <exception cref="BadDataException">The file is no zip archive.</exception>
    public static NpzFile Open(StoredFile archive)
    {
        try
        {
            using var zip = new ZipArchive(archive.Open(), ZipArchiveMode.Read);
            var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var entry in zip.Entries)
                if (entry.FullName.EndsWith(Ending, StringComparison.Ordinal)) sizes[entry.FullName[..^Ending.Length]] = SizeOf(entry);
            return new NpzFile(archive, sizes, [.. zip.Entries.Select(entry => entry.FullName)]);
        }
        catch (InvalidDataException failure)
        {
            throw new BadDataException($"{archive.Name}: the file is no archive of arrays; write it again with numpy.savez", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoredFile.Unreadable(archive.Name, failure);
        }
    }

    /// <summary>One of its arrays, as a file of its own.</summary>
    /// <exception cref="BadDataException">There is none of that name.</exception>
    public StoredFile this[string name] => sizes.TryGetValue(name, out var size)
        ? new StoredFile($"{archive.Name}:{name}", () => OpenEntry(name), size)
        : throw new BadDataException($"{archive.Name}: there is no array '{name}'; there are {string.Join(", ", sizes.Keys.Take(12))}");

    // What an entry says of its size need not be true; what its compressed bytes can hold is.
    private static long SizeOf(ZipArchiveEntry entry) =>
        Math.Min(entry.Length, checked(entry.CompressedLength * GunzipStream.LargestRatio + 64));

    private OwningStream OpenEntry(string name)
    {
        var zip = new ZipArchive(archive.Open(), ZipArchiveMode.Read);
        try
        {
            var entry = zip.GetEntry(name + Ending) ?? throw new InvalidDataException("the archive has changed");
            return new OwningStream(entry.Open(), zip);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    /// <summary>A stream that takes along what it comes from.</summary>
    private sealed class OwningStream(Stream stream, ZipArchive owner) : ForwardStream
    {
        public override int Read(Span<byte> buffer) => stream.Read(buffer);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                stream.Dispose();
                owner.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
