using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Objectives;

/// <summary>The rotation augmented gradient: Algorithm 1 and the conservation of section 6.2.</summary>
public class RotationTests
{
    [Fact]
    public void Rotation_TurnsLatentSpaceByAlgorithmOnesMatrix() => Generators.Problems.Sample(problem =>
    {
        var (weights, turn, tolerance) = Turned(problem);
        var a = AlgorithmOnesMatrix(problem, weights.Encoder);

        // The descent direction's share: −A·W₁ in the encoder; +W₂·A in the decoder, so −A·W₂ᵀ in its transpose.
        for (var i = 0; i < problem.K; i++)
            for (var j = 0; j < problem.M; j++)
            {
                double encoder = 0, decoder = 0;
                for (var l = 0; l < problem.K; l++)
                {
                    encoder -= a[i, l] * weights.Encoder[l, j];
                    decoder += weights.DecoderTransposed[l, j] * a[l, i];
                }
                Close.Assert(encoder, turn.Encoder[i, j], tolerance, $"encoder ({i}, {j})");
                Close.Assert(decoder, turn.DecoderTransposed[i, j], tolerance, $"decoder ({i}, {j})");
            }
    });

    [Fact]
    public void Rotation_LeavesTheProductsInstantaneousChange_AsGradientDescentHasIt() => Generators.Problems.Sample(problem =>
    {
        var (weights, turn, tolerance) = Turned(problem);

        // d(W₂W₁)/dt gains Δ₂W₁ + W₂Δ₁, Δ being what the rotation adds: m × m, zero.
        var scale = Math.Max(Close.Length(weights.Encoder), Close.Length(weights.DecoderTransposed));
        for (var i = 0; i < problem.M; i++)
            for (var j = 0; j < problem.M; j++)
            {
                var change = 0.0;
                for (var l = 0; l < problem.K; l++)
                    change += turn.DecoderTransposed[l, i] * weights.Encoder[l, j] + weights.DecoderTransposed[l, i] * turn.Encoder[l, j];
                Close.Assert(0, change, 4 * scale * tolerance, $"change of W₂W₁ at ({i}, {j})");
            }
    });

    [Fact]
    public void Rotation_KeepsReconstructionLoss_ToFirstOrder() => Generators.Problems.Sample(problem =>
    {
        var (weights, turn, _) = Turned(problem);
        var subject = new MomentSubject(new Reconstruction<double>(), new SampleMoment<double>(problem.Samples), problem.K);
        var gradient = weights.CreateAlike();
        subject.Evaluate(weights, gradient);

        // ⟨∂L₀/∂W₁, A·W₁⟩ − ⟨∂L₀/∂W₂, W₂·A⟩ = 0. The gradient is rounded relative to its terms: W₂ᵀW₂·W₁Σ and W₂ᵀΣ, W₁ΣW₁ᵀ·W₂ᵀ
        // and W₁Σ; each entry sums k of them, each of those m or n products.
        var products = subject.Products;
        var terms = 2 * (Close.Length(products.DecoderGram) * Close.Length(products.EncoderMoment) + Close.Length(products.DecoderMoment)
            + Close.Length(products.LatentCovariance) * Close.Length(weights.DecoderTransposed) + Close.Length(products.EncoderMoment));
        var rounding = 4 * (problem.K + problem.M + problem.N) * Close.Rounding;
        Close.Assert(0, Vectors.Dot<double>(gradient.Values, turn.Values), rounding * terms * Close.Length(turn.Values), "slope of L₀");
    });

    [Fact]
    public void Rotation_IsAddedToTheGradient_WhateverThatIs() => Generators.Problems.Sample(problem =>
    {
        var (weights, turn, tolerance) = Turned(problem);
        var gradient = problem.Direction();
        var expected = gradient.Clone();
        for (var i = 0; i < expected.Values.Length; i++) expected.Values[i] += turn.Values[i];

        new Rotation<double>().Apply(Products(problem, weights), weights, gradient, WorkerTeam.Alone);

        Close.Assert(expected.Values, gradient.Values, tolerance + 4 * Close.Rounding, "gradient");
    });

    [Fact]
    public void Rotation_IsExactlyZero_WhenLatentsAreUncorrelated() => Generators.Problems.Sample(problem =>
    {
        // In the eigenbasis an encoder whose rows share no column has a diagonal C, to the last bit.
        var weights = problem.Weights();
        for (var i = 0; i < problem.K; i++)
            for (var j = 0; j < problem.M; j++)
                if (j % problem.K != i) weights.Encoder[i, j] = 0;
        var products = new MomentProducts<double>(problem.K, problem.M);
        products.Compute(new SpectralMoment<double>([.. Enumerable.Range(1, problem.M).Select(i => 1.0 / i)]), weights, WorkerTeam.Alone);
        var turn = weights.CreateAlike();

        new Rotation<double>().Apply(products, weights, turn, WorkerTeam.Alone);

        Assert.All(turn.Values.ToArray(), value => Assert.Equal(0, value));
    });

    [Fact]
    public void Rotation_IsNotZero_WhenLatentsAreCorrelated() => Generators.Problems.Where(problem => problem.K > 1).Sample(problem =>
    {
        var (_, turn, _) = Turned(problem);
        Assert.NotEqual(0, Close.Length(turn.Encoder));
        Assert.NotEqual(0, Close.Length(turn.DecoderTransposed));
    });

    [Fact]
    public void RotationAugmentedGradient_IsZero_AtThePrincipalComponents() => Generators.FullRankProblems.Sample(problem =>
    {
        var (subject, components, _) = Eigenproblem.Of(problem, new Reconstruction<double>());
        var weights = new Weights<double>(problem.K, problem.M);
        components.Vectors.RowRange(0, problem.K).CopyTo(weights.Encoder);
        components.Vectors.RowRange(0, problem.K).CopyTo(weights.DecoderTransposed);
        var direction = weights.CreateAlike();

        subject.Evaluate(weights, direction);
        new Rotation<double>().Apply(subject.Products, weights, direction, WorkerTeam.Alone);

        Close.AssertZero(direction.Values, Eigenproblem.Tolerance(problem, components), "direction");
    });

    /// <summary>What the rotation adds to a zero gradient, and how far rounding may carry an entry of it.</summary>
    private static (Weights<double> Weights, Weights<double> Turn, double Tolerance) Turned(Problem problem)
    {
        var weights = problem.Weights();
        var products = Products(problem, weights);
        var turn = weights.CreateAlike();
        new Rotation<double>().Apply(products, weights, turn, WorkerTeam.Alone);
        // C is a sum of n·m products for each pair of latents, the term one of k of its entries.
        var size = Close.Length(products.LatentCovariance) * Close.Length(weights.Values);
        return (weights, turn, 4 * (problem.K + problem.M + problem.N) * Close.Rounding * size);
    }

    private static MomentProducts<double> Products(Problem problem, Weights<double> weights)
    {
        var products = new MomentProducts<double>(problem.K, problem.M);
        products.Compute(new SampleMoment<double>(problem.Samples), weights, WorkerTeam.Alone);
        return products;
    }

    /// <summary>A = ½(upper triangle of YYᵀ/n − lower triangle), from the latents themselves.</summary>
    private static double[,] AlgorithmOnesMatrix(Problem problem, Matrix<double> encoder)
    {
        var samples = problem.Samples;
        var a = new double[problem.K, problem.K];
        for (var s = 0; s < problem.N; s++)
        {
            var latents = new double[problem.K];
            for (var i = 0; i < problem.K; i++)
                for (var j = 0; j < problem.M; j++)
                    latents[i] += encoder[i, j] * samples[s, j];
            for (var i = 0; i < problem.K; i++)
                for (var j = 0; j < problem.K; j++)
                    a[i, j] += Math.Sign(j - i) * latents[i] * latents[j] / (2 * problem.N);
        }
        return a;
    }
}
