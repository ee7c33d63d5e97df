using LinearAutoencoders.Numerics;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Reproduction.Figure3HeatMaps;

/// <summary>UᵀW₂ of a run, k × k, at several epochs.</summary>
internal static class DecoderMaps
{
    /// <summary>One for each of the epochs that the run got to.</summary>
    public static IReadOnlyList<Matrix<double>> Of(FinishedRun run, PreparedData<float> data, IReadOnlyList<int> epochs)
    {
        var directions = data.Training.LeadingComponents(run.Options.Training.LatentDimension).Vectors;
        return [.. epochs.Where(run.Has)
            .Select(epoch => Product(directions, epoch == 0 ? InitialDecoder(run, data) : run.Decoder(epoch)))];
    }

    /// <summary>The decoder that the run's seed draws, m × k.</summary>
    private static Matrix<double> InitialDecoder(FinishedRun run, PreparedData<float> data) =>
        InitialWeights.Draw<float>(run.Options.Training, data.Training.Dimension)
            .DecoderTransposed.Transpose().ConvertTo<double>();

    /// <summary>a (k × m) · b (m × k).</summary>
    private static Matrix<double> Product(Matrix<double> a, Matrix<double> b)
    {
        var product = new Matrix<double>(a.Rows, b.Columns);
        for (var i = 0; i < a.Rows; i++)
            for (var p = 0; p < b.Rows; p++)
                for (var j = 0; j < b.Columns; j++) product[i, j] += a[i, p] * b[p, j];
        return product;
    }
}
