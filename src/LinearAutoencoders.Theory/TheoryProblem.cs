using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory;

/// <summary>
///   What the paper's statements speak about: Σ with its eigenvectors, k, penalties with λ_k &lt; σ_k², and a prior over prefixes.
/// </summary>
public sealed class TheoryProblem
{
    private const int MostSamples = 500;

    private readonly Matrix<double> axes;

    private TheoryProblem(
        ISecondMoment<double> moment, double[] eigenvalues, Matrix<double> axes, double[] penalties, PrefixPrior prior,
        Matrix<double> samples)
    {
        if (eigenvalues[penalties.Length - 1] <= eigenvalues[0] * 1e-12)
            throw new ArgumentException(
                $"component {penalties.Length} of the data has no variance; the theorems need k positive eigenvalues, use a smaller k");
        Moment = moment;
        Eigenvalues = eigenvalues;
        this.axes = axes;
        Penalties = penalties;
        Prior = prior;
        Samples = samples;
    }

    /// <summary>Σ.</summary>
    public ISecondMoment<double> Moment { get; }

    /// <summary>σ₁² ≥ σ₂² ≥ …: all m eigenvalues of Σ.</summary>
    public IReadOnlyList<double> Eigenvalues { get; }

    /// <summary>λ, k values, increasing, the last below σ_k².</summary>
    public IReadOnlyList<double> Penalties { get; }

    /// <summary>p_B.</summary>
    public PrefixPrior Prior { get; }

    /// <summary>Some samples of the same kind, in rows of m; Σ is theirs only in a random problem.</summary>
    public Matrix<double> Samples { get; }

    /// <summary>k.</summary>
    public int LatentDimension => Penalties.Count;

    /// <summary>m.</summary>
    public int DataDimension => Eigenvalues.Count;

    /// <summary>Uᵀ, k × m: row i is the eigenvector of σᵢ².</summary>
    public Matrix<double> Directions => axes.RowRange(0, LatentDimension);

    /// <summary>All m eigenvectors, as rows.</summary>
    public Matrix<double> AllDirections => axes;

    /// <summary>A random problem: eigenvalues at least 0.2 apart, in random directions, of 2m samples that have exactly this Σ.</summary>
    /// <param name="dataDimension">m.</param>
    /// <param name="latentDimension">k, below m.</param>
    /// <param name="random">Determines everything.</param>
    public static TheoryProblem Random(int dataDimension, int latentDimension, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (latentDimension < 1 || latentDimension >= dataDimension)
            throw new ArgumentException($"k is {latentDimension} and m {dataDimension}; the paper wants 1 ≤ k < m");
        var eigenvalues = new double[dataDimension];
        for (var i = dataDimension - 1; i >= 0; i--)
            eigenvalues[i] = (i == dataDimension - 1 ? 0.1 : eigenvalues[i + 1]) + 0.2 + random.NextUniform() / 2;
        var samples = SamplesWithSpectrum(eigenvalues, random);
        var sum = new Matrix<double>(dataDimension, dataDimension);
        MatrixProduct.AddGram(samples, sum);
        var secondMoment = (1.0 / samples.Rows) * sum;
        var components = SymmetricEigen.Decompose(secondMoment);
        var penalties = RandomPenalties(latentDimension, components.Values[latentDimension - 1], random);
        return new TheoryProblem(new DenseMoment<double>(secondMoment), components.Values, components.Vectors, penalties,
            PrefixPrior.Geometric(latentDimension, 0.6 + 0.35 * random.NextUniform()), samples);
    }

    /// <summary>Real data in units of its σ₁, in the eigenbasis of its Σ: a change of coordinates in which Σ is diagonal.</summary>
    /// <param name="components">Eigenvalues and eigenvectors of the data's Σ.</param>
    /// <param name="samples">Samples of the data, in its own coordinates; the first 500 are kept.</param>
    /// <param name="latentDimension">k.</param>
    /// <param name="random">Determines penalties and prior.</param>
    public static TheoryProblem OfData(SymmetricEigen components, Matrix<double> samples, int latentDimension, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(components);
        ArgumentNullException.ThrowIfNull(random);
        // No theorem depends on the unit that data is measured in; step sizes and tolerances of their checks would.
        var unit = components.Values[0] > 0 ? Math.Sqrt(components.Values[0]) : 1;
        double[] eigenvalues = [.. components.Values.Select(value => Math.Max(value / unit / unit, 0))];
        if (latentDimension < 1 || latentDimension >= eigenvalues.Length)
            throw new ArgumentException(
                $"k is {latentDimension}; choose k from 1 to {eigenvalues.Length - 1}, fewer than the data has columns");
        var penalties = RandomPenalties(latentDimension, eigenvalues[latentDimension - 1], random);
        var prior = PrefixPrior.Geometric(latentDimension, 0.6 + 0.35 * random.NextUniform());
        return new TheoryProblem(new SpectralMoment<double>(eigenvalues), eigenvalues, MatrixAlgebra.Identity(eigenvalues.Length),
            penalties, prior, (1 / unit * samples.RowRange(0, Math.Min(MostSamples, samples.Rows))).TimesTransposed(components.Vectors));
    }

    /// <summary>The problem of the data projected on its leading components, in their coordinates; itself if it is no larger.</summary>
    /// <remarks>With fewer latent dimensions the penalties are spread anew over (0, 0.9 · σ_k²).</remarks>
    /// <param name="dataDimension">How many components to keep at most.</param>
    /// <param name="latentDimension">k at most; below the number of components.</param>
    public TheoryProblem Leading(int dataDimension, int latentDimension)
    {
        if (DataDimension <= dataDimension && LatentDimension <= latentDimension) return this;
        var m = Math.Min(dataDimension, DataDimension);
        var k = Math.Min(latentDimension, Math.Min(LatentDimension, m - 1));
        double[] eigenvalues = [.. Eigenvalues.Take(m)];
        return new TheoryProblem(new SpectralMoment<double>(eigenvalues), eigenvalues, MatrixAlgebra.Identity(m),
            k == LatentDimension ? [.. Penalties] : EvenPenalties(k, eigenvalues[k - 1]),
            PrefixPrior.Geometric(k, Prior.LongestPrefix > 1 ? Prior.KeepProbabilities[1] : 0.8),
            Samples.TimesTransposed(axes.RowRange(0, m)));
    }

    /// <summary>The same problem with other penalties; also such as break λ_k &lt; σ_k².</summary>
    public TheoryProblem WithPenalties(IReadOnlyList<double> penalties) =>
        new(Moment, [.. Eigenvalues], axes, [.. penalties], Prior, Samples);

    /// <summary>w · Σ.</summary>
    /// <param name="w">r × m.</param>
    public Matrix<double> TimesMoment(Matrix<double> w)
    {
        var product = new Matrix<double>(w.Rows, w.Columns, new double[w.Rows * w.Columns]);
        Moment.Apply(w, product, WorkerTeam.Alone);
        return product;
    }

    /// <summary>Penalties spread over (0, 0.9 · σ_k²), so that λ_k &lt; σ_k² and no two are close.</summary>
    private static double[] RandomPenalties(int count, double smallestEigenvalue, RandomSource random) =>
        [.. Enumerable.Range(0, count).Select(i => 0.9 * smallestEigenvalue * (i + 0.2 + 0.8 * random.NextUniform()) / count)];

    private static double[] EvenPenalties(int count, double smallestEigenvalue) =>
        [.. Enumerable.Range(0, count).Select(i => 0.9 * smallestEigenvalue * (i + 0.6) / count)];

    private static Matrix<double> SamplesWithSpectrum(double[] eigenvalues, RandomSource random)
    {
        var m = eigenvalues.Length;
        var (left, right) = (MatrixAlgebra.RandomOrthonormal(m, 2 * m, random), MatrixAlgebra.RandomOrthonormal(m, m, random));
        return left.Map((i, _, value) => value * Math.Sqrt(2 * m * eigenvalues[i])).TransposedTimes(right);
    }
}
