using System.Numerics;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>Initial weights from <c>--init-encoder</c> and <c>--init-decoder</c>; what is not given is drawn.</summary>
internal static class InitialWeightFiles
{
    /// <summary>Null when no file is given.</summary>
    /// <exception cref="BadDataException">A file cannot be read, or has another shape.</exception>
    public static Weights<T>? Load<T>(RunOptions options, int dimension) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (options.InitEncoder is null && options.InitDecoder is null) return null;
        var weights = InitialWeights.Draw<T>(options.Training, dimension);
        if (options.InitEncoder is { } encoder)
            Read<T>(encoder, "encoder", options.Training.LatentDimension, dimension).CopyTo(weights.Encoder);
        if (options.InitDecoder is { } decoder)
            Read<T>(decoder, "decoder", dimension, options.Training.LatentDimension).Transpose().CopyTo(weights.DecoderTransposed);
        return weights;
    }

    private static Matrix<T> Read<T>(string path, string what, int rows, int columns) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var matrix = NpyFile.Read<T>(path);
        return matrix.Rows == rows && matrix.Columns == columns ? matrix : throw new BadDataException(
            $"{path}: the {what} is {matrix.Rows} × {matrix.Columns}, but k and the data want {rows} × {columns}; use one of that shape");
    }
}
