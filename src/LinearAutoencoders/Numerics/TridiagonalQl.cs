using static System.FormattableString;

namespace LinearAutoencoders.Numerics;

/// <summary>
/// Eigenvalues of a symmetric tridiagonal matrix by implicit-shift QL sweeps (Golub and Van Loan §8.3; EISPACK's imtql2).
/// </summary>
/// <remarks>
///   An off-diagonal cell of at most 2u·‖T‖ counts as zero: an error no larger than the rounding of the reduction that made T.
///   The stricter rule relative to the two neighbours on the diagonal (LAPACK's dsteqr) would spend most of its sweeps on
///   rounding noise when A has low rank, as the moment of fewer samples than features has. A bound below half a unit in the
///   last place of the eigenvalues must not be: in a cluster the shift then rounds to the diagonal, and sweeps change nothing.
/// </remarks>
internal ref struct TridiagonalQl
{
    /// <summary>Unit roundoff.</summary>
    private const double U = 1.0 / (1L << 53);

    /// <summary>An eigenvalue takes about two sweeps; the bound only excludes a hang.</summary>
    private const int MostSweeps = 100;

    /// <summary>
    /// Every so many sweeps for one eigenvalue raise the bound below which its off-diagonal cell counts as zero.
    /// </summary>
    private const int Patience = 10;

    private readonly RotationBatch? rotations;
    private readonly CancellationToken cancellationToken;
    private readonly double negligible;
    private readonly int total;

    // The unreduced block at work, and its place: position p of the block is row blockStart + p, or blockStart − p if reversed.
    private Span<double> d;
    private Span<double> e;
    private int origin;
    private int direction;

    /// <summary>Overwrites the diagonal by the eigenvalues, in no order.</summary>
    /// <param name="diagonal">m values.</param>
    /// <param name="offDiagonal">m values, [i] between i and i + 1; the last is not used. Destroyed.</param>
    /// <param name="rotations">
    /// Is told every plane rotation; none if only values are wanted, which then are the same bits.
    /// </param>
    /// <param name="cancellationToken">Stops the sweeps.</param>
    /// <exception cref="ArithmeticException">The sweeps did not converge. No finite matrix is known that does this.</exception>
    public static void Solve(
        Span<double> diagonal, Span<double> offDiagonal, RotationBatch? rotations, CancellationToken cancellationToken = default)
    {
        var solver = new TridiagonalQl(diagonal, offDiagonal, rotations, cancellationToken);
        for (var start = 0; start < diagonal.Length;)
        {
            var end = start;
            while (end + 1 < diagonal.Length && !solver.IsNegligible(offDiagonal[end])) end++;
            solver.SolveBlock(diagonal[start..(end + 1)], offDiagonal[start..end], start);
            start = end + 1;
        }
        rotations?.Flush();
    }

    private TridiagonalQl(
        ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal, RotationBatch? rotations, CancellationToken cancellationToken)
    {
        this.rotations = rotations;
        this.cancellationToken = cancellationToken;
        total = diagonal.Length;
        // The largest row sum, not the largest cell: it bounds the eigenvalues.
        var (norm, before) = (0.0, 0.0);
        for (var i = 0; i < total; i++)
        {
            var after = i + 1 < total ? Math.Abs(offDiagonal[i]) : 0;
            norm = Math.Max(norm, before + Math.Abs(diagonal[i]) + after);
            before = after;
        }
        negligible = 2 * U * norm;
    }

    private readonly bool IsNegligible(double offDiagonalCell, int sweeps = 0) =>
        Math.Abs(offDiagonalCell) <= negligible * (1 + sweeps / Patience);

    /// <summary>Solves a block without negligible off-diagonal cells.</summary>
    private void SolveBlock(Span<double> diagonal, Span<double> offDiagonal, int start)
    {
        if (diagonal.Length == 1) return;
        d = diagonal;
        e = offDiagonal;
        // QL finds the values from the top on and wants the small ones there: a matrix graded the other way is turned round.
        var reversed = Math.Abs(d[^1]) < Math.Abs(d[0]);
        (origin, direction) = reversed ? (start + d.Length - 1, -1) : (start, 1);
        if (reversed) Reverse();
        for (var top = 0; top < e.Length; top++)
            for (var sweeps = 0; !IsNegligible(e[top], sweeps); sweeps++)
            {
                if (sweeps == MostSweeps) ThrowNotConverged(top);
                cancellationToken.ThrowIfCancellationRequested();
                var bottom = top + 1;
                while (bottom < e.Length && !IsNegligible(e[bottom])) bottom++;
                Sweep(top, bottom);
            }
        if (reversed) Reverse();
    }

    private readonly void Reverse()
    {
        d.Reverse();
        e.Reverse();
    }

    /// <summary>One QL sweep over positions top .. bottom, from the bottom up, with Wilkinson's shift for the top.</summary>
    private readonly void Sweep(int top, int bottom)
    {
        Span<double> cosines = default, sines = default;
        rotations?.Begin(origin, direction, top, bottom, out cosines, out sines);

        var ratio = (d[top + 1] - d[top]) / (2 * e[top]);
        var shift = d[top] - e[top] / (ratio + Math.CopySign(Length(ratio, 1), ratio));
        double sine = 1, cosine = 1, carried = 0;
        var g = d[bottom] - shift;
        for (var i = bottom - 1; i >= top; i--)
        {
            var f = sine * e[i];
            var b = cosine * e[i];
            var length = Length(f, g);
            if (i + 1 < bottom) e[i + 1] = length;
            if (length == 0)
            {
                // The block falls apart here: undo the shift, and leave the rest of the sweep as it is.
                d[i + 1] -= carried;
                for (; i >= top && rotations != null; i--) (cosines[i - top], sines[i - top]) = (1, 0);
                return;
            }
            sine = f / length;
            cosine = g / length;
            if (rotations != null) (cosines[i - top], sines[i - top]) = (cosine, sine);
            g = d[i + 1] - carried;
            var r = (d[i] - g) * sine + 2 * cosine * b;
            carried = sine * r;
            d[i + 1] = g + carried;
            g = cosine * r - b;
        }
        d[top] -= carried;
        e[top] = g;
    }

    /// <summary>√(x² + y²). Only lengths far below all that counts, or far above, take the slow way.</summary>
    private static double Length(double x, double y)
    {
        var square = x * x + y * y;
        return square is > 1e-280 and < 1e280 ? Math.Sqrt(square) : double.Hypot(x, y);
    }

    private readonly void ThrowNotConverged(int top) => throw new ArithmeticException(
        Invariant($"eigenvalue {origin + direction * top} of a {total} × {total} matrix did not converge ")
        + Invariant($"in {MostSweeps} QL sweeps"));
}
