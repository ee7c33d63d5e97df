namespace LinearAutoencoders.Theory.Verification;

/// <summary>A statement of the paper that a computation can decide on a given problem.</summary>
public interface IStatement
{
    /// <summary>What is claimed, and how it is decided.</summary>
    Claim Claim { get; }

    /// <summary>Why it cannot be decided on a problem: an assumption that the data breaks; null where it can.</summary>
    string? NotApplicable(Trial trial) => null;

    /// <summary>Decides it on one problem.</summary>
    Measurement Measure(Trial trial);
}
