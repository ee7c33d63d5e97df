using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

/// <summary>Symmetric matrices with the spectra that trip eigensolvers.</summary>
internal static class SymmetricMatrices
{
    /// <summary>Shapes of a spectrum: value i of m.</summary>
    public static readonly IReadOnlyDictionary<string, Func<int, int, RandomSource, double>> Spectra =
        new Dictionary<string, Func<int, int, RandomSource, double>>
        {
            ["random"] = (_, _, random) => random.NextUniform() - 0.5,
            ["graded over 1e12"] = (i, m, _) => Math.Pow(1e-12, (double)i / m),
            ["one value"] = (_, _, _) => -3,
            ["clusters"] = (i, _, random) => i % 3 + 1e-14 * random.NextUniform(),
            ["mostly zero"] = (i, m, _) => i < (m + 3) / 4 ? i + 1 : 0,
            ["plus and minus"] = (i, _, _) => (i % 2 == 0 ? 1 : -1) * (i / 2),
        };

    /// <summary>
    /// A matrix of up to 100 × 100 with one of the spectra in a random basis, and its spectrum's name for a failure's report.
    /// </summary>
    public static readonly Gen<(string Spectrum, Matrix<double> Matrix)> Any =
        Gen.Select(Gen.Int[0, Spectra.Count - 1].Select(i => Spectra.Keys.ElementAt(i)), Gen.Int[0, 100], Gen.ULong)
            .Select((spectrum, m, seed) => (spectrum, WithSpectrum(spectrum, m, seed)));

    /// <summary>H D H for the spectrum's diagonal D and H a product of three random reflections.</summary>
    public static Matrix<double> WithSpectrum(string spectrum, int m, ulong seed)
    {
        var random = new RandomSource(seed);
        return WithEigenvalues([.. Enumerable.Range(0, m).Select(i => Spectra[spectrum](i, m, random))], random);
    }

    /// <summary>H D H for the diagonal D of these values and H a product of three random reflections.</summary>
    public static Matrix<double> WithEigenvalues(double[] eigenvalues, RandomSource random)
    {
        var a = new Matrix<double>(eigenvalues.Length, eigenvalues.Length);
        for (var i = 0; i < eigenvalues.Length; i++) a[i, i] = eigenvalues[i];
        for (var r = 0; r < 3; r++) ReflectBothSides(a, random);
        return a;
    }

    private static void ReflectBothSides(Matrix<double> a, RandomSource random)
    {
        var m = a.Rows;
        var v = new double[m];
        random.FillNormal<double>(v);
        var square = v.Sum(x => x * x);
        var w = new double[m];
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++) w[i] += 2 / square * a[i, j] * v[j];
        var vw = v.Zip(w, (x, y) => x * y).Sum();
        for (var i = 0; i < m; i++) w[i] -= vw / square * v[i];
        for (var i = 0; i < m; i++)
            for (var j = 0; j <= i; j++)
                a[i, j] = a[j, i] = a[i, j] - v[i] * w[j] - w[i] * v[j];
    }
}
