using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Objectives;

/// <summary>Deterministic nested dropout is the expectation of nested dropout.</summary>
public class NestedDropoutExpectationTests
{
    [Fact]
    public void Deterministic_IsTheWeightedSumOverPrefixes_OnOneSample() => Generators.Problems.Sample(problem =>
    {
        var one = problem with { N = 1 };
        var prior = PrefixPrior.Geometric(one.K, Subjects.Rho);
        var weights = one.Weights();
        var sum = new double[weights.Values.Length];
        var loss = 0.0;
        for (var b = 1; b <= one.K; b++)
        {
            var gradient = weights.CreateAlike();
            loss += prior.Probabilities[b - 1] * new DropoutSubject(one.Samples, one.K, [b]).Evaluate(weights, gradient);
            for (var i = 0; i < sum.Length; i++) sum[i] += prior.Probabilities[b - 1] * gradient.Values[i];
        }

        var expected = weights.CreateAlike();
        var subject = Subjects.Create("deterministic nested dropout", one);
        var expectedLoss = subject.Evaluate(weights, expected);
        var tolerance = 50 * (one.K + one.M) * Close.Rounding * (subject.Trace + expectedLoss);
        Close.Assert(expectedLoss, loss, tolerance, "loss");
        Close.Assert(expected.Values, sum, tolerance, "gradient");
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Average_ApproachesTheDeterministicLossAndGradient_OverManyDraws(bool inMiniBatches)
    {
        const int draws = 2000;
        var problem = new Problem(K: 4, M: 6, N: 12, Seed: 5);
        var weights = problem.Weights();
        var expected = weights.CreateAlike();
        var expectedLoss = Subjects.Create("deterministic nested dropout", problem).Evaluate(weights, expected);

        // Loss and gradient of draw r; with mini-batches the mean over three batches of four samples each.
        var values = new double[draws][];
        var dropout = new NestedDropout<double>(problem.Samples, problem.K);
        var random = problem.Random(17);
        for (var r = 0; r < draws; r++)
            values[r] = inMiniBatches ? MeanOverBatches(dropout, weights, random) : Draw(dropout, Batch.All, weights, random);

        AssertMean(expectedLoss, [.. values.Select(value => value[^1])], "loss");
        for (var i = 0; i < expected.Values.Length; i++)
            AssertMean(expected.Values[i], [.. values.Select(value => value[i])], $"gradient[{i}]");
    }

    private static double[] Draw(NestedDropout<double> dropout, Batch batch, Weights<double> weights, RandomSource random)
    {
        dropout.Draw(batch, PrefixPrior.Geometric(weights.LatentDimension, Subjects.Rho), random);
        var gradient = weights.CreateAlike();
        var loss = dropout.Evaluate(weights, gradient, WorkerTeam.Alone);
        return [.. gradient.Values, loss];
    }

    private static double[] MeanOverBatches(NestedDropout<double> dropout, Weights<double> weights, RandomSource random)
    {
        int[] order = [7, 2, 9, 0, 11, 4, 1, 10, 3, 8, 5, 6];
        var batches = Enumerable.Range(0, 3).Select(b => Draw(dropout, new Batch(order.AsMemory(4 * b, 4)), weights, random)).ToList();
        return [.. batches[0].Select((_, i) => batches.Average(values => values[i]))];
    }

    /// <summary>Within five standard errors, estimated from the draws; the seed is fixed, so this holds always or never.</summary>
    private static void AssertMean(double expected, double[] draws, string what)
    {
        var mean = draws.Average();
        var variance = draws.Sum(value => (value - mean) * (value - mean)) / (draws.Length - 1);
        // A value without variance still has the rounding of a mean.
        var tolerance = 5 * Math.Sqrt(variance / draws.Length) + 1e-12 * Math.Abs(expected);
        Close.Assert(expected, mean, tolerance, what);
    }
}
