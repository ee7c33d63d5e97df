namespace LinearAutoencoders.Reproduction.Report;

/// <summary>What our numbers say of an <see cref="Observation"/>.</summary>
/// <param name="Observation">Of the paper.</param>
/// <param name="Evidence">The numbers that decide.</param>
/// <param name="Verdict">What they decide.</param>
/// <param name="Explanation">Why it differs, or what is missing; null where there is nothing to say.</param>
internal sealed record Finding(Observation Observation, string Evidence, Verdict Verdict, string? Explanation = null)
{
    /// <summary>Whether it can be decided on the paper's data alone, and was measured on other data.</summary>
    public bool NeedsPapersData { get; init; }

    /// <summary>The same, with more said after its explanation.</summary>
    public Finding WithRemarks(params IEnumerable<string> remarks)
    {
        string[] all = [.. Explanation is null ? [] : (string[])[Explanation], .. remarks];
        return this with { Explanation = all.Length > 0 ? string.Join(' ', all) : null };
    }
}

/// <summary>Whether our numbers agree with an observation of the paper.</summary>
internal enum Verdict
{
    /// <summary>They do.</summary>
    Holds,

    /// <summary>They do not.</summary>
    Differs,

    /// <summary>Runs that it takes to tell are missing.</summary>
    NotMeasured,
}
