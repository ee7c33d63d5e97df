namespace LinearAutoencoders.Theory.Verification;

/// <summary>A statement of the paper that a computation can decide on a given problem.</summary>
public interface IStatement
{
    /// <summary>What is claimed, and how it is decided.</summary>
    Claim Claim { get; }

    /// <summary>Decides it on one problem.</summary>
    Measurement Measure(Trial trial);
}
