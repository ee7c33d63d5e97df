namespace LinearAutoencoders.Theory.Verification;

/// <summary>Which form of a statement is put to the test.</summary>
public enum ClaimForm
{
    /// <summary>As the paper prints it.</summary>
    Printed,

    /// <summary>With an error of the paper corrected, or an assumption made explicit; docs/theory.md says which.</summary>
    Corrected,

    /// <summary>As the paper prints it, to show by how much it does not hold: passes while the counterexample stands.</summary>
    Refuted,
}

/// <summary>A statement of the paper and how it is decided.</summary>
/// <param name="Source">Where the paper makes it, such as <c>Theorem 1</c>.</param>
/// <param name="Text">What it says.</param>
/// <param name="Form">As printed, corrected, or refuted.</param>
/// <param name="Measured">Which number decides.</param>
/// <param name="Reason">Why the limit is what it is.</param>
public sealed record Claim(string Source, string Text, ClaimForm Form, string Measured, string Reason);
