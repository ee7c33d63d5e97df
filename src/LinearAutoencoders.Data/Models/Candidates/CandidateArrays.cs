using System.IO.Compression;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data;

/// <summary>Components as the arrays of a .npz file: a model's, or those that a user of scikit-learn saved.</summary>
internal static class CandidateArrays
{
    public static CandidateComponents Read(string path) => InputFile.Read(path, file =>
    {
        try
        {
            using var archive = new ZipArchive(file.ReadWhole(), ZipArchiveMode.Read);
            if (archive.GetEntry(ModelFile.Json) is not null) return CandidateComponents.Of(ModelFile.Load(path));
            return Read(file, archive);
        }
        catch (InvalidDataException failure)
        {
            throw file.Bad($"it is no .npz file that can be read ({failure.Message}); write it again with numpy.savez");
        }
    }, CancellationToken.None);

    private static CandidateComponents Read(InputFile file, ZipArchive archive)
    {
        var rows = Find(file, archive, "components") ?? throw file.Bad(
            "there is no array components_ in it; write it with numpy.savez('model.npz', components_=pca.components_, mean_=pca.mean_)");
        return new(rows)
        {
            Mean = Vector(file, archive, "mean"),
            Scale = Vector(file, archive, "scale"),
            ExplainedVariance = Vector(file, archive, "explained_variance"),
        };
    }

    private static double[]? Vector(InputFile file, ZipArchive archive, string name) =>
        Find(file, archive, name) is not { } found ? null
            : found.Rows == 1 ? found.Row(0).ToArray()
            : throw file.Bad($"the array {name} has {found.Rows} rows; give it one dimension");

    // With scikit-learn's underscore or without.
    private static Matrix<double>? Find(InputFile file, ZipArchive archive, string name)
    {
        var entry = archive.GetEntry(name + "_.npy") ?? archive.GetEntry(name + ".npy");
        if (entry is null) return null;
        if (entry.Length > entry.CompressedLength * GunzipStream.LargestRatio || entry.Length > Array.MaxLength)
            throw file.Bad($"{entry.FullName} says it has {entry.Length} bytes, which is too long; write it again with numpy.savez");
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return NpyReader.ReadMatrix($"{file.Name}: {entry.FullName}", new MemoryStream(bytes));
    }
}
