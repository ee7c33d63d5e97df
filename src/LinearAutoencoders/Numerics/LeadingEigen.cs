using System.Numerics.Tensors;

namespace LinearAutoencoders.Numerics;

/// <summary>The leading eigenpairs of a symmetric matrix in memory that has no negative eigenvalues but for rounding.</summary>
/// <param name="Estimate">k + 1 values and residuals, these as computed from the vectors.</param>
/// <param name="Vectors">k × m: unit rows, the entry of largest magnitude of each positive.</param>
/// <param name="NextBound">What no other eigenvalue is above, by proof; null where there is none.</param>
/// <param name="IsConverged">Whether they are as accurate as was asked; if not, passes ran out or the search was stopped.</param>
internal sealed record LeadingEigen(RitzEstimate Estimate, Matrix<double> Vectors, double? NextBound, bool IsConverged)
{
    /// <summary>A matrix with more rows than that for each of a block is searched, a smaller one decomposed: measured.</summary>
    private const int RowsWorthSearching = 16;

    /// <summary>Hard spectra take a hundred; the bound only excludes a hang.</summary>
    private const int MostPasses = 1000;

    /// <summary>Rows of the blocks of a first search: of eight, two thirds as many products would take longer.</summary>
    private const int NarrowBlock = 4;

    /// <summary>Rows that a proof makes together.</summary>
    private const int RowsAtOnce = 256;

    private const double U = 1.0 / (1L << 53);

    /// <summary>Whether a search takes less time than a decomposition.</summary>
    public static bool IsWorthSearching(int count, int dimension) => dimension >= RowsWorthSearching * LanczosRun.BlockFor(count);

    /// <summary>From all eigenpairs.</summary>
    public static LeadingEigen Of(SymmetricEigen all, Matrix<double> matrix, int count, WorkerTeam team)
    {
        // Of a backward stable decomposition; a small multiple of what was ever seen.
        var rounding = matrix.Rows * U * Math.Max(0, all.Values[0]);
        var vectors = all.Vectors.RowRange(0, count);
        var next = count < matrix.Rows ? all.Values[count] : double.NegativeInfinity;
        var residuals = Residuals(new DenseOperator(matrix, exponent: 0, team, default), all.Values, vectors);
        var estimate = new RitzEstimate([.. all.Values[..count], next], [.. residuals, rounding], Passes: 0);
        return new LeadingEigen(estimate, vectors, next + rounding, IsConverged: true);
    }

    /// <summary>By a search: products with blocks of rows, and a proof that none was missed.</summary>
    /// <remarks>
    ///   Blocks of few rows need the fewest products; but of equal eigenvalues they find no more than they have rows. Where the proof
    ///   fails, blocks of more than k rows search again.
    /// </remarks>
    /// <param name="matrix">A, m × m.</param>
    /// <param name="count">k; with room for two blocks of more rows and another in m.</param>
    /// <param name="isAccurate">When to stop; none: at rounding.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="stop">Ends the search early, with what it has.</param>
    /// <param name="cancellationToken">Stops everything; that of <paramref name="stop"/> or linked with it.</param>
    public static LeadingEigen Search(
        Matrix<double> matrix, int count, Func<RitzEstimate, bool>? isAccurate, WorkerTeam team,
        CancellationToken stop, CancellationToken cancellationToken)
    {
        var trace = Trace(matrix);
        var exponent = trace > 0 ? Math.ILogB(trace) : 0;
        var a = new DenseOperator(matrix, exponent, team, cancellationToken);
        var wide = new LanczosRun
        {
            Count = count,
            Block = LanczosRun.BlockFor(count),
            Capacity = LanczosRun.CapacityFor(count, matrix.Rows, long.MaxValue)!.Value,
            IsAccurate = estimate => isAccurate?.Invoke(estimate.Scaled(exponent)) ?? estimate.IsAccurate(sine: 0),
            MostPasses = MostPasses,
            PassesAreCheap = true,
            Stop = stop,
        };
        var capacity = Math.Min(wide.Capacity, Math.Max(8, 7 * (count + 1) / 8) * NarrowBlock);
        var narrow = wide with { Block = NarrowBlock, Capacity = capacity };
        var found = Proved(narrow.Run(a, team), matrix, exponent, team, cancellationToken);
        return found.NextBound is null && found.IsConverged ? Proved(wide.Run(a, team), matrix, exponent, team, cancellationToken) : found;
    }

    private static LeadingEigen Proved(
        RitzPairs pairs, Matrix<double> matrix, int exponent, WorkerTeam team, CancellationToken cancellationToken)
    {
        // Whatever was found before it was stopped is to be judged.
        var residuals = Residuals(new DenseOperator(matrix, exponent, team, default), pairs.Estimate.Values, pairs.Vectors);
        var estimate = pairs.Estimate with { Residuals = [.. residuals, pairs.Estimate.Residuals[^1]] };
        var bound = pairs.IsConverged
            ? BoundByNorm(matrix, exponent, pairs) ?? BoundNext(matrix, exponent, estimate, pairs.Vectors, team, cancellationToken)
            : null;
        return new LeadingEigen(
            estimate.Scaled(exponent), pairs.Vectors, bound is { } b ? Math.ScaleB(b, exponent) : null, pairs.IsConverged);
    }

    /// <summary>A bound σ of all eigenvalues but k that the size of what the search has not seen proves, in m² flops; or none.</summary>
    /// <remarks>
    ///   In a basis of Ritz vectors and what is orthogonal to them, A = [Θ Eᵀ; E C], and r of a Ritz pair is the length of its column of E.
    ///   With k of the θ above σ, as many eigenvalues of A are if C − σI + Σ eᵢeᵢᵀ/(σ − θᵢ), over the others, is negative definite
    ///   (Haynsworth 1968): if ‖C‖ + Σ rᵢ²/(σ − θᵢ) is below σ. A bound of ‖C‖ is the root of ‖A‖² − Σ θ² − 2 Σ r², of sums of squares: a
    ///   close one where the spectrum falls fast.
    /// </remarks>
    internal static double? BoundByNorm(Matrix<double> matrix, int exponent, RitzPairs pairs)
    {
        var (values, residuals) = (pairs.All.Values, pairs.All.Residuals);
        var k = pairs.Estimate.Count;
        // What every θ and r is known to.
        var rounding = 8 * U * pairs.All.Passes * Math.Max(0, values[0]);
        var square = SquaredNorm(matrix, exponent);
        var unseen = square - values.Sum(value => value * value) - 2 * residuals.Sum(residual => residual * residual);
        // With the rounding of the sums of squares.
        var rest = Math.Sqrt(Math.Max(0, unseen) + 4 * matrix.Rows * U * square) + rounding;
        var bound = values[k] + residuals[k] + 3 * rounding;
        for (var i = k; i < values.Count; i++)
            rest += Math.Pow(residuals[i] + rounding, 2) / (bound - values[i] - rounding);
        return rest < bound && bound < values[k - 1] - rounding ? bound : null;
    }

    /// <summary>A bound σ of all eigenvalues but k, a little above the one behind them, that a factorisation proves.</summary>
    /// <remarks>
    ///   Where σI − (A − VᵀΘV) is positive definite, no eigenvalue of A − VᵀΘV reaches σ; and so, the difference being of rank k and
    ///   without negative eigenvalues, at most k of A do (Weyl). Unlike σI − A itself it needs no pivots. The proof holds for the
    ///   factorisation's rounding as well: that is at most (m + 1)u tr (Higham 2002, theorem 10.3), and (k + 2)u tr for the difference.
    /// </remarks>
    internal static double? BoundNext(
        Matrix<double> matrix, int exponent, RitzEstimate estimate, Matrix<double> vectors, WorkerTeam team,
        CancellationToken cancellationToken)
    {
        var (k, m) = (vectors.Rows, matrix.Rows);
        var next = estimate.Values[k] + estimate.Residuals[k];
        var trace = Math.ScaleB(Trace(matrix), -exponent);
        if (trace == 0) return 0;
        // The trace of the factored matrix is mσ at most.
        var rounding = 2 * U * ((m + 2) * (m * Math.Max(0, next) + trace) + 4 * (k + 2) * trace);
        var bound = next + 2 * rounding;
        var shifted = new Matrix<double>(m, m);
        var weighted = new Matrix<double>(k, m);
        for (var i = 0; i < k; i++) TensorPrimitives.Multiply(vectors.Row(i), estimate.Values[i], weighted.Row(i));
        // The upper triangle is all that counts.
        for (var start = 0; start < m; start += RowsAtOnce)
        {
            var rows = shifted.RowRange(start, Math.Min(RowsAtOnce, m - start)).ColumnRange(start, m - start);
            for (var i = 0; i < rows.Rows; i++) TensorPrimitives.Negate(matrix.Row(start + i)[start..], rows.Row(i));
            PowerOfTwo.Scale(rows, -exponent);
            MatrixProduct.MultiplyTransposed(
                weighted.ColumnRange(start, rows.Rows), vectors.ColumnRange(start, m - start), rows, accumulate: true, team);
        }
        for (var i = 0; i < m; i++) shifted[i, i] += bound - rounding;
        return DefiniteMatrix.Factor(shifted, team, cancellationToken) ? bound : null;
    }

    private static double[] Residuals(DenseOperator a, IReadOnlyList<double> values, Matrix<double> vectors)
    {
        var products = new Matrix<double>(vectors.Rows, vectors.Columns);
        a.Apply(vectors, products);
        for (var i = 0; i < vectors.Rows; i++) RowKernels.Add(-values[i], vectors.Row(i), products.Row(i));
        return [.. Enumerable.Range(0, vectors.Rows).Select(i => Length(products.Row(i)))];
    }

    private static double Length(ReadOnlySpan<double> x) => Math.Sqrt(Numerics.Vectors.SquaredNorm(x));

    private static double SquaredNorm(Matrix<double> matrix, int exponent)
    {
        var (row, sum) = (new Matrix<double>(1, matrix.Columns), 0.0);
        for (var i = 0; i < matrix.Rows; i++)
        {
            matrix.RowRange(i, 1).CopyTo(row);
            PowerOfTwo.Scale(row, -exponent);
            sum += Numerics.Vectors.SquaredNorm<double>(row.AsSpan());
        }
        return sum;
    }

    private static double Trace(Matrix<double> matrix)
    {
        var trace = 0.0;
        for (var i = 0; i < matrix.Rows; i++) trace += matrix[i, i];
        return trace;
    }
}
