namespace LinearAutoencoders.Reproduction.Report;

/// <summary>A statement of the paper, checked on our numbers.</summary>
/// <param name="Where">Where the paper says it: <c>7</c>, <c>7, figure 4</c>, <c>I.2</c>.</param>
/// <param name="Statement">What it says, in our words.</param>
/// <param name="Evidence">The numbers that decide.</param>
/// <param name="Verdict">What they decide.</param>
/// <param name="Explanation">Why it differs, or what is missing; null where there is nothing to say.</param>
internal sealed record Claim(string Where, string Statement, string Evidence, Verdict Verdict, string? Explanation = null);

/// <summary>Whether our numbers agree with a statement.</summary>
internal enum Verdict
{
    /// <summary>They do.</summary>
    Holds,

    /// <summary>They do not.</summary>
    Differs,

    /// <summary>Runs that it takes to tell are missing.</summary>
    NotMeasured,
}
