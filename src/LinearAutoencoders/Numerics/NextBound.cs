namespace LinearAutoencoders.Numerics;

/// <summary>What no eigenvalue but the k leading ones is above, by proof.</summary>
/// <param name="Value">σ.</param>
/// <param name="By">How it is proved.</param>
internal sealed record NextBound(double Value, BoundProof By);

/// <summary>Ways to prove that a part of a matrix that a search has not seen is small; the cheapest first.</summary>
internal enum BoundProof
{
    /// <summary>Its norm, in m² flops.</summary>
    Norm,

    /// <summary>A Cholesky factor in single precision, in m³/3 flops at most.</summary>
    SingleFactor,

    /// <summary>A Cholesky factor in double precision.</summary>
    DoubleFactor,
}
