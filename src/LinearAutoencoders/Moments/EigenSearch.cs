using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Finds the leading eigenpairs of Σ: from Σ, from the samples' inner products, or by passes over the rows.</summary>
/// <param name="moments">Of the rows.</param>
/// <param name="count">k.</param>
/// <param name="asked">How they are looked for.</param>
/// <param name="team">The threads, and ranks, to use.</param>
/// <param name="cancellationToken">Stops everything.</param>
internal sealed class EigenSearch(DataMoments moments, int count, EigenOptions asked, WorkerTeam team, CancellationToken cancellationToken)
{
    // A sine that no float32 data lets be much smaller.
    private const double SineOfRows = 1e-7;

    private EigenOptions options = asked;

    /// <exception cref="BadDataException">There is not the memory for any way, or a value is not finite.</exception>
    /// <exception cref="ArgumentException">The way that was asked for is none for so many pairs.</exception>
    public Eigenpairs Run()
    {
        // Machines may differ; what is chosen must not.
        if (team.Ranks is { } ranks) options = options with { Memory = ranks.Least(SolverChoice.MemoryOf(options)) };
        var name = moments.Source.Name;
        var choice = moments.HasRows ? SolverChoice.For(name, moments.Count, moments.Dimension, count, options)
            : SolverChoice.OfSum(name, moments.Dimension, count, options);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, options.Stop);
        var pairs = choice.Solver switch
        {
            EigenSolver.SecondMoment => FromSecondMoment(choice.Solver, LeadingEigen.Of(moments.Eigen, moments.SecondMoment, count, team)),
            EigenSolver.SecondMomentLanczos => FromSecondMoment(choice.Solver, Search(moments.SecondMoment, stop.Token)),
            EigenSolver.Gram => FromGram(
                choice.Solver, LeadingEigen.Of(moments.Gram.All, moments.Gram.Matrix, Math.Min(count, (int)moments.Count), team)),
            EigenSolver.GramLanczos => FromGram(choice.Solver, Search(moments.Gram.Matrix, stop.Token)),
            _ => FromRows(choice, stop.Token),
        };
        // Who can stop the search wants what it has.
        if (!options.Stop.IsCancellationRequested) cancellationToken.ThrowIfCancellationRequested();
        options.Estimated?.Invoke(pairs.Estimate);
        return pairs;
    }

    /// <summary>So many eigenvalues, those beyond the last given 0.</summary>
    public static double[] WithZeros(double[] values, int count) =>
        [.. values.Take(count), .. Enumerable.Repeat(0.0, Math.Max(0, count - values.Length))];

    private LeadingEigen Search(Matrix<double> matrix, CancellationToken stop) =>
        LeadingEigen.Search(matrix, count, options.IsAccurate, team, options.Stop, stop);

    private static Eigenpairs FromSecondMoment(EigenSolver solver, LeadingEigen found) =>
        new([.. found.Estimate.Values.SkipLast(1)], found.Vectors)
        {
            Solver = solver,
            Estimate = found.Estimate,
            NextBound = found.NextBound,
            IsConverged = found.IsConverged,
        };

    private Eigenpairs FromGram(EigenSolver solver, LeadingEigen found)
    {
        var vectors = new Matrix<double>(count, moments.Dimension);
        var values = moments.Gram.AboveRounding(found.Estimate.Values);
        moments.Gram.WriteDirections(found.Vectors.RowRange(0, Math.Min(count, values.Length)), vectors);
        return new(WithZeros(values, count), vectors)
        {
            Solver = solver,
            Estimate = moments.Gram.OfSecondMoment(found.Estimate, count),
            NextBound = found.NextBound is { } bound ? Math.Max(0, bound) : null,
            IsConverged = found.IsConverged,
        };
    }

    private Eigenpairs FromRows(SolverChoice choice, CancellationToken stop)
    {
        var exponent = moments.Trace > 0 ? Math.ILogB(moments.Trace) : 0;
        var run = new LanczosRun
        {
            Count = count,
            Block = LanczosRun.BlockFor(count),
            Capacity = choice.Capacity,
            IsAccurate = estimate =>
            {
                var known = estimate.WithRounding().Scaled(exponent);
                options.Estimated?.Invoke(known);
                return options.IsAccurate?.Invoke(estimate.Scaled(exponent))
                    ?? (estimate.IsAccurate(SineOfRows) || options.IsEnough?.Invoke(known) is true);
            },
            MostPasses = options.MostPasses,
            AfterPass = options.AfterPass,
            Saved = options.Saved,
            Stop = options.Stop,
        };
        var found = run.Run(RowsTimes(Math.ScaleB(1.0 / moments.Count, -exponent), stop), team);
        DeadMemory.GiveBack(choice.Bytes);
        var estimate = found.Estimate.WithRounding().Scaled(exponent);
        return new([.. estimate.Values.Take(count).Select(value => Math.Max(0, value))], found.Vectors)
        {
            Solver = choice.Solver,
            Estimate = estimate,
            IsConverged = found.IsConverged,
        };
    }

    /// <summary>XᵀX, times a factor.</summary>
    private ISymmetricOperator RowsTimes(double factor, CancellationToken stop)
    {
        var layout = moments.Layout ?? ChunkLayout.OfProducts;
        return moments.Source is ISparseSampleSource sparse
            ? new SparseRowsOperator(sparse, sparse.Offset ?? moments.Subtracted, factor, layout, team, stop)
            : new RowsOperator(moments.Source, moments.Subtracted, factor, layout, team, stop);
    }
}
