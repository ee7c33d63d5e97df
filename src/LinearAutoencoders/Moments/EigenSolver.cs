namespace LinearAutoencoders.Moments;

/// <summary>How the leading eigenpairs of Σ are found.</summary>
public enum EigenSolver
{
    /// <summary>The cheapest for the shape of the data, the number of pairs and the memory.</summary>
    Auto,

    /// <summary>All eigenpairs of Σ, m × m.</summary>
    SecondMoment,

    /// <summary>Block Lanczos on Σ in memory, m × m, with a proof that none was missed.</summary>
    SecondMomentLanczos,

    /// <summary>All eigenpairs of the n × n inner products of the samples.</summary>
    Gram,

    /// <summary>Block Lanczos on the n × n inner products of the samples, with a proof that none was missed.</summary>
    GramLanczos,

    /// <summary>
    ///   Block Lanczos on the rows themselves, one pass over them for each block: nothing of m × m or n × n numbers is made.
    /// </summary>
    Lanczos,
}
