namespace LinearAutoencoders.Components;

/// <summary>How components are held against data.</summary>
public sealed record CertifyOptions
{
    /// <summary>
    ///   Whether the sampling error is also found from the data itself, by leaving out shards of it in turn: one more pass. Default: yes.
    /// </summary>
    public bool Jackknife { get; init; } = true;

    /// <summary>
    ///   The angle, in radians, that a component's bound may have; null, the default: a tenth of its sampling error, or 10⁻⁶ where that is
    ///   more.
    /// </summary>
    public double? Tolerance { get; init => field = value is { } angle ? Require.Positive(angle, "the tolerance") : null; }
}
