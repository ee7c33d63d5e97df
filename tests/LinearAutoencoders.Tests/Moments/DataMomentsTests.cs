using CsCheck;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Moments;

/// <summary>
///   Mean and Σ: their bits are those of the rows, however they come; their accuracy is that of a sum about the mean.
/// </summary>
public class DataMomentsTests
{
    // So small that every size of problem has chunks, and a few levels of the tree.
    private static readonly ChunkLayout Small = new(Rows: 16, ShiftRows: 4);

    private static readonly bool[] Both = [true, false];

    private static readonly Gen<(int N, int M, ulong Seed, int[] Blocks, int Threads)> Cases =
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 12], Gen.ULong, Gen.Int[1, 50].Array[1, 4], Gen.Int[1, 4]);

    [Fact]
    public void Moments_HaveTheSameBits_HoweverTheRowsCome() => Cases.Sample((n, m, seed, blocks, threads) =>
    {
        var samples = Shifted(n, m, seed);
        using var team = new WorkerTeam(threads);
        foreach (var center in Both)
        {
            var whole = Of(new MatrixSource<double>(samples), center);
            AssertSameBits(whole, Of(new BlockedSource(samples, blocks), center, team));
            AssertSameBits(whole, Of(new BlockedSource(samples, 1), center, team));
            AssertSameBits(whole, Of(new BlockedSource(samples, (n + 9) / 10), center, team));
        }
    }, iter: 60);

    [Theory]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(8192)]
    [InlineData(8193)]
    [InlineData(20_000)]
    public void Moments_HaveTheSameBits_AroundTheEdgesOfChunks(int n)
    {
        var samples = Shifted(n, 70, seed: 3);
        using var team = new WorkerTeam(3);
        var whole = new DataMoments(new MatrixSource<double>(samples), center: true);
        AssertSameBits(whole, new DataMoments(new BlockedSource(samples, 1000, 1, 17), center: true, team));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Columns_OfZeros_ChangeNoBitOfTheOthers_ComeWhatMay(int threads)
    {
        // Zero throughout; zero at first, and in some of the groups of rows that are multiplied at once; never.
        const int n = 9000, m = 90;
        var all = Shifted(n, m, seed: 5);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++)
                if (j % 3 == 0 || (j % 7 == 1 && i < 600) || (j % 5 == 2 && i / 512 % 4 != 3)) all[i, j] = 0;
        int[] kept = [.. Enumerable.Range(0, m).Where(j => j % 3 != 0)];
        var fewer = new Matrix<double>(n, kept.Length);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < kept.Length; j++) fewer[i, j] = all[i, kept[j]];
        using var team = new WorkerTeam(threads);
        var moments = new DataMoments(new BlockedSource(all, 700), center: true, team);
        var (with, without) = (moments.SecondMoment, new DataMoments(new MatrixSource<double>(fewer), center: true).SecondMoment);
        for (var a = 0; a < m; a++)
            for (var b = 0; b < m; b++)
            {
                var (i, j) = (Array.IndexOf(kept, a), Array.IndexOf(kept, b));
                Assert.Equal(i < 0 || j < 0 ? 0 : without[i, j], with[a, b]);
            }
    }

    [Fact]
    public void Floats_HaveTheMoments_OfTheirDoubles()
    {
        var samples = Shifted(300, 9, seed: 4).ConvertTo<float>();
        var doubles = new MatrixSource<double>(samples.ConvertTo<double>());
        AssertSameBits(Of(doubles, true), Of(new MatrixSource<float>(samples), true));
    }

    [Fact]
    public void MeanAndTrace_HaveTheSameBits_WithoutAndWithTheSecondMoment() => Cases.Sample((n, m, seed, blocks, _) =>
    {
        foreach (var center in Both)
        {
            var source = new BlockedSource(Shifted(n, m, seed), blocks);
            var (without, with) = (Of(source, center), Of(source, center));
            Assert.Equal(m, with.SecondMoment.Rows);
            Close.AssertSameBits<double>([.. with.Mean], [.. without.Mean], "mean");
            Close.AssertSameBits<double>([with.Trace], [without.Trace], "tr Σ");
            var trace = Enumerable.Range(0, m).Sum(i => with.SecondMoment[i, i]);
            Close.AssertSameBits<double>([trace], [with.Trace], "tr Σ");
        }
    }, iter: 60);

    [Fact]
    public void SecondMoment_IsSymmetric_AndOfRowsAsTheyAreItHasTheirMeanInIt() => Cases.Sample((n, m, seed, _, _) =>
    {
        var samples = Shifted(n, m, seed);
        var asTheyAre = Of(new MatrixSource<double>(samples), center: false);
        var expected = new Matrix<double>(m, m);
        MatrixProduct.MultiplyTransposed(samples, samples, expected);
        foreach (ref var cell in expected.AsSpan()) cell /= n;
        Close.Assert(expected, asTheyAre.SecondMoment, 8 * n * Close.Rounding * Math.Max(asTheyAre.Trace, 1), "Σ");
        Assert.All(asTheyAre.Mean, value => Assert.Equal(0, value));
        var centred = Of(new MatrixSource<double>(samples), center: true).SecondMoment;
        Close.AssertSameBits<double>(centred.AsSpan(), centred.Transpose().AsSpan(), "Σ, transposed");
    }, iter: 40);

    public static TheoryData<string> Shapes => ["offset", "sorted", "first rows constant", "first rows apart", "steps"];

    [Theory, MemberData(nameof(Shapes))]
    public void SecondMoment_IsAccurate_WhateverTheRowsAreLike(string shape)
    {
        foreach (var (n, layout) in new[] { (1000, Small), (20_000, ChunkLayout.For(3)) })
        {
            var samples = Shaped(shape, n);
            var (mean, moment) = Oracle(samples);
            var moments = new DataMoments(new MatrixSource<double>(samples), center: true) { Layout = layout };
            // A chain of R terms that are up to 16 times too large, and means that are rounded before they are subtracted.
            for (var i = 0; i < 3; i++)
            {
                var ofSum = layout.Rows * Math.Sqrt(moment[i, i]);
                Close.Assert(mean[i], moments.Mean[i], 4 * Close.Rounding * (Math.Abs(mean[i]) + ofSum), "mean");
                for (var j = 0; j < 3; j++)
                {
                    var (a, b) = (Math.Sqrt(moment[i, i]), Math.Sqrt(moment[j, j]));
                    var ofMeans = Math.Abs(mean[i]) * b + Math.Abs(mean[j]) * a;
                    var tolerance = Close.Rounding * (16 * layout.Rows * a * b + 4 * ofMeans);
                    Close.Assert(moment[i, j], moments.SecondMoment[i, j], tolerance, $"Σ[{i}, {j}]");
                }
            }
        }
    }

    [Fact]
    public void ConstantColumn_HasNoVariance_AndItsValueForMean() =>
        Gen.Select(Cases, Gen.Double[-1e6, 1e6]).Sample(AssertConstant, iter: 40);

    private static void AssertConstant((int N, int M, ulong Seed, int[] Blocks, int Threads) size, double value)
    {
        var samples = Shifted(size.N, size.M, size.Seed);
        for (var i = 0; i < size.N; i++) samples[i, 0] = value;
        var moments = Of(new BlockedSource(samples, size.Blocks), center: true);
        Assert.Equal(value, moments.Mean[0]);
        for (var j = 0; j < size.M; j++) Assert.Equal(0, moments.SecondMoment[0, j]);
    }

    [Fact]
    public void Layout_IsTheOneDecidedForEver()
    {
        Assert.Equal(new ChunkLayout(8192, 512), ChunkLayout.For(1));
        Assert.Equal(new ChunkLayout(8192, 512), ChunkLayout.For(4096));
        Assert.Equal(new ChunkLayout(16384, 512), ChunkLayout.For(4097));
        Assert.Equal(new ChunkLayout(32768, 512), ChunkLayout.For(8192));
        Assert.Equal(new ChunkLayout(8192 * 96, 419), ChunkLayout.For(40_000));
        Assert.Equal(new ChunkLayout(1024, 139), ChunkLayout.For(120_000));
        Assert.Equal(new ChunkLayout(1024, 16), ChunkLayout.For(10_000_000));
    }

    [Fact]
    public void Nothing_IsReadTwice_ForWhatOnePassGives()
    {
        var source = new BlockedSource(Shifted(50, 5, seed: 1), 7);
        var moments = new DataMoments(source, center: true);
        Assert.Equal(0, source.Passes);
        _ = moments.SecondMoment;
        _ = (moments.Count, moments.Mean, moments.Trace, moments.Spectrum, moments.LeadingComponents(2), moments.SecondMoment);
        Assert.Equal(1, source.Passes);
    }

    [Fact]
    public void NoRows_AreRefused()
    {
        var moments = new DataMoments(new BlockedSource(new Matrix<double>(0, 3), 1), center: true);
        var error = Assert.Throws<BadDataException>(() => moments.Count);
        Assert.Equal("the data: there are no samples; give 2 or more, one a row", error.Message);
    }

    [Theory]
    [InlineData(double.NaN, "the data, row 21, column 2: the value is NaN; fill it in, "
        + "or leave such samples out or fill them with the mean (--missing drop or mean)")]
    [InlineData(double.NegativeInfinity, "the data, row 21, column 2: the value is -Infinity; remove or replace it")]
    [InlineData(-1e200, "the data, row 21, column 2: -1E+200 is too large for its square in float64; scale the data down")]
    public void BadValue_IsNamed(double value, string message)
    {
        var samples = Shifted(30, 3, seed: 2);
        samples[20, 1] = value;
        foreach (var center in Both)
        {
            var moments = new DataMoments(new BlockedSource(samples, 7), center);
            Assert.Equal(message, Assert.Throws<BadDataException>(() => moments.SecondMoment).Message);
        }
    }

    [Theory]
    [InlineData(3, 0, "the data has 0 samples but gave more; it must give the same rows in every pass")]
    [InlineData(3, 29, "the data has 29 samples but gave more; it must give the same rows in every pass")]
    [InlineData(3, 31, "the data has 31 samples but gave 30; it must give the same rows in every pass")]
    [InlineData(4, 30, "the data has 4 columns but gave a block of 3; it must give the same columns in every block")]
    public void Source_IsHeldToWhatItSaysOfItself(int columns, int rows, string message)
    {
        var moments = new DataMoments(new Liar(Shifted(30, 3, seed: 2), columns, rows), center: true);
        Assert.Equal(message, Assert.Throws<BadDataException>(() => moments.SecondMoment).Message);
        Assert.Equal(message, Assert.Throws<BadDataException>(() => moments.Round<float>()).Message);
    }

    private sealed class Liar(Matrix<double> rows, int dimension, int count) : ISampleSource
    {
        public int Dimension => dimension;

        public long? Count => count;

        public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) => [rows];
    }

    [Fact]
    public void SecondMoment_IsRefused_WhereItCannotBeHeld()
    {
        var moments = new DataMoments(new MatrixSource<float>(new Matrix<float>(2, 46_341)), center: true);
        Assert.Equal(
            "the data: 46341 columns need a matrix of 46341 × 46341 numbers, the most is 46340 × 46340; "
            + "use fewer columns, or fewer samples than columns",
            Assert.Throws<BadDataException>(() => moments.SecondMoment).Message);
    }

    private static DataMoments Of(ISampleSource source, bool center, WorkerTeam? team = null) =>
        new(source, center, team) { Layout = Small };

    private static void AssertSameBits(DataMoments expected, DataMoments actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Close.AssertSameBits<double>([.. expected.Mean], [.. actual.Mean], "mean");
        Close.AssertSameBits<double>(expected.SecondMoment.AsSpan(), actual.SecondMoment.AsSpan(), "Σ");
        var k = expected.Dimension;
        var (all, others) = (expected.LeadingComponents(k), actual.LeadingComponents(k));
        Close.AssertSameBits<double>([.. all.Values], [.. others.Values], "eigenvalues");
        Close.AssertSameBits<double>(all.Vectors.AsSpan(), others.Vectors.AsSpan(), "eigenvectors");
    }

    /// <summary>Normal numbers about means of another size.</summary>
    private static Matrix<double> Shifted(int n, int m, ulong seed)
    {
        var samples = new Problem(K: 1, M: m, N: n, seed).Samples;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++)
                samples[i, j] += 10 * j - 3;
        return samples;
    }

    private static Matrix<double> Shaped(string shape, int n)
    {
        var samples = new Problem(K: 1, M: 3, N: n, Seed: 6).Samples;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < 3; j++)
                samples[i, j] = shape switch
                {
                    "offset" => samples[i, j] + 1e6,
                    "sorted" => 1e6 + i * (j + 1),
                    "first rows constant" => i < n / 4 ? 5 : samples[i, j],
                    // As far apart as may be: the shift is then the first rows' mean in each chunk.
                    "first rows apart" => samples[i, j] + (i % 16 == 0 ? 1e6 : 0),
                    _ => samples[i, j] + 1e4 * (i * 7 / n),
                };
        return samples;
    }

    /// <summary>Mean and Σ in two passes, in twice the precision.</summary>
    private static (double[] Mean, Matrix<double> Moment) Oracle(Matrix<double> samples)
    {
        var (n, m) = (samples.Rows, samples.Columns);
        var mean = new DoubleDouble[m];
        for (var j = 0; j < m; j++)
        {
            for (var i = 0; i < n; i++) mean[j] += samples[i, j];
            mean[j] /= n;
        }
        var moment = new Matrix<double>(m, m);
        for (var a = 0; a < m; a++)
            for (var b = 0; b < m; b++)
            {
                DoubleDouble sum = 0;
                for (var i = 0; i < n; i++) sum += (samples[i, a] - mean[a]) * (samples[i, b] - mean[b]);
                moment[a, b] = (sum / n).High;
            }
        return ([.. mean.Select(value => value.High)], moment);
    }
}
