namespace LinearAutoencoders.Theory.Verification;

/// <summary>A statement's outcome over all problems.</summary>
/// <param name="Claim">What was claimed.</param>
/// <param name="Worst">The measurement closest to failing, or failing by most.</param>
/// <param name="Trials">On how many problems.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record VerificationRow(Claim Claim, Measurement Worst, int Trials, double Seconds)
{
    /// <summary>Whether it holds on all.</summary>
    public bool Passed => Worst.Passed;
}
