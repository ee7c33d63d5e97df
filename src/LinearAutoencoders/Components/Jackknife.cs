using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>The sampling error of components from the data alone: how they change as shards of it are left out in turn.</summary>
/// <remarks>
///   Without shard s of w = r/(n − r) times as many rows, with S = XₛᵀXₛ/r and mean d of its rows,
///   <para>Δ = w(Σ − S) − w² d dᵀ,   δλⱼ = vⱼᵀΔvⱼ,   δvⱼ = sumᵢ uᵢ (uᵢᵀΔvⱼ) / (λⱼ − λᵢ), i ≠ j</para>
///   to first order, and variance = (S − 1)/S · sum over shards of squared distances from their mean (Efron and Stein 1981; for shards,
///   Shao and Wu 1989). Outside the span of all uᵢ at hand, the eigenvalues there count as one: Σλ²/Σλ of them, as Δvⱼ has them by their
///   variance. Rows must come in no particular order: in rows that are sorted, shards differ by more than chance.
/// </remarks>
internal sealed class Jackknife
{
    private const int MostShards = 20;

    /// <summary>With fewer, the estimate is no better than a guess.</summary>
    private const int LeastShards = 5;

    private readonly DataMoments moments;
    private readonly Matrix<double> vectors;
    private readonly Matrix<double> product;     // VΣ
    private readonly double[] eigenvalues;
    private readonly WorkerTeam team;
    private readonly int shards;
    private readonly Matrix<double> basis;       // U: rows that the others are told apart in
    private readonly double rest;                // what stands for the eigenvalues outside their span
    private readonly Spread[] spreads;
    private readonly double[,] logVariances;     // shard, component

    private Jackknife(DataMoments moments, Matrix<double> vectors, Matrix<double> product, Matrix<double> basis, KnownSpectrum spectrum,
        WorkerTeam team)
    {
        (this.moments, this.vectors, this.product, this.basis, this.team) = (moments, vectors, product, basis, team);
        shards = ShardsOf(moments);
        eigenvalues = spectrum.Estimates;
        rest = Effective(spectrum.Estimates.AsSpan(Math.Min(basis.Rows, spectrum.Estimates.Length)));
        spreads = [.. Enumerable.Range(0, vectors.Rows).Select(_ => new Spread(vectors.Columns))];
        logVariances = new double[shards, vectors.Rows];
    }

    /// <summary>In one pass.</summary>
    /// <param name="moments">The data.</param>
    /// <param name="vectors">V, k × m: eigenvectors of its Σ.</param>
    /// <param name="residuals">What is known of Σ and these.</param>
    /// <param name="spectrum">The eigenvalues.</param>
    /// <param name="team">The threads to use.</param>
    /// <returns>Null where there are too few rows.</returns>
    public static JackknifeErrors? Of(
        DataMoments moments, ReadOnlyMatrix<double> vectors, Residuals residuals, KnownSpectrum spectrum, WorkerTeam team)
    {
        if (ShardsOf(moments) < LeastShards) return null;
        var basis = moments.KnownEigenvectors ?? vectors.Viewed;
        return new Jackknife(moments, vectors.Viewed, residuals.Product(vectors), basis, spectrum, team).Run();
    }

    /// <summary>The same from few numbers: of wide data, whose rows have as many coordinates in the basis of Σ's eigenvectors.</summary>
    /// <param name="rows">The data in that basis.</param>
    /// <param name="count">k.</param>
    /// <param name="spectrum">The eigenvalues.</param>
    /// <param name="team">The threads to use.</param>
    /// <returns>Null where there are too few rows.</returns>
    public static JackknifeErrors? InEigenbasis(DataMoments rows, int count, KnownSpectrum spectrum, WorkerTeam team)
    {
        if (ShardsOf(rows) < LeastShards) return null;
        var basis = new Matrix<double>(rows.Dimension, rows.Dimension);
        for (var i = 0; i < basis.Rows; i++) basis[i, i] = 1;
        var (vectors, product) = (new Matrix<double>(count, rows.Dimension), new Matrix<double>(count, rows.Dimension));
        // Behind the last that has variance nothing is to be known.
        for (var i = 0; i < Math.Min(count, rows.Dimension); i++) (vectors[i, i], product[i, i]) = (1, spectrum.Estimates[i]);
        return new Jackknife(rows, vectors, product, basis, spectrum, team).Run();
    }

    private static int ShardsOf(DataMoments moments) => (int)Math.Min(MostShards, moments.Count / 2);

    private JackknifeErrors Run()
    {
        var shard = 0;
        foreach (var (own, sum, rows) in new ShardProducts(moments, vectors, shards, team).Read())
            LeaveOut(shard++, own, sum, rows);
        return new(
            [.. spreads.Select((spread, j) => Angle(j, spread.Squares * (shards - 1) / shards))],
            [.. Enumerable.Range(0, vectors.Rows).Select(LogVarianceError)], shards - 1);
    }

    private void LeaveOut(int shard, Matrix<double> own, double[] sum, long rows)
    {
        var weight = rows / (double)(moments.Count - rows);
        for (var j = 0; j < vectors.Rows; j++)
        {
            var change = own.Row(j);
            var v = vectors.Row(j);
            RowKernels.Scale(-weight / rows, change);
            RowKernels.Add(weight, product.Row(j), change);
            var mean = moments.IsCentered ? weight / rows : 0;
            RowKernels.Add(-mean * mean * Vectors.Dot<double>(sum, v), sum, change);
            logVariances[shard, j] = Math.Log(Math.Max(double.Epsilon, 1 + Vectors.Dot<double>(change, v) / eigenvalues[j]));
        }
        var turned = Turned(own);
        for (var j = 0; j < vectors.Rows; j++) spreads[j].Add(turned.Row(j), shard + 1);
    }

    /// <summary>All δv: in coordinates of U, or where these are not all, in those of the data, in place of Δv.</summary>
    private Matrix<double> Turned(Matrix<double> changes)
    {
        var within = new Matrix<double>(vectors.Rows, basis.Rows);
        MatrixProduct.MultiplyByTransposed(changes, basis, within, team: team);
        var isAll = basis.Rows == basis.Columns;
        for (var j = 0; j < vectors.Rows; j++)
        {
            // Outside the span of U, and, to be taken back there, within it.
            var outside = isAll ? 0 : 1 / (eigenvalues[j] - rest);
            RowKernels.Scale(outside, changes.Row(j));
            var row = within.Row(j);
            for (var i = 0; i < row.Length; i++) row[i] *= (i == j ? 0 : 1 / (eigenvalues[j] - Eigenvalue(i))) - outside;
        }
        if (isAll) return within;
        MatrixProduct.Multiply(within, basis, changes, accumulate: true, team);
        return changes;
    }

    // Of equal variances any turn is possible; of none, nothing is known.
    private double Angle(int j, double squaredTangent) => eigenvalues[j] <= 0 ? double.NaN
        : double.IsNaN(squaredTangent) ? Math.PI / 2 : Math.Atan(Math.Sqrt(squaredTangent));

    private double Eigenvalue(int i) => i < eigenvalues.Length ? eigenvalues[i] : 0;

    private double LogVarianceError(int j)
    {
        var mean = 0.0;
        for (var s = 0; s < shards; s++) mean += logVariances[s, j] / shards;
        var squares = 0.0;
        for (var s = 0; s < shards; s++) squares += (logVariances[s, j] - mean) * (logVariances[s, j] - mean);
        return Math.Sqrt(squares * (shards - 1) / shards);
    }

    private static double Effective(ReadOnlySpan<double> values)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in values) (sum, squares) = (sum + value, squares + value * (value / values[0]));
        return sum > 0 ? squares / sum * values[0] : 0;
    }

    /// <summary>The sum of squared distances of vectors from their mean, one after the other (Welford 1962).</summary>
    private sealed class Spread(int dimension)
    {
        private readonly double[] mean = new double[dimension];

        public double Squares { get; private set; }

        public void Add(ReadOnlySpan<double> vector, int count)
        {
            var squares = 0.0;
            for (var i = 0; i < vector.Length; i++)
            {
                var difference = vector[i] - mean[i];
                mean[i] += difference / count;
                squares += difference * (vector[i] - mean[i]);
            }
            Squares += squares;
        }
    }
}

/// <summary>What the jackknife found.</summary>
/// <param name="Angles">Of each component, what to expect between it and the population's, in radians; may be NaN.</param>
/// <param name="LogVariances">The standard error of the logarithm of each variance.</param>
/// <param name="Freedom">Degrees of freedom of these: shards − 1.</param>
internal sealed record JackknifeErrors(double[] Angles, double[] LogVariances, int Freedom)
{
    // 97.5th percentiles of Student's distribution, from 4 degrees of freedom on.
    private static readonly double[] Student =
    [
        2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093,
    ];

    /// <summary>How many times the sample's variance the population's is at most, at 95 %; at least one over that.</summary>
    public double VarianceRatio(int i) => Math.Exp(Student[Freedom - 4] * LogVariances[i]);
}
