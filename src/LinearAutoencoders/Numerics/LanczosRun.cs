namespace LinearAutoencoders.Numerics;

/// <summary>How the leading k eigenpairs of an operator are looked for, and when they are found.</summary>
internal sealed record LanczosRun
{
    /// <summary>Blocks of the basis: more hardly save passes.</summary>
    private const int MostBlocks = 6;

    /// <summary>k.</summary>
    public required int Count { get; init; }

    /// <summary>b.</summary>
    public required int Block { get; init; }

    /// <summary>Most rows of the basis, beside the block to come.</summary>
    public required int Capacity { get; init; }

    /// <summary>Whether the pairs are good enough.</summary>
    public required Func<RitzEstimate, bool> IsAccurate { get; init; }

    /// <summary>Products after which the search ends without.</summary>
    public required int MostPasses { get; init; }

    /// <summary>Ends the search early, with what it has.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Whether a product costs less than a look at the pairs, which is then had only when the basis is full.</summary>
    public bool PassesAreCheap { get; init; }

    /// <summary>Takes what is needed to go on after each pass: views, valid until the next.</summary>
    public Action<IReadOnlyList<StateArray>>? AfterPass { get; init; }

    /// <summary>What <see cref="AfterPass"/> took of a run like this one.</summary>
    public IReadOnlyList<StateArray>? Saved { get; init; }

    /// <summary>
    ///   Rows of a block: more than k, so that each of k equal eigenvalues is found, and the one behind them.
    /// </summary>
    public static int BlockFor(int count) => Blocking.RoundUp(Math.Max(count + 2, 8), 4);

    /// <summary>Rows of the basis, as many as pay and there is room for.</summary>
    /// <param name="count">k.</param>
    /// <param name="dimension">m.</param>
    /// <param name="mostCells">Cells that the basis and three blocks beside it may have.</param>
    /// <returns>Null where there is no room for two blocks and another.</returns>
    public static int? CapacityFor(int count, int dimension, long mostCells)
    {
        var block = BlockFor(count);
        var byMemory = mostCells / dimension / block - 3;
        var byDimension = Math.Min(dimension, Matrix<double>.MaxCells / dimension) / block - 1;
        var blocks = Math.Min(MostBlocks, Math.Min(byMemory, byDimension));
        return blocks >= 2 ? (int)blocks * block : null;
    }

    /// <summary>Searches.</summary>
    /// <exception cref="OperationCanceledException">The operator was stopped before there was anything to return.</exception>
    /// <exception cref="ArgumentException">What was saved is of another run.</exception>
    public RitzPairs Run(ISymmetricOperator a, WorkerTeam team)
    {
        var lanczos = new BlockLanczos(a, Block, Capacity, team);
        if (Saved != null)
            foreach (var (array, saved) in lanczos.State.Zip(Saved, (array, saved) => (array, saved))) array.CopyFrom(saved);
        var isConverged = false;
        try
        {
            while (!(isConverged = IsFound(lanczos)) && lanczos.Passes < MostPasses)
            {
                lanczos.Step();
                AfterPass?.Invoke(lanczos.State);
            }
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested && lanczos.Size > Count)
        {
            // What there is, is returned as not converged.
        }
        var vectors = lanczos.Vectors(Count);
        for (var i = 0; i < Count; i++) SymmetricEigen.FixSign(vectors.Row(i));
        return new RitzPairs(lanczos.Estimate(Count), vectors, isConverged)
        {
            All = lanczos.Estimate(lanczos.Size - 1),
            LeadingVectors = lanczos.Vectors,
        };
    }

    private bool IsFound(BlockLanczos lanczos) =>
        lanczos.Size > Count && (lanczos.IsFull || !PassesAreCheap) && IsAccurate(lanczos.Estimate(Count));
}

/// <summary>The leading eigenpairs, as far as a search came.</summary>
/// <param name="Estimate">k + 1 values and residuals.</param>
/// <param name="Vectors">k × m: unit rows, the entry of largest magnitude of each positive.</param>
/// <param name="IsConverged">Whether they were found good enough; if not, passes ran out or the search was stopped.</param>
internal sealed record RitzPairs(RitzEstimate Estimate, Matrix<double> Vectors, bool IsConverged)
{
    /// <summary>Values and residuals of all Ritz pairs of the basis: what the search has seen of the operator.</summary>
    public required RitzEstimate All { get; init; }

    /// <summary>The first so many of their vectors, each up to its sign; they are made when asked for.</summary>
    public required Func<int, Matrix<double>> LeadingVectors { get; init; }
}
