using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

/// <summary>What is proved of the eigenvalues that a search has not returned is true, whatever the search says; and it is proved.</summary>
public class NextBoundTests
{
    private static readonly Dictionary<string, Func<int, double>> Spectra = new()
    {
        ["fast"] = i => Math.Pow(0.7, i),
        ["inverse"] = i => 1.0 / (i + 1),
        ["slow"] = i => 1 / Math.Sqrt(i + 1),
        ["linear"] = i => Math.Pow(1 - 0.0024 * i, 2),
        ["pairs"] = i => 1.0 / (1 + i / 2),
        ["flat behind"] = i => i < 9 ? 2.0 / (i + 1) : 0.19,
        ["one value"] = _ => 2,
    };

    /// <summary>A search for k pairs that has p, with noise in the vectors, and one that it missed of the first, or none.</summary>
    private static readonly Gen<(string Spectrum, int M, int K, int P, int Missed, int Above, int Noise, ulong Seed)> Searches = Gen.Select(
        Gen.Int[0, Spectra.Count - 1].Select(i => Spectra.Keys.ElementAt(i)), Gen.Int[40, 230], Gen.Int[1, 8], Gen.Int[2, 24],
        Gen.Int[-5, 8], Gen.Int[1, 13], Gen.Int[4, 17], Gen.ULong)
        .Select((spectrum, m, k, more, missed, above, noise, seed) => (spectrum, m, k, k + more, Math.Min(missed, k), above, noise, seed));

    [Theory]
    [InlineData("fast", "Norm")]
    [InlineData("inverse", "SingleFactor")]
    [InlineData("slow", "SingleFactor")]
    [InlineData("linear", "SingleFactor")]
    [InlineData("one value", "DoubleFactor")]
    public void Prove_TakesTheCheapestWay_AndIsClose(string spectrum, string way)
    {
        var (m, k) = (400, 6);
        var a = Matrix(Values(spectrum, m), 9, exponent: 0);
        var bound = Search(a, Run(a, k)).Prove()!;
        Assert.Equal(way, bound.By.ToString());
        Assert.InRange(Unscaled(bound, a), Spectra[spectrum](k) * (1 - 1e-14), Spectra[spectrum](k) * (1 + 1e-9));
    }

    [Theory]
    [InlineData("slow")]
    [InlineData("fast")]
    public void Ways_AgreeWithinTheirRounding(string spectrum)
    {
        var a = Matrix(Values(spectrum, 250), 3, exponent: 0);
        var search = Search(a, Run(a, 5));
        Assert.Equal(search.BySingle()!.Value, search.ByDouble()!.Value, 1e-10);
    }

    [Fact]
    public void Bound_HasTheSameBits_OnAnyTeam()
    {
        var a = Matrix(Values("slow", 420), 3, exponent: 0);
        var pairs = Run(a, 5);
        using var team = new WorkerTeam(3);
        foreach (var other in new[] { team, WorkerTeam.Alone })
        {
            var search = new NextBoundSearch(a, LeadingEigen.Exponent(a), pairs, other, default);
            Assert.Equal(Search(a, pairs).BySingle(), search.BySingle());
            Assert.Equal(Search(a, pairs).ByDouble(), search.ByDouble());
        }
    }

    /// <summary>One of the first k + 1 is missed, the last of which is above the next by much or by hardly anything.</summary>
    [Fact]
    public void Bound_IsNeverBelowTheEigenvalue_WhateverTheSearchSays()
    {
        var (proved, all) = (new int[2], 0);
        Searches.Sample((spectrum, m, k, p, missed, above, noise, seed) =>
        {
            var values = Values(spectrum, m);
            if (missed >= 0) values[m - 1] = values[k] * (1 + Math.Pow(10, -above));
            var exponent = (int)(seed % 3) * 100 - 100;
            var a = Matrix(values, seed, exponent);
            var eigen = SymmetricEigen.Decompose(a);
            int[] kept = [.. Enumerable.Range(0, p + 1).Where(i => i != missed)];
            var vectors = Noisy(eigen, kept, Math.Pow(10, -noise), seed);
            var said = Scaled(a, [.. kept.Select(i => eigen.Values[i])]);
            var search = Search(a, Pairs(said, new double[said.Length], vectors, k));
            NextBound?[] bounds = [search.BySingle(), search.ByDouble()];
            for (var i = 0; i < bounds.Length; i++)
            {
                if (bounds[i] is not { } bound) continue;
                Interlocked.Increment(ref proved[i]);
                var truth = eigen.Values[k] - 1e-13 * eigen.Values[0];
                Assert.True(Unscaled(bound, a) >= truth, $"{spectrum} by {bound.By}: {Unscaled(bound, a)} is below {truth}");
            }
            Interlocked.Increment(ref all);
        }, iter: 600);
        Assert.True(proved[0] > all / 20 && proved[1] > all / 20, $"of {all} only {proved[0]} and {proved[1]} were proved");
    }

    /// <summary>Where the vectors miss a large eigenvalue, there is no bound below it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    public void MissedValue_IsNotProvedAway(int missed)
    {
        var values = Values("inverse", 150);
        var a = Matrix(values, 6, exponent: 0);
        var all = SymmetricEigen.Decompose(a);
        int[] kept = [.. Enumerable.Range(0, 30).Where(i => i != missed)];
        var vectors = new Matrix<double>(kept.Length, 150);
        for (var i = 0; i < kept.Length; i++) all.Vectors.Row(kept[i]).CopyTo(vectors.Row(i));
        var search = Search(a, Pairs(Scaled(a, [.. kept.Select(i => all.Values[i])]), new double[kept.Length], vectors, k: 4));
        if (missed <= 4) Assert.Null(search.Prove());
        else Assert.InRange(Unscaled(search.Prove()!, a), values[4], values[4] * (1 + 1e-9));
        Assert.Equal(missed > 4, search.BySingle() is not null);
    }

    /// <summary>What the search says of residuals and values is measured: where that is wrong, the bound is as far as the truth.</summary>
    [Fact]
    public void WrongResiduals_AreNotBelieved()
    {
        var values = Values("inverse", 150);
        var a = Matrix(values, 6, exponent: 0);
        var all = SymmetricEigen.Decompose(a);
        var vectors = all.Vectors.RowRange(0, 20).Clone();
        // The vector of the next pair leans towards one before it, which is known as well.
        RowKernels.Add(0.01, all.Vectors.Row(0), vectors.Row(4));
        var said = Scaled(a, all.Values[..20]);
        var (wrongVector, wrongValue) = (Search(a, Pairs(said, new double[20], vectors, k: 4)).BySingle(), Scaled(a, all.Values[..20]));
        Assert.InRange(Unscaled(wrongVector!, a), values[4] + 0.005, values[4] + 0.02);
        wrongValue[4] *= 0.95;
        if (Search(a, Pairs(wrongValue, new double[20], all.Vectors.RowRange(0, 20), k: 4)).BySingle() is { } bound)
            Assert.InRange(Unscaled(bound, a), values[4] * (1 - 1e-13), values[4] * 1.2);
    }

    [Fact]
    public void ZeroMatrix_HasTheBoundZero()
    {
        var vectors = new Matrix<double>(3, 40);
        for (var i = 0; i < 3; i++) vectors[i, i] = 1;
        Assert.Equal(0, Search(new Matrix<double>(40, 40), Pairs([0, 0, 0], [0, 0, 0], vectors, k: 2)).Prove()!.Value);
    }

    private static double[] Values(string spectrum, int m) => [.. Enumerable.Range(0, m).Select(Spectra[spectrum])];

    private static Matrix<double> Matrix(double[] values, ulong seed, int exponent)
    {
        var a = SymmetricMatrices.WithEigenvalues(values, new RandomSource(seed));
        PowerOfTwo.Scale(a, exponent);
        return a;
    }

    private static NextBoundSearch Search(Matrix<double> a, RitzPairs pairs) =>
        new(a, LeadingEigen.Exponent(a), pairs, WorkerTeam.Shared, default);

    private static double Unscaled(NextBound bound, Matrix<double> a) => Math.ScaleB(bound.Value, LeadingEigen.Exponent(a));

    private static Matrix<double> Noisy(SymmetricEigen eigen, int[] kept, double noise, ulong seed)
    {
        var vectors = new Matrix<double>(kept.Length, eigen.Vectors.Columns);
        new RandomSource(seed).FillNormal(vectors.AsSpan());
        for (var i = 0; i < kept.Length; i++)
        {
            var row = vectors.Row(i);
            RowKernels.Scale(noise / Math.Sqrt(row.Length), row);
            RowKernels.Add(1, eigen.Vectors.Row(kept[i]), row);
            RowKernels.Scale(1 / Math.Sqrt(Vectors.SquaredNorm<double>(row)), row);
        }
        return vectors;
    }

    private static double[] Scaled(Matrix<double> a, double[] values) =>
        [.. values.Select(value => Math.ScaleB(value, -LeadingEigen.Exponent(a)))];

    private static RitzPairs Run(Matrix<double> a, int k)
    {
        var run = new LanczosRun
        {
            Count = k,
            Block = 4,
            Capacity = 32,
            IsAccurate = estimate => estimate.IsAccurate(sine: 0),
            MostPasses = 1000,
            PassesAreCheap = true,
        };
        return run.Run(new DenseOperator(a, LeadingEigen.Exponent(a), WorkerTeam.Shared, default), WorkerTeam.Shared);
    }

    private static RitzPairs Pairs(double[] values, double[] residuals, Matrix<double> vectors, int k) =>
        new(new RitzEstimate(values[..(k + 1)], residuals[..(k + 1)], 1), vectors.RowRange(0, k), IsConverged: true)
        {
            All = new RitzEstimate(values, residuals, 1),
            LeadingVectors = count => vectors.RowRange(0, count),
        };
}
