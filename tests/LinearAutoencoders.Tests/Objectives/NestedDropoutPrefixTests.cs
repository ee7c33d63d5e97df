using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Objectives;

/// <summary>Nested dropout with several groups of dimensions and buckets, against its definition sample by sample.</summary>
public class NestedDropoutPrefixTests
{
    private static readonly Gen<(Problem Problem, int Longest)> Problems =
        from k in Gen.Int[7, 60]
        from more in Gen.Int[0, 5]
        from n in Gen.Int[1, 40]
        from seed in Gen.ULong
        from longest in Gen.Int[1, k]
        select (new Problem(k, k + more, n, seed), longest);

    [Fact]
    public void LossAndGradient_AreTheSumsOverSamples() => Problems.Sample(
        (problem, longest) => AssertSums(problem, problem.Samples, longest), iter: 40);

    [Fact]
    public void LossAndGradient_AreTheSumsOverSamples_WhereMostCellsAreAlike() => Problems.Sample(
        (problem, longest) => AssertSums(problem, problem.SparseSamples, longest), iter: 40);

    private static void AssertSums(Problem problem, Matrix<double> samples, int longest)
    {
        var weights = problem.Weights();
        // Some draws leave the last groups out altogether.
        int[] lengths = [.. problem.PrefixLengths.Select(length => Math.Min(length, longest))];
        var dropout = new NestedDropout<double>(samples, problem.K);
        var gradient = new Weights<double>(problem.K, problem.M);
        gradient.Values.Fill(double.NaN);

        // A step with more dimensions leaves nothing behind for the next.
        dropout.SetDraws(Batch.All, problem.PrefixLengths);
        dropout.Evaluate(weights, gradient, WorkerTeam.Alone);
        dropout.SetDraws(Batch.All, lengths);
        var loss = dropout.Evaluate(weights, gradient, WorkerTeam.Alone);

        var (expectedLoss, expected) = Direct(samples, lengths, weights);
        Close.Assert(expectedLoss, loss, 1e-11 * (1 + expectedLoss), "loss");
        var size = 1 + Close.Length(expected.Values);
        for (var i = 0; i < expected.Values.Length; i++)
            Close.Assert(expected.Values[i], gradient.Values[i], 1e-12 * size, $"gradient {i}");
    }

    private static (double Loss, Weights<double> Gradient) Direct(Matrix<double> samples, int[] lengths, Weights<double> weights)
    {
        var (n, k, m) = (samples.Rows, weights.Encoder.Rows, samples.Columns);
        var gradient = new Weights<double>(k, m);
        var loss = 0.0;
        for (var s = 0; s < n; s++)
        {
            var x = samples.Row(s);
            var z = new double[lengths[s]];
            for (var i = 0; i < z.Length; i++) z[i] = Vectors.Dot<double>(weights.Encoder.Row(i), x);
            var error = x.ToArray();
            for (var i = 0; i < z.Length; i++)
                for (var j = 0; j < m; j++) error[j] -= weights.DecoderTransposed[i, j] * z[i];
            loss += Vectors.SquaredNorm<double>(error) / n;
            for (var i = 0; i < z.Length; i++)
            {
                var back = Vectors.Dot<double>(weights.DecoderTransposed.Row(i), error);
                for (var j = 0; j < m; j++)
                {
                    gradient.Encoder[i, j] -= 2 * back * x[j] / n;
                    gradient.DecoderTransposed[i, j] -= 2 * error[j] * z[i] / n;
                }
            }
        }
        return (loss, gradient);
    }
}
