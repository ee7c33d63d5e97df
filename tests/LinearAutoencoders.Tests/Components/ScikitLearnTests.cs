using System.IO.Compression;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Components;

/// <summary>
///   Fits are those of scikit-learn's and NumPy's SVD in float64 (Fixtures/make.py): variances at 1e-10, axes within their own certificate.
/// </summary>
public class ScikitLearnTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Matrix<double>> Arrays = ReadArrays();

    // Every set of samples with every kind that was made of it.
    public static TheoryData<string> Cases =>
        [.. Arrays.Keys.Where(name => name.EndsWith(".variances", StringComparison.Ordinal)).Select(name => name[..^".variances".Length])];

    [Theory, MemberData(nameof(Cases))]
    public void Fit_IsThatOfScikitLearn_WithinItsCertificate(string name)
    {
        var expected = Arrays[name + ".components"];
        var variances = Arrays[name + ".variances"].Row(0).ToArray();
        var model = Fit(name, expected.Rows);
        var components = model.Certificate!.Components;
        Assert.Equal(Completeness.Proven, model.Certificate.NoneMissed);
        var (worst, compared) = (0.0, 0);
        void Compare(int first, int last, double bound)
        {
            if (bound >= Math.PI / 2) return;
            var span = model.Components.ToMatrix().RowRange(first, last - first + 1);
            var sine = Math.Sqrt(Enumerable.Range(first, last - first + 1).Sum(j => Outside(expected.Row(j), span)));
            Assert.True(sine <= Math.Sin(bound), $"{first} to {last}: {sine:E2} off, the bound is {bound:E2}");
            worst = Math.Max(worst, sine / Math.Sin(bound));
            compared++;
        }
        for (var i = 0; i < expected.Rows; i++)
        {
            var c = components[i];
            // Beyond the rank both have nothing but rounding.
            Close.Assert(variances[i], model.ExplainedVariance[i], Math.Max(1e-10 * variances[i], c.Rounding), $"variance {i}");
            Compare(i, i, c.AngleBound);
            if (c.FirstOfSubspace == i && c.LastOfSubspace < expected.Rows) Compare(i, c.LastOfSubspace, c.SubspaceAngleBound);
        }
        output.WriteLine(FormattableString.Invariant($"{compared} axes and subspaces, at most {worst:F3} of the bound"));
        Assert.True(compared > 0, "no component was compared");
    }

    [Fact]
    public void Deficient_SaysThatNothingIsThere()
    {
        var certificate = Fit("deficient.centred", 4).Certificate!;
        Assert.Equal(ComponentVerdict.Converged, certificate.Components[1].Verdict);
        Assert.Equal(ComponentVerdict.NotSeparable, certificate.Components[2].Verdict);
        Assert.Contains("no variance", certificate.Components[2].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_IsTwoSubspaces()
    {
        var components = Fit("equal.centred", 6).Certificate!.Components;
        Assert.All(components.Take(3), c => Assert.Equal((0, 2), (c.FirstOfSubspace, c.LastOfSubspace)));
        Assert.All(components.Skip(3), c => Assert.Equal((3, 6), (c.FirstOfSubspace, c.LastOfSubspace)));
        Assert.Contains("components 1-3 are one subspace", components[0].Explanation, StringComparison.Ordinal);
        Assert.Contains("fit more components", components[3].Explanation, StringComparison.Ordinal);
    }

    private static PrincipalComponents Fit(string name, int k)
    {
        var (data, kind) = (name.Split('.')[0], name.Split('.')[1]);
        var samples = Samples(data);
        return PrincipalComponents.Fit(new MatrixSource<double>(samples), new FitOptions
        {
            Components = k,
            Center = kind != "plain",
            Scale = kind == "scaled" ? ColumnScale.StandardDeviation : ColumnScale.None,
            Weights = kind == "weighted" ? [.. Enumerable.Range(0, samples.Rows).Select(i => 1.0 + i % 5)] : null,
        });
    }

    private static Matrix<double> Samples(string data)
    {
        var iris = Arrays["iris.samples"];
        return data switch
        {
            "wide" => Generated(60, 2000, 1),
            "tall" => Generated(5000, 784, 2),
            "offset" => Of(150, 4, (i, j) => iris[i, j] + 1e6),
            "tiny" => Of(150, 4, (i, j) => iris[i, j] * 1e-30),
            "huge" => Of(150, 4, (i, j) => iris[i, j] * 1e30),
            "constant" => Of(150, 5, (i, j) => j == 2 ? 7.1 : iris[i, j < 2 ? j : j - 1]),
            "deficient" => Of(150, 4, (i, j) => j < 2 ? iris[i, j] : iris[i, 0] + (j == 2 ? iris[i, 1] : -2 * iris[i, 1])),
            // Row i of Sylvester's matrix: the sign is that of the bits that i and j + 1 share.
            "equal" => Of(8, 7, (i, j) => (int.PopCount(i & (j + 1)) % 2 == 0 ? 1 : -1) * (j < 3 ? 2 : 1)),
            _ => Arrays[data + ".samples"],
        };
    }

    // As make.py generates them.
    private static Matrix<double> Generated(int n, int m, ulong seed) => Of(n, m, (i, j) =>
    {
        var state = seed + ((ulong)i * (ulong)m + (ulong)j + 1) * 0x9E3779B97F4A7C15;
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
        state ^= state >> 31;
        return ((state >> 11) / (double)(1UL << 53) - 0.5) / (1 + j / 8.0);
    });

    private static Matrix<double> Of(int n, int m, Func<int, int, double> cell)
    {
        var samples = new Matrix<double>(n, m);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) samples[i, j] = cell(i, j);
        return samples;
    }

    private static double Outside(ReadOnlySpan<double> vector, Matrix<double> rows)
    {
        var rest = vector.ToArray();
        for (var i = 0; i < rows.Rows; i++) RowKernels.Add(-Vectors.Dot<double>(rows.Row(i), rest), rows.Row(i), rest);
        return Vectors.SquaredNorm<double>(rest);
    }

    private static Dictionary<string, Matrix<double>> ReadArrays()
    {
        using var archive = ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "Components", "Fixtures", "fixtures.npz"));
        return archive.Entries.ToDictionary(entry => entry.Name[..^".npy".Length], entry =>
        {
            var bytes = new MemoryStream();
            using (var stream = entry.Open()) stream.CopyTo(bytes);
            bytes.Position = 0;
            return NpyReader.ReadMatrix(entry.Name, bytes);
        });
    }
}
