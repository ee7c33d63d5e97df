using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data;

/// <summary>Fitted models as files: one .npz, whose arrays <c>numpy.load</c> reads as they are.</summary>
/// <remarks>
///   <c>components</c> (k × m), <c>mean</c>, <c>explained_variance</c>, <c>explained_variance_ratio</c>, <c>singular_values</c>,
///   <c>scale</c> where there is one, in double precision; and <c>model.json</c>: format, names, provenance, certificate, and a
///   SHA-256 over all of it. Equal models have equal bytes.
/// </remarks>
public static class ModelFile
{
    /// <summary>The one that is written; older ones are read.</summary>
    internal const int Format = 1;

    /// <summary>The member that tells a model from other .npz files.</summary>
    internal const string Json = "model.json";

    private const string Mend = "restore the file, or fit again";

    // What stands for the checksum while it is computed.
    private static readonly string NoChecksum = new('0', SHA256.HashSizeInBytes * 2);

    /// <summary>Makes or replaces a file; it appears whole.</summary>
    /// <exception cref="IOException">The disk is full, or the place cannot be written to.</exception>
    public static void Save(this PrincipalComponents model, string path) => AtomicFile.Write(path, model.Save);

    /// <summary>Writes the bytes of a model's file.</summary>
    public static void Save(this PrincipalComponents model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        var arrays = ArraysOf(model).Select(array => (array.Name, Bytes: array.Bytes())).ToList();
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, bytes) in arrays) Add(archive, name + ".npy", bytes);
        Add(archive, Json, Encoding.UTF8.GetBytes(Seal(ModelRecord.Of(model), arrays.Select(array => array.Bytes))));
    }

    /// <inheritdoc cref="Save(PrincipalComponents, string)"/>
    public static async Task SaveAsync(this PrincipalComponents model, string path, CancellationToken cancellationToken = default)
    {
        // Computed first: what takes time is the disk.
        var bytes = BytesOf(model);
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Run(() => AtomicFile.Write(path, stream => stream.Write(bytes)), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="Save(PrincipalComponents, Stream)"/>
    public static async Task SaveAsync(this PrincipalComponents model, Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await stream.WriteAsync(BytesOf(model), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="BadDataException">The file cannot be read, is damaged, or is no model; the message says which.</exception>
    public static PrincipalComponents Load(string path) =>
        InputFile.Read(path, file => Load(file.Name, file.ReadWhole()), CancellationToken.None);

    /// <summary>Reads a model from the rest of a stream.</summary>
    /// <param name="stream">Need not be seekable.</param>
    /// <param name="name">What errors call it.</param>
    /// <inheritdoc cref="Load(string)" path="/exception"/>
    public static PrincipalComponents Load(Stream stream, string name = "the model")
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Load(name, bytes);
    }

    /// <inheritdoc cref="Load(string)"/>
    public static async Task<PrincipalComponents> LoadAsync(string path, CancellationToken cancellationToken = default) =>
        await Task.Run(() => Load(path), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc cref="Load(Stream, string)"/>
    public static async Task<PrincipalComponents> LoadAsync(
        Stream stream, string name = "the model", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return Load(name, bytes);
    }

    private static PrincipalComponents Load(string name, MemoryStream bytes)
    {
        bytes.Position = 0;
        try
        {
            using var archive = new ZipArchive(bytes, ZipArchiveMode.Read);
            var json = Encoding.UTF8.GetString(Read(name, archive, Json));
            var record = ModelJson.Read(json);
            if (record.Format > Format)
                throw new BadDataException(
                    $"{name} is a model of format {record.Format}, which this version does not know; use a newer one");
            var arrays = record.Arrays.Select(array => (Name: array, Bytes: Read(name, archive, array + ".npy"))).ToList();
            var unsealed = json.Replace(record.Checksum, NoChecksum, StringComparison.Ordinal);
            if (Checksum(unsealed, arrays.Select(array => array.Bytes)) != record.Checksum)
                throw new BadDataException($"{name} is damaged: its checksum does not fit its content; {Mend}");
            return record.ToModel(arrays.ToDictionary(
                array => array.Name, array => ModelArrays.Read($"{name}: {array.Name}", array.Bytes)));
        }
        catch (Exception failure) when (failure is InvalidDataException or JsonException or ArgumentException or KeyNotFoundException)
        {
            throw new BadDataException($"{name} is no model that can be read ({failure.Message}); {Mend}", failure);
        }
    }

    /// <summary>The arrays of a model's file.</summary>
    internal static IEnumerable<string> ArrayNames(PrincipalComponents model) => ArraysOf(model).Select(array => array.Name);

    private static IEnumerable<(string Name, Func<byte[]> Bytes)> ArraysOf(PrincipalComponents model)
    {
        yield return ("components", () => ModelArrays.Write(model.Components.ToMatrix()));
        yield return ("mean", () => ModelArrays.Write(model.Mean));
        yield return ("explained_variance", () => ModelArrays.Write(model.ExplainedVariance));
        yield return ("explained_variance_ratio", () => ModelArrays.Write(model.ExplainedVarianceRatio));
        yield return ("singular_values", () => ModelArrays.Write(model.SingularValues));
        if (model.Scale is { } scale) yield return ("scale", () => ModelArrays.Write(scale));
    }

    private static byte[] BytesOf(PrincipalComponents model)
    {
        using var bytes = new MemoryStream();
        model.Save(bytes);
        return bytes.ToArray();
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(content);
    }

    private static byte[] Read(string name, ZipArchive archive, string member)
    {
        var entry = archive.GetEntry(member)
            ?? throw new BadDataException($"{name} is no model: there is no {member} in it; give a file that lae fit wrote");
        // Members are stored as they are; a length that says otherwise is not believed before memory is taken for it.
        if (entry.Length > entry.CompressedLength)
            throw new BadDataException($"{name}: {member} is compressed, which no model's is; {Mend}");
        var content = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(content);
        return content;
    }

    private static string Seal(ModelRecord record, IEnumerable<byte[]> arrays)
    {
        var json = ModelJson.Write(record with { Checksum = NoChecksum });
        return json.Replace(NoChecksum, Checksum(json, arrays), StringComparison.Ordinal);
    }

    private static string Checksum(string json, IEnumerable<byte[]> arrays)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var array in arrays) hash.AppendData(array);
        hash.AppendData(Encoding.UTF8.GetBytes(json));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
