using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>How the leading eigenpairs of Σ are looked for, and when they are good enough.</summary>
public sealed record EigenOptions
{
    /// <summary>By which way; refused where the data does not allow it.</summary>
    public EigenSolver Solver { get; init => field = Require.Existing(value, "the solver"); } = EigenSolver.Auto;

    /// <summary>
    ///   Whether the pairs are good enough, asked again and again; null: Σ in memory to rounding, else each angle's sine at most 10⁻⁷.
    /// </summary>
    public Func<RitzEstimate, bool>? IsAccurate { get; init; }

    /// <summary>Whether they are good enough for what comes, and no pass over the rows is to be spent on more.</summary>
    internal Func<RitzEstimate, bool>? IsEnough { get; init; }

    /// <summary>Takes what is known of the pairs, as often as that changes and it is known.</summary>
    internal Action<RitzEstimate>? Estimated { get; init; }

    /// <summary>Passes over the rows after which <see cref="EigenSolver.Lanczos"/> ends, with what it has.</summary>
    public int MostPasses { get; init => field = Require.AtLeast(1, value, "the largest number of passes"); } = 100;

    /// <summary>Ends a search early: what it has is returned, as not converged.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Bytes that may be used; null: half of what the machine, or the container, has.</summary>
    /// <remarks>Only where less than some gigabytes are left does the choice, and so a result's last bits, depend on them.</remarks>
    public long? Memory { get; init; }

    /// <summary>Takes what <see cref="EigenSolver.Lanczos"/> needs to go on, after each pass: views, valid until the next.</summary>
    public Action<IReadOnlyList<StateArray>>? AfterPass { get; init; }

    /// <summary>What <see cref="AfterPass"/> took from a search for as many pairs in the same data: it goes on, to the same bits.</summary>
    public IReadOnlyList<StateArray>? Saved { get; init; }
}
