namespace LinearAutoencoders.Numerics;

/// <summary>
/// One Householder reflection H = I − τ v vᵀ with v₀ = 1, which turns a vector into a multiple of the first axis.
/// </summary>
internal static class Householder
{
    /// <summary>
    /// Below this squared length a tail counts as zero. Vectors come scaled to about 1, so what is lost is 10⁻¹⁴⁰ of it.
    /// </summary>
    private const double NegligibleSquare = 1e-280;

    /// <summary>Overwrites x by v, so that H x = (value, 0, …, 0). A tail of zeros gives τ = 0: H = I.</summary>
    /// <remarks>
    /// Golub and Van Loan, algorithm 5.1.1, with the sign of LAPACK's dlarfg: value and x₀ differ in sign, no cancellation.
    /// </remarks>
    public static (double Tau, double Value) Make(Span<double> x)
    {
        var head = x[0];
        var tail = x[1..];
        var tailSquare = Vectors.SquaredNorm<double>(tail);
        x[0] = 1;
        if (tailSquare < NegligibleSquare)
        {
            tail.Clear();
            return (0, head);
        }
        var value = -Math.CopySign(Math.Sqrt(head * head + tailSquare), head);
        RowKernels.Scale(1 / (head - value), tail);
        return ((value - head) / value, value);
    }
}
