using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Moments;

/// <summary>However Σ is held, it is the same Σ.</summary>
public class SecondMomentTests
{
    /// <summary>Sizes around multiples of the rows of a block.</summary>
    public static TheoryData<int> BlockEdges => [1, 2, 255, 256, 257, 511, 512, 513, 767, 768, 770];

    [Fact]
    public void SampleMoment_IsTheDenseOneOfItsBatch_OnAnyBatch() =>
        Gen.Select(Generators.Problems, Gen.Int[1, 60]).Sample((problem, count) =>
        {
            // Rows in any order, some of them twice: a batch is a list.
            var random = problem.Random(21);
            var rows = Enumerable.Range(0, count).Select(_ => random.NextBelow(problem.N)).ToArray();
            var moment = new SampleMoment<double>(problem.Samples);
            moment.Select(new Batch(rows));
            AssertSameMoment(SecondMoment(problem.Samples, rows), moment, problem, count);
        });

    /// <summary>Losses are evaluated from half of Σ, whose products are not those with Σ, but all that is symmetric is.</summary>
    [Theory]
    [InlineData(3, 95)]
    [InlineData(5, 96)]
    [InlineData(4, 97)]
    [InlineData(20, 300)]
    public void HalfOfHeldMoment_GivesWhatIsSymmetric(int k, int m)
    {
        var problem = new Problem(k, m, N: 2 * m, Seed: 8);
        var data = new TrainingData<double>(problem.Samples);
        var held = new HeldMoment(data.SecondMoment, data.Trace);
        var weights = problem.Weights();
        var (whole, half) = (new MomentProducts<double>(k, m), new MomentProducts<double>(k, m));
        whole.Compute(held, weights, WorkerTeam.Shared);
        half.ComputeWhenRead(held, weights, WorkerTeam.Shared, fromHalves: true);
        var tolerance = 1e-13 * data.Trace * Close.Length(weights.Stacked);
        for (var i = 0; i < k; i++)
            Close.Assert(whole.Coupling(weights, i), half.Coupling(weights, i), tolerance, $"W₁ΣW₂ ({i}, {i})");
        Close.Assert(whole.LatentCovariance, half.LatentCovariance, tolerance, "W₁ΣW₁ᵀ");
        Close.Assert(whole.DecoderMoment, half.DecoderMoment, tolerance, "W₂ᵀΣ");
        Close.Assert(whole.EncoderMoment, half.EncoderMoment, tolerance, "W₁Σ");
    }

    [Theory, MemberData(nameof(BlockEdges))]
    public void SampleMoment_IsTheDenseOne_WhereMostCellsAreAlike(int n)
    {
        var problem = new Problem(K: 5, M: 40, n, Seed: 6);
        var samples = problem.SparseSamples;
        var rows = Enumerable.Range(0, n).Reverse().Where(i => i % 3 != 1).ToArray();
        var moment = new SampleMoment<double>(samples);
        AssertSameMoment(SecondMoment(samples, [.. Enumerable.Range(0, n)]), moment, problem, n);
        moment.Select(new Batch(rows));
        AssertSameMoment(SecondMoment(samples, rows), moment, problem, rows.Length);
    }

    [Theory, MemberData(nameof(BlockEdges))]
    public void SampleMoment_IsTheDenseOne_AroundBlockEdges(int n)
    {
        var problem = new Problem(K: 2, M: 5, n, Seed: 3);
        var all = Enumerable.Range(0, n).ToArray();
        var backwards = all.Reverse().ToArray();
        var moment = new SampleMoment<double>(problem.Samples);
        AssertSameMoment(SecondMoment(problem.Samples, all), moment, problem, n);
        moment.Select(new Batch(backwards));
        AssertSameMoment(SecondMoment(problem.Samples, all), moment, problem, n);
    }

    [Fact]
    public void SampleMoment_IsOfAllSamplesAgain_AfterASmallerBatch()
    {
        var problem = new Problem(K: 2, M: 4, N: 300, Seed: 4);
        var moment = new SampleMoment<double>(problem.Samples);
        moment.Select(new Batch(Enumerable.Range(1, 2).ToArray()));
        Applied(moment, problem);
        moment.Select(Batch.All);
        AssertSameMoment(SecondMoment(problem.Samples, [.. Enumerable.Range(0, 300)]), moment, problem, 300);
    }

    [Fact]
    public void DenseMoment_IsTheMatrixItWasGiven_AndKeepsACopy() => Generators.Problems.Sample(problem =>
    {
        var sigma = SecondMoment(problem.Samples, [.. Enumerable.Range(0, problem.N)]);
        var given = sigma.Clone();
        var moment = new DenseMoment<double>(given);
        given.Clear();
        AssertSameMoment(sigma, moment, problem, problem.N);
    });

    [Fact]
    public void SpectralMoment_IsTheDenseOne_BetweenEnteringAndLeavingItsBasis() => Generators.Problems.Sample(problem =>
    {
        var data = new TrainingData<double>(problem.Samples, WorkerTeam.Alone);
        var basis = data.BasisFor(problem.Weights());
        var moment = new SpectralMoment<double>(basis);
        var w = problem.Weights().Stacked;
        var (inside, product) = (new Matrix<double>(w.Rows, basis.Dimension), new Matrix<double>(w.Rows, basis.Dimension));
        var back = new Matrix<double>(w.Rows, w.Columns);
        basis.Enter(w, inside, WorkerTeam.Alone);
        moment.Apply(inside, product, WorkerTeam.Alone);
        basis.Leave(product, back, WorkerTeam.Alone);

        // The eigendecomposition errs by some m·u·λ₁.
        var tolerance = 100 * problem.M * Close.Rounding * data.Spectrum.Eigenvalues[0];
        Close.Assert(Applied(new DenseMoment<double>(data.SecondMoment), problem), back, tolerance * Close.Length(w), "WΣ");
        Close.Assert(new SampleMoment<double>(problem.Samples).Trace, moment.Trace, tolerance, "tr Σ");
        Assert.Equal((basis.Dimension, problem.M), (moment.Dimension, moment.DataDimension));
    });

    [Fact]
    public void Eigenbasis_IsLeftAsItWasEntered() => Generators.Problems.Sample(problem =>
    {
        var data = new TrainingData<double>(problem.Samples, WorkerTeam.Alone);
        var basis = data.BasisFor(problem.Weights());
        var w = problem.Weights().Stacked;
        var (inside, back) = (new Matrix<double>(w.Rows, basis.Dimension), new Matrix<double>(w.Rows, w.Columns));
        basis.Enter(w, inside, WorkerTeam.Alone);
        basis.Leave(inside, back, WorkerTeam.Alone);
        Close.Assert(w, back, 100 * problem.M * Close.Rounding * Close.Length(w), "weights");
    });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void TrainingData_RefusesSamples_WithAValueThatIsNoNumber(double value)
    {
        var samples = new Problem(K: 2, M: 3, N: 5, Seed: 6).Samples;
        samples[3, 1] = value;
        var data = new TrainingData<double>(samples);
        var options = new TrainingOptions { Method = new Rag(), LatentDimension = 2 };
        var error = Assert.Throws<BadDataException>(() => new Trainer<double>(data, options));
        Assert.StartsWith("the data, row 4, column 2: the value is ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    public void TrainingData_RefusesNoSamples(int rows, int columns)
    {
        var error = Assert.Throws<ArgumentException>(() => new TrainingData<double>(new Matrix<double>(rows, columns), WorkerTeam.Alone));
        Assert.StartsWith("there are no samples", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MomentProducts_AreTheFourProducts() => Generators.Problems.Sample(problem =>
    {
        var weights = problem.Weights();
        var sigma = SecondMoment(problem.Samples, [.. Enumerable.Range(0, problem.N)]);
        var products = new MomentProducts<double>(problem.K, problem.M);
        products.Compute(new SampleMoment<double>(problem.Samples), weights, WorkerTeam.Alone);

        var tolerance = Tolerance(problem, problem.N, sigma) * Math.Max(1, Close.Length(weights.Encoder));
        Close.Assert(Product(weights.Encoder, sigma), products.EncoderMoment, tolerance, "W₁Σ");
        Close.Assert(Product(weights.DecoderTransposed, sigma), products.DecoderMoment, tolerance, "W₂ᵀΣ");
        Close.Assert(Product(Product(weights.Encoder, sigma), weights.Encoder.Transpose()), products.LatentCovariance,
            tolerance, "W₁ΣW₁ᵀ");
        Close.Assert(Product(weights.DecoderTransposed, weights.DecoderTransposed.Transpose()), products.DecoderGram,
            tolerance + 8 * problem.M * Close.Rounding * Vectors.SquaredNorm<double>(weights.DecoderTransposed.AsSpan()), "W₂ᵀW₂");
    });

    private static Matrix<double> Applied(ISecondMoment<double> moment, Problem problem)
    {
        var w = problem.Weights().Stacked;
        var product = new Matrix<double>(w.Rows, w.Columns);
        foreach (ref var cell in product.AsSpan()) cell = double.NaN;  // overwritten, whatever it held
        moment.Apply(w, product, WorkerTeam.Alone);
        return product;
    }

    private static void AssertSameMoment(Matrix<double> sigma, ISecondMoment<double> moment, Problem problem, int count)
    {
        Assert.Equal(problem.M, moment.Dimension);
        var tolerance = Tolerance(problem, count, sigma);
        Close.Assert(Product(problem.Weights().Stacked, sigma), Applied(moment, problem), tolerance, "WΣ");
        Close.Assert(Enumerable.Range(0, problem.M).Sum(i => sigma[i, i]), moment.Trace, tolerance, "tr Σ");
    }

    /// <summary>
    ///   A sum of n·m products, each some weight times a part of Σ; the trace bounds Σ, the length the weights.
    /// </summary>
    private static double Tolerance(Problem problem, int count, Matrix<double> sigma)
    {
        var trace = Enumerable.Range(0, problem.M).Sum(i => sigma[i, i]);
        return 4 * (count + problem.M) * Close.Rounding * trace * Math.Max(1, Close.Length(problem.Weights().Stacked));
    }

    /// <summary>XᵀX / n over the listed rows, term by term.</summary>
    private static Matrix<double> SecondMoment(Matrix<double> samples, int[] rows)
    {
        var sigma = new Matrix<double>(samples.Columns, samples.Columns);
        foreach (var row in rows)
            for (var i = 0; i < samples.Columns; i++)
                for (var j = 0; j < samples.Columns; j++)
                    sigma[i, j] += samples[row, i] * samples[row, j] / rows.Length;
        return sigma;
    }

    private static Matrix<double> Product(Matrix<double> a, Matrix<double> b)
    {
        var c = new Matrix<double>(a.Rows, b.Columns);
        for (var i = 0; i < c.Rows; i++)
            for (var j = 0; j < c.Columns; j++)
                for (var p = 0; p < a.Columns; p++)
                    c[i, j] += a[i, p] * b[p, j];
        return c;
    }
}
