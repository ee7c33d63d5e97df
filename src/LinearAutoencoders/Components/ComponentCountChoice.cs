namespace LinearAutoencoders.Components;

/// <summary>How many components one rule finds.</summary>
/// <param name="Rule">What the rule is called.</param>
/// <param name="Count">How many it finds, which may be none; null: it does not apply.</param>
/// <param name="Explanation">How it finds them, or why it does not apply.</param>
public sealed record ComponentCountChoice(string Rule, int? Count, string Explanation)
{
    /// <summary>
    ///   What the variances of the first, the second, … component had to exceed, as many as the rule looked at; null where it does not
    ///   compare each with a number.
    /// </summary>
    public IReadOnlyList<double>? Thresholds { get; init; }
}
