namespace LinearAutoencoders.Moments;

/// <summary>How Σ is held during training.</summary>
public enum MomentKind
{
    /// <summary>The cheapest that is exact for the method, the optimizer and the batch size.</summary>
    Auto,

    /// <summary>As an m × m matrix.</summary>
    Dense,

    /// <summary>As the samples themselves.</summary>
    Samples,

    /// <summary>As its eigenvalues, with the weights rotated into its eigenbasis; not for Adam.</summary>
    Spectral,
}
