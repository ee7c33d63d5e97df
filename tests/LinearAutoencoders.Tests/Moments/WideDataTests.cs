using CsCheck;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Moments;

/// <summary>Components of data with fewer rows than columns: those of Σ, without Σ.</summary>
public class WideDataTests
{
    private static readonly Gen<(int N, int M, ulong Seed)> Sizes =
        Gen.Select(Gen.Int[2, 12], Gen.Int[1, 20], Gen.ULong).Select((n, more, seed) => (n, n + more, seed));

    [Fact]
    public void Components_AreThoseOfTheSecondMoment() => Sizes.Sample((n, m, seed) =>
    {
        var moments = Of(new Problem(K: 1, M: m, N: n, seed).Samples);
        var expected = SymmetricEigen.Decompose(moments.SecondMoment);
        var tolerance = 100 * m * Close.Rounding * expected.Values[0];
        var rank = n - 1;
        var found = moments.LeadingComponents(rank);
        Close.Assert(expected.Values.AsSpan(0, rank), [.. found.Values], tolerance, "eigenvalues");
        Close.Assert(expected.Values, [.. moments.Spectrum.Eigenvalues], tolerance, "spectrum");
        Close.Assert(moments.Trace, found.Values.Sum(), tolerance, "tr Σ");
        // Σ V = V Λ, and V is orthonormal: they need not be compared one by one, where two eigenvalues are close.
        var product = new Matrix<double>(rank, m);
        MatrixProduct.Multiply(found.Vectors, moments.SecondMoment, product);
        for (var i = 0; i < rank; i++)
            for (var j = 0; j < m; j++)
                Close.Assert(found.Values[i] * found.Vectors[i, j], product[i, j], tolerance, $"Σv, component {i}");
        AssertOrthonormal(found.Vectors);
    }, iter: 100);

    [Fact]
    public void Components_AreOrthonormal_HoweverSmallTheirEigenvalues()
    {
        double[] spectrum = [.. Enumerable.Range(0, 15).Select(i => Math.Pow(10, -i)), .. new double[25]];
        var samples = Generators.WithSpectrum(spectrum, n: 40, seed: 5).RowRange(0, 39);
        var moments = new DataMoments(new MatrixSource<double>(samples), center: false);
        AssertOrthonormal(moments.LeadingComponents(40).Vectors);
    }

    [Fact]
    public void Components_BehindTheRank_HaveNoVariance_AndCompleteTheOthers() => Sizes.Sample((n, m, seed) =>
    {
        var moments = Of(new Problem(K: 1, M: m, N: n, seed).Samples);
        var all = moments.LeadingComponents(m);
        Assert.All(all.Values.Skip(n - 1), value => Assert.Equal(0, value));
        AssertOrthonormal(all.Vectors);
        Assert.Equal(m, moments.Spectrum.Eigenvalues.Count);
    }, iter: 30);

    [Fact]
    public void Components_HaveTheSameBits_HoweverTheRowsComeAndWideThePanelsAre() =>
        Gen.Select(Sizes, Gen.Int[1, 9], Gen.Int[1, 40], Gen.Int[1, 4]).Sample((size, block, width, threads) =>
        {
            var samples = new Problem(K: 1, M: size.M, N: size.N, size.Seed).Samples;
            using var team = new WorkerTeam(threads);
            var blocked = new DataMoments(new BlockedSource(samples, block), center: true, team) { PanelColumns = width };
            var (expected, actual) = (Of(samples).LeadingComponents(size.N), blocked.LeadingComponents(size.N));
            Close.AssertSameBits<double>([.. expected.Values], [.. actual.Values], "eigenvalues");
            Close.AssertSameBits<double>(expected.Vectors.AsSpan(), actual.Vectors.AsSpan(), "eigenvectors");
        }, iter: 60);

    [Fact]
    public void Signs_AreFixed() => Sizes.Sample((n, m, seed) =>
    {
        var vectors = Of(new Problem(K: 1, M: m, N: n, seed).Samples).LeadingComponents(1).Vectors.Row(0).ToArray();
        Assert.True(vectors.MaxBy(Math.Abs) > 0);
    }, iter: 30);

    [Fact]
    public void Span_HoldsTheSamplesAndTheOtherRows() => Sizes.Sample((n, m, seed) =>
    {
        var problem = new Problem(K: 1, M: m, N: n, seed);
        var more = problem.Normal(2, m, stream: 20);
        var basis = Of(problem.Samples).BasisWith(more);
        Assert.Equal((Math.Min(n - 1 + 2, m), m), (basis.Dimension, basis.DataDimension));
        Assert.Equal(n - 1, basis.Eigenvalues.Count);
        AssertWithin(basis, more);
        AssertWithin(basis, Centred(problem.Samples));
        AssertOrthonormal(AxesOf(basis));
    }, iter: 60);

    [Fact]
    public void ConstantSamples_HaveNoComponentWithVariance()
    {
        var samples = new Matrix<double>(3, 5);
        samples.AsSpan().Fill(7);
        var moments = Of(samples);
        Assert.All(moments.Spectrum.Eigenvalues, value => Assert.Equal(0, value));
        AssertOrthonormal(moments.LeadingComponents(2).Vectors);
        Assert.Equal(2, moments.BasisWith(new Problem(K: 1, M: 5, N: 2, Seed: 1).Samples).Dimension);
    }

    [Fact]
    public void Nothing_OfTheSizeOfTheSecondMoment_IsMade()
    {
        var samples = new Problem(K: 3, M: 5000, N: 24, Seed: 1).Samples;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var moments = Of(samples);
        _ = (moments.Spectrum, moments.LeadingComponents(3), moments.BasisWith(samples.RowRange(0, 6)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 8L * 5000 * 5000 / 2);
    }

    private static DataMoments Of(Matrix<double> samples) => new(new MatrixSource<double>(samples), center: true);

    private static Matrix<double> Centred(Matrix<double> samples)
    {
        var centred = samples.Clone();
        for (var j = 0; j < samples.Columns; j++)
        {
            var mean = Enumerable.Range(0, samples.Rows).Average(i => samples[i, j]);
            for (var i = 0; i < samples.Rows; i++) centred[i, j] -= mean;
        }
        return centred;
    }

    private static void AssertOrthonormal(Matrix<double> rows)
    {
        var gram = new Matrix<double>(rows.Rows, rows.Rows);
        MatrixProduct.MultiplyByTransposed(rows, rows, gram);
        for (var i = 0; i < rows.Rows; i++)
            for (var j = 0; j < rows.Rows; j++)
                Close.Assert(i == j ? 1 : 0, gram[i, j], 16 * rows.Rows * Close.Rounding, $"VVᵀ[{i}, {j}]");
    }

    private static Matrix<double> AxesOf(Eigenbasis basis)
    {
        var identity = new Matrix<double>(basis.Dimension, basis.Dimension);
        for (var i = 0; i < basis.Dimension; i++) identity[i, i] = 1;
        var axes = new Matrix<double>(basis.Dimension, basis.DataDimension);
        basis.Leave(identity, axes, WorkerTeam.Alone);
        return axes;
    }

    private static void AssertWithin(Eigenbasis basis, Matrix<double> rows)
    {
        var inside = new Matrix<double>(rows.Rows, basis.Dimension);
        basis.Enter(rows, inside, WorkerTeam.Alone);
        var back = new Matrix<double>(rows.Rows, basis.DataDimension);
        basis.Leave(inside, back, WorkerTeam.Alone);
        Close.Assert(rows, back, 1e-12 * Close.Length(rows), "rows, projected");
    }
}
