using LinearAutoencoders.Numerics;
using LinearAutoencoders.Tests.Moments;
using MathNetMatrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;
using MathNetSymmetricity = MathNet.Numerics.LinearAlgebra.Symmetricity;

namespace LinearAutoencoders.Tests.Components;

/// <summary>
///   The eigenvectors of data to the last digits: Σ in sums of two doubles, decomposed by Math.NET, and improved by one step of Ogita and
///   Aishima's refinement (2018), whose residuals are sums of two doubles too.
/// </summary>
internal sealed class EigenOracle
{
    private readonly DoubleDouble[,] moment;

    /// <summary>Of samples as they are, or less their mean.</summary>
    public EigenOracle(Matrix<double> samples, bool center)
    {
        var (n, m) = (samples.Rows, samples.Columns);
        var rows = new DoubleDouble[n, m];
        for (var j = 0; j < m; j++)
        {
            DoubleDouble sum = 0;
            for (var i = 0; center && i < n; i++) sum += samples[i, j];
            for (var i = 0; i < n; i++) rows[i, j] = samples[i, j] - sum / n;
        }
        moment = new DoubleDouble[m, m];
        for (var a = 0; a < m; a++)
            for (var b = 0; b <= a; b++)
            {
                DoubleDouble sum = 0;
                for (var i = 0; i < n; i++) sum += rows[i, a] * rows[i, b];
                moment[a, b] = moment[b, a] = sum / n;
            }
        (Values, Vectors) = Refine(MathNetMatrix.Build.Dense(m, m, (i, j) => moment[i, j].High).Evd(MathNetSymmetricity.Symmetric));
    }

    /// <summary>Descending.</summary>
    public double[] Values { get; }

    /// <summary>m × m, one a row.</summary>
    public Matrix<double> Vectors { get; }

    /// <summary>The sine of the angle between a unit vector and an eigenvector.</summary>
    public double Sine(ReadOnlySpan<double> vector, int index) => Outside(vector, index, index);

    /// <summary>The distance of a unit vector from the span of some eigenvectors.</summary>
    public double Outside(ReadOnlySpan<double> vector, int first, int last)
    {
        var rest = vector.ToArray();
        // Twice: the first time leaves rounding of what was taken away.
        for (var pass = 0; pass < 2; pass++)
            for (var i = first; i <= last; i++)
            {
                var dot = Dot(Vectors.Row(i), rest);
                for (var j = 0; j < rest.Length; j++) rest[j] -= dot * Vectors[i, j];
            }
        return Close.Length(rest);
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => LinearAutoencoders.Numerics.Vectors.Dot(x, y);

    private (double[], Matrix<double>) Refine(MathNet.Numerics.LinearAlgebra.Factorization.Evd<double> evd)
    {
        var m = moment.GetLength(0);
        int[] order = [.. Enumerable.Range(0, m).OrderByDescending(i => evd.EigenValues[i].Real)];
        var u = new Matrix<double>(m, m);
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++) u[i, j] = evd.EigenVectors[j, order[i]];
        var products = new DoubleDouble[m, m];
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++)
                for (var l = 0; l < m; l++) products[i, j] += moment[j, l] * u[i, l];
        var (s, r) = (new double[m, m], new double[m, m]);
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++)
            {
                DoubleDouble product = 0, dot = i == j ? -1 : 0;
                for (var l = 0; l < m; l++) (product, dot) = (product + products[i, l] * u[j, l], dot + (DoubleDouble)u[i, l] * u[j, l]);
                (s[i, j], r[i, j]) = (product.High, -dot.High);
            }
        double[] values = [.. Enumerable.Range(0, m).Select(i => s[i, i] / (1 - r[i, i]))];
        var refined = u.Clone();
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++)
            {
                var gap = values[i] - values[j];
                var isNear = Math.Abs(gap) <= 1e-12 * Math.Abs(values[0]);
                var change = i == j || isNear ? r[i, j] / 2 : (s[i, j] + values[i] * r[i, j]) / gap;
                for (var l = 0; l < m; l++) refined[i, l] += change * u[j, l];
            }
        return (values, refined);
    }
}
