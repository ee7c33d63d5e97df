using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Components;

/// <summary>Random data of every kind, components of it that are more or less right, and their certificate against an oracle.</summary>
internal sealed class CertifiedProblem
{
    private readonly RandomSource random;
    private readonly int n;
    private readonly int m;
    private readonly int k;
    private readonly bool isSingle;
    private readonly bool center;
    private readonly Matrix<double> samples;

    public CertifiedProblem(ulong seed)
    {
        random = new RandomSource(seed, stream: 41);
        (m, n) = (2 + random.NextBelow(14), 4 + random.NextBelow(40));
        k = 1 + random.NextBelow(m);
        (isSingle, center) = (random.NextBelow(2) == 0, random.NextBelow(4) > 0);
        double[] offsets = [0, 1, 1e3, 1e6];
        // Squares of single-precision values beyond 1e±19 are no less exact here: Σ is summed in double precision.
        double[] scales = isSingle ? [1e-30, 1, 1e20] : [1e-30, 1, 1e30];
        var (offset, scale) = (offsets[random.NextBelow(4)], scales[random.NextBelow(3)]);
        samples = Generators.WithSpectrum(Spectrum(), Math.Max(n, m), seed).RowRange(0, n).Clone();
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) samples[i, j] = scale * (samples[i, j] + offset * (1 + j % 3));
    }

    /// <summary>Each angle with its bound, axes and subspaces, where the bound says anything.</summary>
    public List<(double Sine, double Bound)> Angles()
    {
        var moments = new DataMoments(Stored(), center);
        if (moments.Trace <= 0) return [];
        var vectors = Disturbed(moments.LeadingComponents(k).Vectors);
        var facts = SampleFacts.Of(n, center, moments.Mean, scale: null);
        var certificate = Certifier.Of(vectors, moments, new() { Jackknife = false }, facts, WorkerTeam.Alone, Leading(moments)).Run();
        var oracle = new EigenOracle(samples, center);
        var angles = new List<(double, double)>();
        for (var i = 0; i < k; i++)
        {
            var component = certificate.Components[i];
            angles.Add((oracle.Sine(vectors.Row(i), i), component.AngleBound));
            var (first, last) = (component.FirstOfSubspace, component.LastOfSubspace);
            if (i != first || last == first || last >= k) continue;
            // The bound is one of the Frobenius norm as well.
            var outside = Enumerable.Range(first, last - first + 1).Sum(j => Math.Pow(oracle.Outside(vectors.Row(j), first, last), 2));
            angles.Add((Math.Sqrt(outside), component.SubspaceAngleBound));
        }
        return angles;
    }

    // Of half of the problems only the leading eigenvalues are known, as from a solver that finds no others.
    private Func<MomentRounding, KnownSpectrum>? Leading(DataMoments moments)
    {
        if (k >= Math.Min(n, m) || random.NextBelow(2) == 0) return null;
        var pairs = moments.LeadingComponents(k + 1);
        var residuals = Residuals.Of(pairs.Vectors, moments, WorkerTeam.Alone).Norms;
        var bound = pairs.Values[k] + 100 * m * Close.Rounding * pairs.Values[0];
        return rounding => KnownSpectrum.OfLeading(pairs.Values, residuals, random.NextBelow(2) == 0 ? bound : null, moments, rounding);
    }

    // As a file of single-precision numbers has them, or as they are.
    private ISampleSource Stored()
    {
        if (!isSingle) return new MatrixSource<double>(samples);
        var rounded = new Matrix<float>(n, m);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) rounded[i, j] = (float)samples[i, j];
        return new MatrixSource<float>(rounded);
    }

    private double[] Spectrum()
    {
        double[] slow = [.. Enumerable.Range(1, m).Select(i => 1 / Math.Sqrt(i))];
        double[] fast = [.. Enumerable.Range(0, m).Select(i => Math.Pow(10, -i * 12.0 / m))];
        double[] clusters = [.. Enumerable.Range(0, m).Select(i => Math.Pow(2, -(i / 3)) * (1 + 1e-9 * (i % 3)))];
        double[] singular = [.. Enumerable.Range(0, m).Select(i => i < (m + 1) / 2 ? 1.0 / (i + 1) : 0)];
        double[][] all = [slow, fast, clusters, singular];
        return all[random.NextBelow(4)];
    }

    // A turn of half of the problems' vectors by angles from 1e-12 to 0.1: what a solver that stopped early leaves.
    private Matrix<double> Disturbed(Matrix<double> vectors)
    {
        if (random.NextBelow(2) == 0) return vectors;
        var disturbed = new Matrix<double>(k, m);
        random.FillNormal(disturbed.AsSpan(), Math.Pow(10, -12 + 11 * random.NextUniform()));
        for (var i = 0; i < k; i++) RowKernels.Add(1, vectors.Row(i), disturbed.Row(i));
        new OrthonormalRows(k, m).Compute(disturbed, disturbed, WorkerTeam.Alone);
        return disturbed;
    }
}
