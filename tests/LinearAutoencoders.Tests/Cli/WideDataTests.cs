using System.Text.Json.Nodes;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>Data with more columns than a matrix of columns by columns could have.</summary>
public class WideDataTests
{
    [Fact]
    public void Train_FindsTheComponents_OfFarMoreColumnsThanRows()
    {
        const int n = 24, m = 60_000, k = 3;
        var random = new RandomSource(3);
        var (scores, axes) = (Generators.RandomOrthonormal(k, n, random), Generators.RandomOrthonormal(k, m, random));
        var samples = new Matrix<float>(n, m);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++)
                samples[i, j] = (float)(5 + Enumerable.Range(0, k).Sum(c => 100 * (k - c) * scores[c, i] * axes[c, j]));
        using var tool = new Tool();
        NpyFile.Write(tool.PathOf("wide.npy"), samples);

        var outcome = tool.Run("train", "--data", "wide.npy", "-k", "3", "--method", "rag", "--out", "run", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.InRange((double)JsonNode.Parse(outcome.Output)!["result"]!["axis-alignment"]!, 0, 0.01);
        Assert.Equal(m, NpyFile.ReadVector<double>(tool.PathOf("run/mean.npy")).Length);
        var decoder = NpyFile.Read<float>(tool.PathOf("run/decoder.npy"));
        Assert.Equal((m, k), (decoder.Rows, decoder.Columns));
        for (var i = 0; i < k; i++) Assert.InRange(ShareWithin(axes, decoder, i), 0.999, 1 + 1e-6);
    }

    /// <summary>The length of a column's projection on the components' subspace, relative to its own.</summary>
    private static double ShareWithin(Matrix<double> axes, Matrix<float> decoder, int column)
    {
        double[] values = [.. Enumerable.Range(0, decoder.Rows).Select(j => (double)decoder[j, column])];
        var inside = Enumerable.Range(0, axes.Rows).Sum(i => Math.Pow(Vectors.Dot<double>(axes.Row(i), values), 2));
        return Math.Sqrt(inside / Vectors.SquaredNorm<double>(values));
    }
}
