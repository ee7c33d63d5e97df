using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

/// <summary>A search for the leading eigenpairs finds those of the full decomposition, whatever the spectrum, and says how well.</summary>
public class LeadingEigenTests
{
    private static readonly int[] Exponents = [0, 0, -100, 100, 330, -450];

    // Value i of m, all ≥ 0 and descending.
    private static readonly Dictionary<string, Func<int, int, double>> Spectra = new()
    {
        ["slow"] = (i, _) => 1 / Math.Sqrt(i + 1),
        ["inverse"] = (i, _) => 1.0 / (i + 1),
        ["fast"] = (i, _) => Math.Pow(0.7, i),
        ["linear"] = (i, m) => Math.Pow(1 - 0.9 * i / m, 2),
        ["one value"] = (_, _) => 3,
        ["clusters of three"] = (i, _) => Math.Pow(0.5, i / 3),
        ["nearly equal"] = (i, _) => 1 + (i < 7 ? 1e-9 * (7 - i) : -0.5),
        ["rank three"] = (i, _) => i < 3 ? 3 - i : 0,
        ["zero"] = (_, _) => 0,
    };

    private static readonly Gen<(string Spectrum, int M, int K, ulong Seed, int Exponent)> Problems = Gen.Select(
        Gen.Int[0, Spectra.Count - 1].Select(i => Spectra.Keys.ElementAt(i)), Gen.Int[60, 220], Gen.Int[1, 10], Gen.ULong,
        Gen.Int[0, 5].Select(i => Exponents[i]));

    [Fact]
    public void Search_FindsWhatTheDecompositionFinds() => Problems.Sample((spectrum, m, k, seed, exponent) =>
    {
        var a = Matrix(spectrum, m, seed, exponent);
        var (all, found) = (SymmetricEigen.Decompose(a), Search(a, k));
        var largest = Math.Max(0, all.Values[0]);
        Assert.True(found.IsConverged, spectrum);
        for (var i = 0; i <= k; i++)
            Assert.True(Math.Abs(all.Values[i] - found.Estimate.Values[i]) <= (i < k ? 1e-13 : 1e-10) * largest, $"{spectrum}: value {i}");
        for (var i = 0; i < k; i++)
        {
            Assert.InRange(found.Estimate.Residuals[i], 0, 1e-13 * largest);
            // All of the vector lies where eigenvalues are within the bound: of one alone, where that stands apart.
            var near = Enumerable.Range(0, m).Where(j => Math.Abs(all.Values[j] - all.Values[i]) <= 1e-7 * largest);
            var share = near.Sum(j => Math.Pow(Dot(all.Vectors.Row(j), found.Vectors.Row(i)), 2));
            Assert.True(share > 1 - 1e-11, $"{spectrum}: vector {i} has {share} of its square where it should be");
        }
        Close.Assert(Identity(k), Gram(found.Vectors), 1e-13, spectrum);
    }, iter: 300);

    [Fact]
    public void Residuals_AndTheBoundOfTheRest_AreTrue() => Problems.Sample((spectrum, m, k, seed, exponent) =>
    {
        var a = Matrix(spectrum, m, seed, exponent);
        var found = Search(a, k);
        var exact = Spectra[spectrum];
        Assert.True(found.NextBound >= Math.ScaleB(exact(k, m), exponent) * (1 - 1e-13), $"{spectrum}: the bound is below λ of k + 1");
        Assert.True(found.NextBound <= Math.ScaleB(exact(k, m) + 1e-9 * exact(0, m), exponent), $"{spectrum}: the bound says nothing");
        for (var i = 0; i < k; i++)
            Assert.True(
                Math.Abs(found.Estimate.Values[i] - Math.ScaleB(exact(i, m), exponent))
                    <= found.Estimate.Residuals[i] + Math.ScaleB(4e-14 * exact(0, m), exponent), $"{spectrum}: value {i}");
    }, iter: 200);

    [Fact]
    public void Bits_DoNotDependOnTheTeam()
    {
        var a = Matrix("slow", 300, seed: 5, exponent: 0);
        var expected = Search(a, 7);
        foreach (var threads in new[] { 1, 3, 4 })
        {
            using var team = new WorkerTeam(threads);
            var found = LeadingEigen.Search(a, 7, null, team, default, default);
            Close.AssertSameBits<double>([.. expected.Estimate.Values], [.. found.Estimate.Values], "values");
            Close.AssertSameBits<double>(expected.Vectors.AsSpan(), found.Vectors.AsSpan(), "vectors");
            Assert.Equal(expected.NextBound, found.NextBound);
        }
    }

    [Fact]
    public void Stop_ReturnsWhatThereIs_AndTheTokenThrows()
    {
        var a = Matrix("slow", 400, seed: 8, exponent: 0);
        using var stop = new CancellationTokenSource();
        var stopped = LeadingEigen.Search(a, 5, _ => Cancel(stop), WorkerTeam.Shared, stop.Token, stop.Token);
        Assert.False(stopped.IsConverged);
        Assert.Null(stopped.NextBound);
        Assert.Equal(5, stopped.Vectors.Rows);
        Assert.Throws<OperationCanceledException>(() => LeadingEigen.Search(a, 5, null, WorkerTeam.Shared, default, stop.Token));
        Assert.Throws<OperationCanceledException>(() => LeadingEigen.Search(a, 5, null, WorkerTeam.Shared, stop.Token, stop.Token));
    }

    [Fact]
    public void Sine_IsTheBoundOfDavisAndKahan()
    {
        var estimate = new RitzEstimate([5, 3, 1], [0.1, 0.2, 0.3], Passes: 1);
        Assert.Equal([2 - 0.2, 2 - 0.3], [estimate.Gap(0), estimate.Gap(1)], (x, y) => Math.Abs(x - y) < 1e-15);
        Assert.Equal(0.1 / 1.8, estimate.Sine(0), 1e-15);
        Assert.True(estimate.IsAccurate(0.2 / 1.7 + 1e-9));
        Assert.False(estimate.IsAccurate(0.2 / 1.7 - 1e-9));
        Assert.Equal(1, new RitzEstimate([1, 1], [1e-20, 1e-20], 1).Sine(0));
    }

    private static bool Cancel(CancellationTokenSource source)
    {
        source.Cancel();
        return false;
    }

    private static LeadingEigen Search(Matrix<double> a, int k) => LeadingEigen.Search(a, k, null, WorkerTeam.Shared, default, default);

    private static Matrix<double> Matrix(string spectrum, int m, ulong seed, int exponent)
    {
        var a = SymmetricMatrices.WithEigenvalues([.. Enumerable.Range(0, m).Select(i => Spectra[spectrum](i, m))], new RandomSource(seed));
        PowerOfTwo.Scale(a, exponent);
        return a;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }

    private static Matrix<double> Gram(Matrix<double> rows)
    {
        var gram = new Matrix<double>(rows.Rows, rows.Rows);
        for (var i = 0; i < rows.Rows; i++)
            for (var j = 0; j < rows.Rows; j++) gram[i, j] = Dot(rows.Row(i), rows.Row(j));
        return gram;
    }

    private static Matrix<double> Identity(int size)
    {
        var identity = new Matrix<double>(size, size);
        for (var i = 0; i < size; i++) identity[i, i] = 1;
        return identity;
    }
}
