using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using LinearAutoencoders.Components;
using static LinearAutoencoders.Data.MlNetLayout;

namespace LinearAutoencoders.Data;

/// <summary>Models as ML.NET's own PCA transformer, in a .zip that <c>mlContext.Model.Load</c> reads.</summary>
/// <remarks>
///   Of the form that ML.NET 5.0 writes, without a schema of the input: whoever loads it needs Microsoft.ML alone. Components and the
///   projected mean are single precision there, as all numbers of ML.NET are, and the mean is subtracted after the product: where it is
///   large beside what varies, an ONNX graph gives better scores.
/// </remarks>
public static class MlNetExport
{
    private const string Assembly = "Microsoft.ML.PCA, Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51";

    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Makes or replaces a file; it appears whole.</summary>
    /// <inheritdoc cref="SaveMlNet(PrincipalComponents, Stream, string, string)"/>
    /// <exception cref="IOException">The disk is full, or the place cannot be written to.</exception>
    public static void SaveMlNet(
        this PrincipalComponents model, string path, string inputColumnName = "Features", string outputColumnName = "Scores") =>
        AtomicFile.Write(path, stream => model.SaveMlNet(stream, inputColumnName, outputColumnName));

    /// <summary>Writes the bytes of such a file.</summary>
    /// <param name="model">The components.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="inputColumnName">The column of vectors of m numbers that the transformer will read.</param>
    /// <param name="outputColumnName">The column of vectors of k scores that it will add.</param>
    public static void SaveMlNet(
        this PrincipalComponents model, Stream stream, string inputColumnName = "Features", string outputColumnName = "Scores")
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, "TrainingInfo/Version.txt", Encoding.UTF8.GetBytes(Provenance.LibraryVersion));
        Add(archive, "TransformerChain/Model.key", Member(Transformer(model), [outputColumnName, inputColumnName]));
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        var entry = archive.CreateEntry(name);
        entry.LastWriteTime = NoTime;
        using var opened = entry.Open();
        opened.Write(content);
    }

    /// <summary>A pair of names, by number; m, k, the components for rows that are not scaled, and their scores of the mean.</summary>
    private static byte[] Transformer(PrincipalComponents model)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var number in (int[])[1, 0, 1, model.Dimension, model.Count]) writer.Write(number);
        var (projection, projected) = (model.Projection, new double[model.Count]);
        for (var i = 0; i < model.Count; i++)
            for (var j = 0; j < model.Dimension; j++)
            {
                projected[i] += projection[j, i] * model.Mean[j];
                writer.Write((float)projection[j, i]);
            }
        writer.Write(model.Count);
        foreach (var value in projected) writer.Write((float)value);
        return bytes.ToArray();
    }

    /// <summary>A model with its header and the names that it counts from 0.</summary>
    private static byte[] Member(byte[] model, string[] names)
    {
        var header = new byte[HeaderBytes];
        var end = 0L;
        byte[] nameEnds = [.. names.SelectMany(name => BitConverter.GetBytes(end += Encoding.Unicode.GetByteCount(name)))];
        HeaderSignature.CopyTo(header);
        PcaSignature.CopyTo(header.AsSpan(Signature));
        "PcaTransform"u8.CopyTo(header.AsSpan(Loader));
        foreach (var place in (int[])[HeaderVersions, HeaderVersions + sizeof(int), Versions, Versions + sizeof(int)])
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(place), KnownVersion);
        var whole = new List<byte>(header);
        Append(ModelStart, ModelBytes, model);
        Append(NameEndsStart, NameEndsBytes, nameEnds);
        Append(NamesStart, NamesBytes, Encoding.Unicode.GetBytes(string.Concat(names)));
        Append(AssemblyStart, AssemblyBytes, Encoding.Unicode.GetBytes(Assembly));
        Write(EndStart, whole.Count);
        whole.AddRange(EndSignature);
        Write(Length, whole.Count);
        header.CopyTo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(whole));
        return [.. whole];

        void Append(int start, int length, byte[] part)
        {
            Write(start, whole.Count);
            Write(length, part.Length);
            whole.AddRange(part);
        }

        void Write(int place, long value) => BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(place), value);
    }
}
