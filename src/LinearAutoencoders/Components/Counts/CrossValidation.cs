using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>Cross-validation by rows and columns: the k that best predicts each value of new rows from the row's other values.</summary>
/// <remarks>
///   PRESS(k) = Σ ((xⱼ − x̂ⱼ) / (1 − hⱼ))², over all values xⱼ of rows that were left out, x̂ = UᵀUx and hⱼ = Σᵢ Uᵢⱼ² of k components of
///   the other rows. The quotient is what is left of xⱼ if scores are estimated by least squares without it, the "eigenvector" method
///   of Bro, Kjeldahl, Smilde and Kiers (2008). Every fifth row is left out in turn. A column that is within the components by itself,
///   hⱼ = 1, is predicted by its mean. The k of the least sum, which may be none.
/// </remarks>
internal static class CrossValidation
{
    public const string Rule = "cross-validation";

    private const int Folds = 5;

    // Five decompositions, and sums that grow with the square of the columns.
    private const int MostColumns = 256;
    private const int MostRows = 5000;

    // Below, 1 − h is rounding.
    private const double LeastOthers = 1e-8;

    public static ComponentCountChoice Choose(CountProblem problem)
    {
        var moments = problem.Moments;
        if (moments.Dimension > MostColumns)
            return new(Rule, null, Invariant($"it takes too long for more than {MostColumns} columns"));
        if (!moments.HasRows) return new(Rule, null, "it needs the rows, of which only the sum is left");
        if (moments.Dimension < 2) return new(Rule, null, "it needs two columns");
        if (moments.Count < 2 * Folds) return new(Rule, null, Invariant($"it needs {2 * Folds} rows"));
        var step = (moments.Count + MostRows - 1) / MostRows;
        var rows = EveryRow(problem, step);
        var errors = Errors(rows, moments.IsCentered, problem.Team, problem.CancellationToken);
        return new(Rule, Array.IndexOf(errors, errors.Min()), Invariant($"values of every {Folds}th row are predicted best from its others")
            + (step > 1 ? Invariant($", of {rows.Rows} rows") : ""));
    }

    /// <summary>PRESS of k = 0, 1, …: as many as every fold has components, but m.</summary>
    internal static double[] Errors(Matrix<double> rows, bool center, WorkerTeam team, CancellationToken cancellationToken)
    {
        var sums = new double[rows.Columns];
        var most = rows.Columns;
        for (var fold = 0; fold < Folds; fold++)
        {
            var left = fold;
            var moments = new DataMoments(
                new MatrixSource<double>(Select(rows, i => i % Folds != left)), center, team, cancellationToken: cancellationToken);
            if (moments.Trace <= 0) return sums[..1];
            var test = Select(rows, i => i % Folds == left);
            for (var i = 0; i < test.Rows; i++) TensorPrimitives.Subtract(test.Row(i), [.. moments.Mean], test.Row(i));
            most = Math.Min(most, AddErrors(test, moments, sums));
        }
        return sums[..most];
    }

    private static int AddErrors(Matrix<double> residuals, DataMoments moments, double[] sums)
    {
        var m = residuals.Columns;
        var (pairs, within, variances) = (moments.LeadingComponents(m), new double[m], Squares(residuals));
        var rank = SpectrumRank.Of(pairs.Values, m);
        for (var k = 0; k < m && k <= rank; k++)
        {
            var squares = Squares(residuals);
            for (var j = 0; j < m; j++)
                sums[k] += 1 - within[j] > LeastOthers ? squares[j] / (1 - within[j]) / (1 - within[j]) : variances[j];
            var component = pairs.Vectors.Row(k);
            for (var i = 0; i < residuals.Rows; i++)
                RowKernels.Add(-Vectors.Dot<double>(residuals.Row(i), component), component, residuals.Row(i));
            TensorPrimitives.FusedMultiplyAdd<double>(component, component, within, within);
        }
        return Math.Min(m, rank + 1);
    }

    private static double[] Squares(Matrix<double> rows)
    {
        var squares = new double[rows.Columns];
        for (var i = 0; i < rows.Rows; i++) TensorPrimitives.FusedMultiplyAdd<double>(rows.Row(i), rows.Row(i), squares, squares);
        return squares;
    }

    private static Matrix<double> Select(Matrix<double> rows, Predicate<int> isTaken)
    {
        int[] taken = [.. Enumerable.Range(0, rows.Rows).Where(i => isTaken(i))];
        var selected = new Matrix<double>(taken.Length, rows.Columns);
        for (var i = 0; i < taken.Length; i++) rows.Row(taken[i]).CopyTo(selected.Row(i));
        return selected;
    }

    private static Matrix<double> EveryRow(CountProblem problem, long step)
    {
        var rows = new Matrix<double>((int)((problem.Moments.Count + step - 1) / step), problem.Moments.Dimension);
        var (read, taken) = (0L, 0);
        foreach (var block in SourceBlocks.Of(problem.Moments.Source, problem.Team, problem.CancellationToken))
            for (var i = 0; i < block.Rows; i++, read++)
                if (read % step == 0) block.Row(i).CopyTo(rows.Row(taken++));
        return rows;
    }
}
