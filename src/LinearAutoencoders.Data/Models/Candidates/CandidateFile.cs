using LinearAutoencoders.Components;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Data.Onnx;

namespace LinearAutoencoders.Data;

/// <summary>Reads components of whatever origin, to be compared with data.</summary>
/// <remarks>
///   <c>.npz</c>: a model of this library, or scikit-learn's arrays <c>components_</c>, <c>mean_</c>, <c>explained_variance_</c> and
///   <c>scale_</c>, with or without the underscore, of which only the first is needed. <c>.npy</c>: components, k × m. <c>.csv</c> and
///   <c>.tsv</c>: R's <c>prcomp(x)$rotation</c>, one column a line, with the names of the components above; columns <c>center</c> and
///   <c>scale</c> beside them, if there are some. <c>.zip</c>: an ML.NET model. <c>.onnx</c>: a graph that is a projection.
/// </remarks>
public static class CandidateFile
{
    private const string Save =
        "numpy.savez('model.npz', components_=pca.components_, mean_=pca.mean_, explained_variance_=pca.explained_variance_)";

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadDataException">It cannot be read, or holds no components; the message says what helps.</exception>
    public static CandidateComponents Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var ending = Path.GetExtension(path).ToLowerInvariant();
        try
        {
            return ending switch
            {
                ".npz" => CandidateArrays.Read(path),
                ".npy" => new(NpyFile.Read<double>(path)),
                ".csv" => InputFile.Read(path, file => new RotationTable(file, separator: null).Read(), CancellationToken.None),
                ".tsv" => InputFile.Read(path, file => new RotationTable(file, separator: '\t').Read(), CancellationToken.None),
                ".zip" => Of(MlNetFile.Read(path)),
                ".onnx" => Of(OnnxProjection.Read(path)),
                ".pkl" or ".pickle" or ".joblib" => throw new BadDataException(
                    $"{path} is a pickle, which can run any program when it is read, so it is not; in Python: {Save}"),
                ".rds" or ".rdata" or ".rda" => throw new BadDataException(
                    $"{path} is a file of R objects, which only R reads; in R: write.csv(p$rotation, 'rotation.csv')"),
                _ => throw new BadDataException(
                    $"{path} ends in '{ending}'; components are read from .npz, .npy, .csv, .tsv, ML.NET's .zip and .onnx"),
            };
        }
        catch (ArgumentException failure)
        {
            throw new BadDataException($"{path}: {failure.Message}; give components that were fitted", failure);
        }
    }

    private static CandidateComponents Of(AffineProjection projection) => new(projection.Matrix.Transpose())
    {
        Mean = projection.Mean,
        Offset = projection.Offset,
    };
}
