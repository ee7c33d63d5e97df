using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Sources;
using LinearAutoencoders.Numerics;
using MathNet.Numerics.LinearAlgebra.Double;
using static LinearAutoencoders.Tests.Data.Loading;
using Oracle = MathNet.Numerics.LinearAlgebra.Matrix<double>;
using Symmetricity = MathNet.Numerics.LinearAlgebra.Symmetricity;

namespace LinearAutoencoders.Tests.Data;

public class SyntheticDataTests
{
    private static DataOptions Small(ulong seed = 0) => new() { Synthetic = new SyntheticOptions { Samples = 40, Dimension = 30, Seed = seed } };

    [Fact]
    public void Samples_AreTheSame_ForTheSameSeed()
    {
        var first = Load<double>("synthetic", Small(seed: 7));
        var second = Load<double>("synthetic", Small(seed: 7));
        var rounded = Load<float>("synthetic", Small(seed: 7));

        Assert.Equal(first.Samples.AsSpan(), second.Samples.AsSpan());
        Assert.Equal(first.Samples.ConvertTo<float>().AsSpan(), rounded.Samples.AsSpan());
        Assert.Equal(first.Fingerprint, rounded.Fingerprint);
    }

    [Fact]
    public void Samples_AreTheSame_ForAnyNumberOfThreads()
    {
        var large = new DataOptions { Synthetic = new SyntheticOptions { Samples = 300, Dimension = 200 } };
        using var team = new WorkerTeam(3);
        var token = TestContext.Current.CancellationToken;
        Assert.Equal(DataSource.Open("synthetic", large, null, token).Fingerprint, DataSource.Open("synthetic", large, team, token).Fingerprint);
    }

    [Fact]
    public void Samples_Differ_ForAnotherSeed()
    {
        var (first, second) = (Load<double>("synthetic", Small(seed: 7)), Load<double>("synthetic", Small(seed: 8)));

        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
        Assert.NotEqual(first.Samples[0, 0], second.Samples[0, 0]);
    }

    [Fact]
    public void Samples_AreUsedAsDrawn_WhateverTheOptionsSay()
    {
        var asked = Load<double>("synthetic", Small());
        var notAsked = Load<double>("synthetic", Small() with { Center = false });

        Assert.Equal(notAsked.Samples.AsSpan(), asked.Samples.AsSpan());
        Assert.Equal(new double[30], asked.Mean);
        var sum = 0.0;
        for (var i = 0; i < 40; i++) sum += asked.Samples[i, 0];
        Assert.True(Math.Abs(sum) > 1e-3, "the samples have the mean zero");
    }

    [Fact]
    public void ManySamples_HaveTheSpectrumAskedFor()
    {
        var samples = Load<double>("synthetic", new DataOptions
        {
            Synthetic = new SyntheticOptions { Samples = 50_000, Dimension = 8, Spectrum = new EvenSpectrum(22, 1) },
        }).Samples;

        // A sample eigenvalue's relative deviation is √(2/n).
        var eigenvalues = Moment(samples).Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).OrderDescending().ToArray();
        for (var i = 0; i < 8; i++) Assert.InRange(eigenvalues[i] / (22 - 3 * i), 1 - 5 * Math.Sqrt(2 / 50_000.0), 1 + 5 * Math.Sqrt(2 / 50_000.0));
    }

    [Fact]
    public void PublishedRecipe_SpreadsTheSampleEigenvalues_AsItsAspectRatioSays()
    {
        // Eigenvalues of a sample with m/n = 0.2 lie outside the population's 1 to 100 (Marchenko and Pastur 1967): one sample
        // made by the published code had them from 0.78 to 148.
        var data = Load<double>("synthetic");
        var (moment, identity) = (Moment(data.Samples), DenseMatrix.CreateIdentity(1000));

        Assert.Equal((5000, 1000), (data.Samples.Rows, data.Samples.Columns));
        Assert.True(IsPositive(152 * identity - moment), "an eigenvalue is above 152");
        Assert.False(IsPositive(144 * identity - moment), "no eigenvalue is above 144");
        Assert.True(IsPositive(moment - 0.74 * identity), "an eigenvalue is below 0.74");
        Assert.False(IsPositive(moment - 0.82 * identity), "no eigenvalue is below 0.82");
        // The trace is a sum of 5000 × 1000 independent squares: its variance is 2 sum v² / n, with sum v² below 3.4e6.
        Assert.InRange(moment.Trace(), 50_500 - 5 * Math.Sqrt(2 * 3.4e6 / 5000), 50_500 + 5 * Math.Sqrt(2 * 3.4e6 / 5000));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(130)]
    public void Rotation_IsOrthogonal_OfAnySize(int m)
    {
        var rotation = Rotation(m, new RandomSource(3));
        var gram = new Matrix<double>(m, m);
        MatrixProduct.MultiplyTransposed(rotation, rotation, gram);

        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++)
                Assert.Equal(i == j ? 1 : 0, gram[i, j], 1e-14 * m);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Rotation_IsUniform_SoThatItsTraceHasMeanZeroAndSquareOne(int m)
    {
        const int trials = 20_000;
        var random = new RandomSource(11);
        var (sum, squares) = (0.0, 0.0);
        for (var trial = 0; trial < trials; trial++)
        {
            var rotation = Rotation(m, random);
            var trace = 0.0;
            for (var i = 0; i < m; i++) trace += rotation[i, i];
            sum += trace;
            squares += trace * trace;
        }

        // The trace's fourth moment is at most 3 (that of a normal number) for m ≥ 2, so its square's deviation at most √2.
        Assert.InRange(sum / trials, -5 / Math.Sqrt(trials), 5 / Math.Sqrt(trials));
        Assert.InRange(squares / trials, 1 - 5 * Math.Sqrt(2.0 / trials), 1 + 5 * Math.Sqrt(2.0 / trials));
    }

    private static Matrix<double> Rotation(int m, RandomSource random)
    {
        var identity = new Matrix<double>(m, m);
        for (var i = 0; i < m; i++) identity[i, i] = 1;
        SyntheticData.Rotate(identity, random, WorkerTeam.Alone, TestContext.Current.CancellationToken);
        return identity;
    }

    /// <summary>XᵀX / n.</summary>
    private static Oracle Moment(Matrix<double> samples)
    {
        var sum = new Matrix<double>(samples.Columns, samples.Columns);
        MatrixProduct.AddGram(samples, sum);
        return new DenseMatrix(samples.Columns, samples.Columns, [.. sum.AsSpan()]) / samples.Rows;
    }

    /// <summary>Whether all eigenvalues are positive: whether there is a Cholesky factor. Far cheaper than the eigenvalues.</summary>
    private static bool IsPositive(Oracle symmetric)
    {
        try
        {
            return symmetric.Cholesky() is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
