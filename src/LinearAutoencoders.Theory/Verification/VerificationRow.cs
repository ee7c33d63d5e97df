namespace LinearAutoencoders.Theory.Verification;

/// <summary>A statement's outcome over all problems.</summary>
/// <param name="Claim">What was claimed.</param>
/// <param name="Worst">The measurement closest to failing, or failing by most; of no meaning where nothing was measured.</param>
/// <param name="Trials">On how many problems.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="NotApplicable">Why it can be decided on none of the problems; null where it can.</param>
public sealed record VerificationRow(Claim Claim, Measurement Worst, int Trials, double Seconds, string? NotApplicable = null)
{
    /// <summary>Whether it holds on all that it applies to.</summary>
    public bool Passed => NotApplicable is not null || Worst.Passed;
}
