using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>Horn's parallel analysis: components whose variance is above that of the like one in data without correlation.</summary>
/// <remarks>
///   The count ends with the first i for which variance i is not above the 95 % quantile of variance i of normal data: as many samples,
///   the same variances of the columns, no correlation (Horn 1965; the quantile in place of the mean: Buja and Eyuboglu 1992).
///   <para>Small problems: 100 such data sets are drawn, by a fixed seed. With n − 1 ≥ m not the samples are drawn but the factor A of
///   their covariance D^½AAᵀD^½/(n − 1) itself: lower triangular, its entries normal, those of the diagonal roots of χ² of n − 1,
///   n − 2, … degrees of freedom (Bartlett 1933).</para>
///   <para>Large ones: all variances are held against one number, the 95 % quantile of the largest variance (<see cref="NullEdge"/>).
///   That is above the quantiles of the later ones, but by little where there are many.</para>
/// </remarks>
internal static class ParallelAnalysis
{
    private const string Rule = "parallel analysis";

    private const double Quantile = 0.95;
    private const int Draws = 100;

    // Up to here a decomposition takes milliseconds.
    private const int MostSide = 256;

    // Normal numbers of one draw of wide data: a hundred take a second or two.
    private const int MostCells = 1 << 19;

    public static ComponentCountChoice Choose(CountProblem problem)
    {
        var thresholds = ThresholdsOf(problem);
        var count = 0;
        while (count < problem.Variances.Length && problem.Variances[count] > thresholds[Math.Min(count, thresholds.Length - 1)])
            count++;
        return new(Rule, count, IsDrawn(problem)
            ? Invariant($"variances above the {Quantile:P0} quantile of {Draws} drawings of normal data without correlation") : AboveEdge)
        {
            Thresholds = thresholds,
        };
    }

    /// <summary>What the variances are held against: one by one, or all against the last.</summary>
    public static double[] ThresholdsOf(CountProblem problem) => IsDrawn(problem)
        ? Simulate(problem.ColumnVariances, problem.Degrees, problem) : [NullEdge.Quantile95(problem.ColumnVariances, problem.Degrees)];

    private static bool IsDrawn(CountProblem problem)
    {
        var (columns, degrees) = (problem.Moments.Dimension, problem.Degrees);
        return degrees >= columns ? columns <= MostSide : degrees <= MostSide && (long)degrees * columns <= MostCells;
    }

    /// <summary>Of leading variances alone, held against the largest of data without correlation.</summary>
    public static ComponentCountChoice OfLeading(int count, double edge, bool isAll) =>
        new(Rule, count, isAll ? AboveEdge : AboveEdge + "; there are more, which were not looked for") { Thresholds = [edge] };

    private static string AboveEdge =>
        Invariant($"variances above the {Quantile:P0} quantile of the largest of normal data without correlation (Tracy, Widom)");

    /// <summary>The quantile of each variance over the drawings.</summary>
    internal static double[] Simulate(double[] columnVariances, int degrees, CountProblem problem)
    {
        var random = new RandomSource(seed: 0, RandomStreams.ParallelAnalysis);
        double[] deviations = [.. columnVariances.Select(variance => Math.Sqrt(variance / degrees))];
        var draws = new double[Draws][];
        for (var i = 0; i < Draws; i++)
        {
            problem.CancellationToken.ThrowIfCancellationRequested();
            var factor = degrees >= deviations.Length
                ? TriangularFactor(deviations, degrees, random)
                : Samples(deviations, degrees, random);
            var gram = new Matrix<double>(factor.Rows, factor.Rows);
            MatrixProduct.MultiplyByTransposed<double>(factor, factor, gram, team: problem.Team);
            draws[i] = SymmetricEigen.DecomposeValues(gram, problem.Team);
        }
        var rank = (int)(Draws * Quantile) - 1;
        return [.. Enumerable.Range(0, draws[0].Length).Select(i => draws.Select(draw => draw[i]).Order().ElementAt(rank))];
    }

    // m × m: A, each row times the deviation of its column.
    private static Matrix<double> TriangularFactor(double[] deviations, int degrees, RandomSource random)
    {
        var factor = new Matrix<double>(deviations.Length, deviations.Length);
        for (var i = 0; i < deviations.Length; i++)
        {
            random.FillNormal(factor.Row(i)[..i]);
            factor[i, i] = Math.Sqrt(random.NextChiSquare(degrees - i));
            RowKernels.Scale(deviations[i], factor.Row(i));
        }
        return factor;
    }

    // (n − 1) × m.
    private static Matrix<double> Samples(double[] deviations, int degrees, RandomSource random)
    {
        var samples = new Matrix<double>(degrees, deviations.Length);
        random.FillNormal(samples.AsSpan());
        for (var i = 0; i < degrees; i++) TensorPrimitives.Multiply(samples.Row(i), deviations, samples.Row(i));
        return samples;
    }
}
