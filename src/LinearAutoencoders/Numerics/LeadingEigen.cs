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

    private const double U = 1.0 / (1L << 53);

    /// <summary>What a search found, of a scaled matrix, for whoever proves the bound once more.</summary>
    public RitzPairs? Found { get; init; }

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
        var exponent = Exponent(matrix);
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
            ? new NextBoundSearch(matrix, exponent, pairs, team, cancellationToken).Prove()
            : null;
        return new LeadingEigen(
            estimate.Scaled(exponent), pairs.Vectors, bound is null ? null : Math.ScaleB(bound.Value, exponent), pairs.IsConverged)
        {
            Found = pairs,
        };
    }

    private static double[] Residuals(DenseOperator a, IReadOnlyList<double> values, Matrix<double> vectors)
    {
        var products = new Matrix<double>(vectors.Rows, vectors.Columns);
        a.Apply(vectors, products);
        for (var i = 0; i < vectors.Rows; i++) RowKernels.Add(-values[i], vectors.Row(i), products.Row(i));
        return [.. Enumerable.Range(0, vectors.Rows).Select(i => Length(products.Row(i)))];
    }

    private static double Length(ReadOnlySpan<double> x) => Math.Sqrt(Numerics.Vectors.SquaredNorm(x));

    /// <summary>That of the trace.</summary>
    internal static int Exponent(Matrix<double> matrix)
    {
        var trace = 0.0;
        for (var i = 0; i < matrix.Rows; i++) trace += matrix[i, i];
        return trace > 0 ? Math.ILogB(trace) : 0;
    }
}
