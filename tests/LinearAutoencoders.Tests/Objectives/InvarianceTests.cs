using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Objectives;

/// <summary>What each loss cannot tell apart, and where one loss becomes another.</summary>
public class InvarianceTests
{
    [Fact]
    public void NestedDropout_IsTheReconstructionLoss_WhenEveryPrefixIsWhole() => Generators.Problems.Sample(problem =>
    {
        var whole = Enumerable.Repeat(problem.K, problem.N).ToArray();
        AssertSame(problem, Subjects.Create("reconstruction", problem), new DropoutSubject(problem.Samples, problem.K, whole));
    });

    [Fact]
    public void DeterministicNestedDropout_IsTheReconstructionLoss_WhenNothingIsDropped() => Generators.Problems.Sample(problem =>
    {
        // ρ = 1 is no prior; the number next to it drops a dimension with probability k·u, less than the tolerance shows.
        var prior = PrefixPrior.Geometric(problem.K, Math.BitDecrement(1.0));
        AssertSame(problem, Subjects.Create("reconstruction", problem), OnSamples(problem, new DeterministicNestedDropout<double>(prior)));
    });

    [Fact]
    public void NonUniformL2_IsUniform_WhenPenaltiesAreEqualToTheLastBits() => Generators.Problems.Sample(problem =>
    {
        var penalties = new double[problem.K];
        for (var i = 0; i < problem.K; i++) penalties[i] = i == 0 ? Subjects.UniformPenalty : Math.BitIncrement(penalties[i - 1]);
        AssertSame(problem, Subjects.Create("uniform", problem), OnSamples(problem, new NonUniformL2<double>(penalties)));
    });

    [Fact]
    public void UniformL2_IsTheReconstructionLoss_WithoutAPenalty() => Generators.Problems.Sample(problem =>
        AssertSame(problem, Subjects.Create("reconstruction", problem), OnSamples(problem, new UniformL2<double>(0))));

    [Fact]
    public void ReconstructionLoss_CannotTellBasesOfTheLatentSpaceApart() => Generators.Problems.Sample(problem =>
        AssertSameLoss(problem, Subjects.Create("reconstruction", problem), problem.Invertible()));

    [Theory]
    [InlineData("nested dropout")]
    [InlineData("deterministic nested dropout")]
    public void NestedDropout_CannotTellScalesOfTheLatentsApart(string name) => Generators.Problems.Sample(problem =>
    {
        var diagonal = problem.Invertible();
        for (var i = 0; i < problem.K; i++)
            for (var j = 0; j < problem.K; j++)
                if (i != j) diagonal[i, j] = 0;
        AssertSameLoss(problem, Subjects.Create(name, problem), diagonal);
    });

    [Fact]
    public void UniformL2_CannotTellRotationsOfTheLatentSpaceApart() => Generators.Problems.Sample(problem =>
        AssertSameLoss(
            problem, Subjects.Create("uniform", problem), Generators.RandomOrthonormal(problem.K, problem.K, problem.Random(16))));

    [Theory]
    [InlineData("non-uniform")]
    [InlineData("deterministic nested dropout")]
    public void OrderedLosses_TellRotationsOfTheLatentSpaceApart(string name)
    {
        var problem = new Problem(K: 3, M: 6, N: 20, Seed: 1);
        var rotation = Generators.RandomOrthonormal(3, 3, problem.Random(16));
        var subject = Subjects.Create(name, problem);
        var weights = problem.Weights();

        var change = LossOf(subject, Transformed(weights, rotation)) - LossOf(subject, weights);

        Assert.True(Math.Abs(change) > 1e-2, $"the loss changed by {change} only");
    }

    private static MomentSubject OnSamples(Problem problem, IObjective<double> objective) =>
        new(objective, new SampleMoment<double>(problem.Samples), problem.K);

    private static double LossOf(ISubject subject, Weights<double> weights) => subject.Evaluate(weights, weights.CreateAlike());

    /// <summary>
    ///   Loss and gradient are the same but for rounding: some hundred times u in terms of the size of tr Σ and of the loss.
    /// </summary>
    private static void AssertSame(Problem problem, ISubject expected, ISubject actual)
    {
        var weights = problem.Weights();
        var (expectedGradient, actualGradient) = (weights.CreateAlike(), weights.CreateAlike());
        var loss = expected.Evaluate(weights, expectedGradient);
        var tolerance = Tolerance(problem, expected, loss);
        Close.Assert(loss, actual.Evaluate(weights, actualGradient), tolerance, "loss");
        Close.Assert(expectedGradient.Values, actualGradient.Values, tolerance, "gradient");
    }

    private static void AssertSameLoss(Problem problem, ISubject subject, Matrix<double> p)
    {
        var weights = problem.Weights();
        var loss = LossOf(subject, weights);
        Close.Assert(loss, LossOf(subject, Transformed(weights, p)), Tolerance(problem, subject, loss), "loss");
    }

    private static double Tolerance(Problem problem, ISubject subject, double loss) =>
        50 * (problem.K + problem.M) * Close.Rounding * (subject.Trace + Math.Abs(loss));

    /// <summary>(P·W₁, W₂·P⁻¹), the same map of data space.</summary>
    private static Weights<double> Transformed(Weights<double> weights, Matrix<double> p)
    {
        var k = p.Rows;
        var inverse = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.Create(k, k, (i, j) => p[i, j]).Inverse();
        var transformed = weights.CreateAlike();
        for (var i = 0; i < k; i++)
            for (var j = 0; j < weights.DataDimension; j++)
                for (var l = 0; l < k; l++)
                {
                    transformed.Encoder[i, j] += p[i, l] * weights.Encoder[l, j];
                    transformed.DecoderTransposed[i, j] += inverse[l, i] * weights.DecoderTransposed[l, j];
                }
        return transformed;
    }
}
