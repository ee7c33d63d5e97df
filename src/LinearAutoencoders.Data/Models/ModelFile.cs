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

    private static readonly SealedKind Kind = new(Json, "model", "lae fit", "restore the file, or fit again");

    /// <summary>Makes or replaces a file; it appears whole.</summary>
    /// <exception cref="IOException">The disk is full, or the place cannot be written to.</exception>
    public static void Save(this PrincipalComponents model, string path) => AtomicFile.Write(path, model.Save);

    /// <summary>Writes the bytes of a model's file.</summary>
    public static void Save(this PrincipalComponents model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        SealedArchive.Write(
            stream, Kind, ArraysOf(model), ModelJson.Write(ModelRecord.Of(model) with { Checksum = SealedArchive.NoChecksum }));
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
        return SealedArchive.Read(name, bytes, Kind, archive =>
        {
            var record = ModelJson.Read(archive.Json);
            if (record.Format > Format)
                throw new BadDataException(
                    $"{name} is a model of format {record.Format}, which this version does not know; use a newer one");
            var arrays = record.Arrays.Select(array => (Name: array, Bytes: archive.Bytes(array))).ToList();
            archive.RequireSeal(record.Checksum);
            return record.ToModel(arrays.ToDictionary(
                array => array.Name, array => ModelArrays.Read($"{name}: {array.Name}", array.Bytes)));
        });
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
}
