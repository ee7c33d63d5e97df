using LinearAutoencoders.Components;
using LinearAutoencoders.Data.Onnx;

namespace LinearAutoencoders.Data.Exports;

/// <summary>A format that models are taken elsewhere in.</summary>
/// <param name="Ending">Of the names of such files, with its dot.</param>
/// <param name="Help">What it is, for help.</param>
/// <param name="Save">Makes or replaces a file; it appears whole.</param>
internal sealed record ModelExport(string Ending, string Help, Action<PrincipalComponents, string> Save)
{
    /// <summary>Those that need nothing but this assembly.</summary>
    public static IReadOnlyList<ModelExport> All { get; } =
    [
        new(".npz", "a model again, arrays for NumPy", ModelFile.Save),
        new(".csv", "the loadings, a row a column of the data", LoadingsFile.Save),
        new(".onnx", "an ONNX graph of samples to scores", SaveOnnx),
        new(".zip", "an ML.NET model that is a PCA", (model, path) => Chosen(model).SaveMlNet(path)),
        new(".cs", "C# source that applies it without this library", (model, path) => CSharpFile.Save(Chosen(model), path)),
    ];

    /// <summary>
    ///   A model that makes vectors smaller does so there too: with the dimensions that were chosen, at length 1 for the cosine.
    /// </summary>
    private static void SaveOnnx(PrincipalComponents model, string path) => Chosen(model)
        .SaveOnnx(path, new OnnxExportOptions { HasLengthOne = ReductionSettings.IsCosine(model) });

    private static PrincipalComponents Chosen(PrincipalComponents model) => model.Keep(ReductionSettings.DimensionsOf(model));
}
