using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Tests.Moments;

namespace LinearAutoencoders.Tests.Components;

/// <summary>What a certificate expects of other samples is what they do, and its jackknife is that of honest refits.</summary>
public class SamplingErrorTests(ITestOutputHelper output)
{
    private const int Components = 4;

    private static readonly double[] Falling = [.. Enumerable.Range(0, 10).Select(i => Math.Pow(2, -i))];

    private static readonly double[] Slow = [.. Enumerable.Range(1, 30).Select(i => 1.0 / i)];

    public static TheoryData<string, int, bool> Populations => new()
    {
        { "falling", 100, false }, { "falling", 1000, false }, { "falling", 1000, true }, { "slow", 1000, false }, { "slow", 1000, true },
    };

    [Theory, MemberData(nameof(Populations))]
    public void Intervals_CoverThePopulation_AtTheirRate_AndAnglesAreThoseExpected(string spectrum, int n, bool hasHeavyTails) =>
        Simulate(spectrum == "slow" ? Slow : Falling, n, hasHeavyTails, samples: 250);

    /// <summary>The run that docs/certificate.md counts: --explicit only.</summary>
    [Theory(Explicit = true), MemberData(nameof(Populations))]
    public void Intervals_CoverThePopulation_InTwoThousandSamples(string spectrum, int n, bool hasHeavyTails) =>
        Simulate(spectrum == "slow" ? Slow : Falling, n, hasHeavyTails, samples: 2000);

    [Fact]
    public void Jackknife_IsThatOfHonestRefits()
    {
        const int shards = 20;
        foreach (var n in new[] { 60, 400, 2000 })
        {
            var all = Draw(Slow, n, hasHeavyTails: true, new RandomSource((ulong)n, stream: 42));
            var model = Fit(all);
            var (angles, variances) = Refits(all, model, shards);
            for (var j = 0; j < Components; j++)
            {
                var certificate = model.Certificate!.Components[j];
                // First order: the next is as many times smaller as the angle itself.
                var tolerance = 0.02 + 1.5 * angles[j];
                Close.Assert(1, Math.Tan(certificate.JackknifeAngle!.Value) / angles[j], tolerance, $"n = {n}, angle {j}");
                var width = Math.Log(certificate.JackknifeVarianceHigh!.Value / certificate.JackknifeVarianceLow!.Value) / (2 * 2.093);
                Close.Assert(1, width / variances[j], tolerance, $"n = {n}, variance {j}");
            }
        }
    }

    [Fact]
    public void Jackknife_OfWideDataThatIsSearched_TakesAPass_AndSaysTheSame()
    {
        var rows = new MatrixSource<double>(Draw([.. Enumerable.Range(0, 600).Select(i => Math.Pow(i + 1, -1.5))], 300,
            hasHeavyTails: true, new RandomSource(5, stream: 42)));
        var (all, searched) = (FitBy(EigenSolver.Gram), FitBy(EigenSolver.GramLanczos));
        Assert.Equal(all.Provenance.Passes + 1, searched.Provenance.Passes);
        for (var j = 0; j < Components; j++)
        {
            var (expected, actual) = (all.Certificate!.Components[j], searched.Certificate!.Components[j]);
            Close.Assert(1, actual.JackknifeVarianceHigh!.Value / expected.JackknifeVarianceHigh!.Value, 1e-6, $"variance {j}");
            // Eigenvalues behind those that were searched count as one.
            Close.Assert(1, actual.JackknifeAngle!.Value / expected.JackknifeAngle!.Value, 0.1, $"angle {j}");
        }

        PrincipalComponents FitBy(EigenSolver solver) =>
            PrincipalComponents.Fit(rows, new FitOptions { Components = Components, Search = new() { Solver = solver } });
    }

    [Fact]
    public void Jackknife_IsTheSame_FromWideData_AndFromAllEigenvectors()
    {
        // The same rows with columns of zeros behind them: wide, so that Σ's eigenvectors are not at hand.
        var tall = Draw([1, 0.5, 0.25, 0.125], 40, hasHeavyTails: false, new RandomSource(3, stream: 42));
        var wide = new Matrix<double>(40, 50);
        tall.CopyTo(wide.ColumnRange(0, 4));
        var (expected, actual) = (Fit(tall).Certificate!, Fit(wide).Certificate!);
        for (var j = 0; j < 3; j++)
            Close.Assert(expected.Components[j].JackknifeAngle!.Value, actual.Components[j].JackknifeAngle!.Value, 1e-8, "angle");
    }

    [Fact]
    public void Jackknife_HasTheSameBits_HoweverTheRowsCome()
    {
        var samples = Draw(Falling, 333, hasHeavyTails: false, new RandomSource(5, stream: 42));
        var expected = Fit(samples).Certificate!.Components;
        using var team = new WorkerTeam(3);
        var source = new BlockedSource(samples, 7, 30);
        var actual = PrincipalComponents.Fit(source, new FitOptions { Components = Components }, team).Certificate!.Components;
        Assert.Equal(expected, actual);
    }

    private void Simulate(double[] spectrum, int n, bool hasHeavyTails, int samples)
    {
        var random = new RandomSource((ulong)n, stream: 40);
        var (normal, jackknife) = (new int[Components], new int[Components]);
        var (squares, expected, estimated) = (new double[Components], new double[Components], new double[Components]);
        for (var s = 0; s < samples; s++)
        {
            var model = Fit(Draw(spectrum, n, hasHeavyTails, random));
            for (var j = 0; j < Components; j++)
            {
                var c = model.Certificate!.Components[j];
                if (c.VarianceLow <= spectrum[j] && spectrum[j] <= c.VarianceHigh) normal[j]++;
                if (c.JackknifeVarianceLow <= spectrum[j] && spectrum[j] <= c.JackknifeVarianceHigh) jackknife[j]++;
                squares[j] += 1 - model.Components[j, j] * model.Components[j, j];
                expected[j] += Math.Pow(Math.Sin(c.SamplingAngle!.Value), 2);
                estimated[j] += Math.Pow(Math.Sin(c.JackknifeAngle!.Value), 2);
            }
        }
        for (var j = 0; j < Components; j++)
        {
            var (rate, jackknifed) = (normal[j] / (double)samples, jackknife[j] / (double)samples);
            var (byFormula, byShards) = (Math.Sqrt(expected[j] / squares[j]), Math.Sqrt(estimated[j] / squares[j]));
            output.WriteLine(FormattableString.Invariant(
                $"component {j + 1}: {rate:P1} and {jackknifed:P1} covered; angle {Math.Sqrt(squares[j] / samples):F3} rad, ")
                + FormattableString.Invariant($"expected {byFormula:F2} and {byShards:F2} times"));
            // Five standard errors of a rate of 95 %, and what an asymptotic formula is off; normal theory does not hold of heavy tails.
            var slack = 5 * Math.Sqrt(0.95 * 0.05 / samples) + 0.02;
            if (!hasHeavyTails) Assert.InRange(rate, 0.95 - slack, 1);
            Assert.InRange(jackknifed, 0.95 - slack - (hasHeavyTails ? 0.02 : 0), 1);
            if (!hasHeavyTails) Assert.InRange(byFormula, 0.8, 1.3);
            Assert.InRange(byShards, 0.75, 1.4);
        }
    }

    // Axes of the coordinate system; with heavy tails, a row is a normal one times the root of 0.2 or of 1.8.
    private static Matrix<double> Draw(double[] spectrum, int n, bool hasHeavyTails, RandomSource random)
    {
        var samples = new Matrix<double>(n, spectrum.Length);
        random.FillNormal(samples.AsSpan());
        for (var i = 0; i < n; i++)
        {
            var scale = !hasHeavyTails ? 1 : random.NextBelow(2) == 0 ? 0.2 : 1.8;
            for (var j = 0; j < spectrum.Length; j++) samples[i, j] *= Math.Sqrt(spectrum[j] * scale);
        }
        return samples;
    }

    private static PrincipalComponents Fit(Matrix<double> samples) =>
        PrincipalComponents.Fit(new MatrixSource<double>(samples), new FitOptions { Components = Math.Min(Components, samples.Columns) });

    /// <summary>Standard errors of directions and of logarithms of variances, by fits that leave out a shard each.</summary>
    private static (double[] Angles, double[] Variances) Refits(Matrix<double> all, PrincipalComponents model, int shards)
    {
        var fits = new List<PrincipalComponents>();
        for (var s = 0; s < shards; s++)
        {
            var (start, end) = (s * all.Rows / shards, (s + 1) * all.Rows / shards);
            var rest = new Matrix<double>(all.Rows - (end - start), all.Columns);
            all.RowRange(0, start).CopyTo(rest.RowRange(0, start));
            all.RowRange(end, all.Rows - end).CopyTo(rest.RowRange(start, all.Rows - end));
            fits.Add(PrincipalComponents.Fit(
                new MatrixSource<double>(rest), new FitOptions { Components = Components, Certify = false }));
        }
        var (angles, variances) = (new double[Components], new double[Components]);
        for (var j = 0; j < Components; j++)
        {
            var vectors = fits.Select(fit => Turned(fit.Components.Row(j), model.Components.Row(j))).ToList();
            var logs = fits.Select(fit => Math.Log(fit.ExplainedVariance[j])).ToList();
            var factor = (shards - 1.0) / shards;
            angles[j] = Math.Sqrt(factor * Enumerable.Range(0, all.Columns).Sum(l => Squares([.. vectors.Select(v => v[l])])));
            variances[j] = Math.Sqrt(factor * Squares(logs));
        }
        return (angles, variances);
    }

    private static double[] Turned(ReadOnlySpan<double> vector, ReadOnlySpan<double> like)
    {
        var sign = Math.Sign(Vectors.Dot(vector, like));
        return [.. vector.ToArray().Select(value => sign * value)];
    }

    private static double Squares(List<double> values) => values.Sum(value => Math.Pow(value - values.Average(), 2));
}
