using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Retrieval;

/// <summary>Vectors as embeddings are: a few strong directions, a common offset, lengths of their own.</summary>
internal static class SampleVectors
{
    public static Matrix<double> Draw(int rows, int columns, ulong seed, double offset = 0.3)
    {
        var (vectors, random) = (new Matrix<double>(rows, columns), new RandomSource(seed));
        var mixing = new Matrix<double>(columns, columns);
        random.FillNormal(mixing.AsSpan());
        var coefficients = new Matrix<double>(rows, columns);
        random.FillNormal(coefficients.AsSpan());
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) coefficients[i, j] /= Math.Pow(1 + j, 0.8);
        MatrixProduct.Multiply<double>(coefficients, mixing, vectors, team: WorkerTeam.Alone);
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) vectors[i, j] = (vectors[i, j] + offset * mixing[0, j]) * (1 + i % 3);
        return Rounded(vectors);
    }

    /// <summary>As files of single precision hold them.</summary>
    public static Matrix<double> Rounded(Matrix<double> vectors) => vectors.ConvertTo<float>().ConvertTo<double>();
}
