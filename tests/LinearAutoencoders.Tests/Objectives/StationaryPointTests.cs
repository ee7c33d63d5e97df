using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Objectives;

/// <summary>Where each objective comes to rest, and its loss there: the theorems' minima.</summary>
public class StationaryPointTests
{
    [Fact]
    public void NonUniformL2_RestsAtShrunkComponents() => Generators.FullRankProblems.Sample(problem =>
    {
        var values = Eigenproblem.Of(problem, new Reconstruction<double>()).Components.Values;
        // Every λᵢ below the smallest eigenvalue that is kept.
        var penalties = Enumerable.Range(1, problem.K).Select(i => values[problem.K - 1] * i / (problem.K + 1)).ToArray();
        var (subject, components, _) = Eigenproblem.Of(problem, new NonUniformL2<double>(penalties));
        var scales = penalties.Select((penalty, i) => Math.Sqrt(1 - penalty / values[i])).ToArray();

        var loss = values.Skip(problem.K).Sum() + penalties.Select((penalty, i) => 2 * penalty - penalty * penalty / values[i]).Sum();
        AssertRestsAt(problem, subject, components, At(problem, components, scales, scales), loss);
    });

    [Fact]
    public void NonUniformL2_RestsWithADimensionAtZero_WhenItsPenaltyIsAboveItsEigenvalue() => Generators.FullRankProblems.Sample(problem =>
    {
        var values = Eigenproblem.Of(problem, new Reconstruction<double>()).Components.Values;
        var last = values[problem.K - 1];
        var penalties = Enumerable.Range(1, problem.K).Select(i => i == problem.K ? 2 * last : last * i / (problem.K + 1)).ToArray();
        var (subject, components, _) = Eigenproblem.Of(problem, new NonUniformL2<double>(penalties));
        var scales = penalties.Select((penalty, i) => Math.Sqrt(Math.Max(0, 1 - penalty / values[i]))).ToArray();

        var loss = values.Skip(problem.K - 1).Sum()
            + penalties.SkipLast(1).Select((penalty, i) => 2 * penalty - penalty * penalty / values[i]).Sum();
        AssertRestsAt(problem, subject, components, At(problem, components, scales, scales), loss);
    });

    [Fact]
    public void DeterministicNestedDropout_RestsAtComponentsOfAnyLength() => Generators.FullRankProblems.Sample(problem =>
    {
        var prior = PrefixPrior.Geometric(problem.K, Subjects.Rho);
        var (subject, components, _) = Eigenproblem.Of(problem, new DeterministicNestedDropout<double>(prior));
        var lengths = Enumerable.Range(0, problem.K).Select(i => (i % 2 == 0 ? 1 : -1) * (0.5 + (i + 1.0) / problem.K)).ToArray();

        var loss = subject.Trace - Enumerable.Range(0, problem.K).Sum(i => Math.Pow(Subjects.Rho, i) * components.Values[i]);
        AssertRestsAt(problem, subject, components, At(problem, components, lengths, [.. lengths.Select(p => 1 / p)]), loss);
    });

    [Fact]
    public void LinearVae_RestsAtProbabilisticPca_AndItsBoundIsTightThere() => Generators.FullRankProblems.Sample(problem =>
    {
        var (subject, components, secondMoment) = Eigenproblem.Of(problem, new LinearVae<double>());
        var noise = components.Values.Skip(problem.K).Average();
        var squares = components.Values.Take(problem.K).Select(value => value - noise).ToArray();  // W₂ᵀW₂, diagonal
        var weights = At(problem, components,
            [.. squares.Select(square => Math.Sqrt(square) / (square + noise))], [.. squares.Select(Math.Sqrt)], problem.K + 1);
        for (var i = 0; i < problem.K; i++) weights.Extra[i] = Math.Log(noise / (squares[i] + noise));
        weights.Extra[^1] = Math.Log(noise);

        // Everything in the gradient is divided by σ².
        AssertRestsAt(problem, subject, components, weights, NegativeLogLikelihood(secondMoment, weights.DecoderTransposed, noise),
            1 + 1 / noise);
    });

    /// <summary>Row i of the encoder, and column i of the decoder, along eigenvector i.</summary>
    private static Weights<double> At(Problem problem, SymmetricEigen components, double[] encoder, double[] decoder, int extras = 0)
    {
        var weights = new Weights<double>(problem.K, problem.M, extras);
        for (var i = 0; i < problem.K; i++)
            for (var j = 0; j < problem.M; j++)
            {
                weights.Encoder[i, j] = encoder[i] * components.Vectors[i, j];
                weights.DecoderTransposed[i, j] = decoder[i] * components.Vectors[i, j];
            }
        return weights;
    }

    private static void AssertRestsAt(
        Problem problem, MomentSubject subject, SymmetricEigen components, Weights<double> weights, double loss, double scale = 1)
    {
        var gradient = weights.CreateAlike();
        var tolerance = scale * Eigenproblem.Tolerance(problem, components);
        Close.Assert(loss, subject.Evaluate(weights, gradient), tolerance * problem.M, "loss");
        Close.AssertZero(gradient.Values, tolerance * problem.M, "gradient");
    }

    /// <summary>Of x ~ N(0, W₂W₂ᵀ + σ²I), per sample: ½(m log 2π + log det C + tr C⁻¹Σ), by a Cholesky decomposition.</summary>
    private static double NegativeLogLikelihood(Matrix<double> secondMoment, Matrix<double> decoderTransposed, double noise)
    {
        var m = secondMoment.Rows;
        var w = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.Create(decoderTransposed.Rows, m, (i, j) => decoderTransposed[i, j]);
        var sigma = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.Create(m, m, (i, j) => secondMoment[i, j]);
        var covariance = w.TransposeThisAndMultiply(w) + noise * MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.CreateIdentity(m);
        var cholesky = covariance.Cholesky();
        return (m * Math.Log(2 * Math.PI) + cholesky.DeterminantLn + cholesky.Solve(sigma).Trace()) / 2;
    }
}
