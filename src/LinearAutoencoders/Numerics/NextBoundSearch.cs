using System.Numerics;
using System.Numerics.Tensors;

namespace LinearAutoencoders.Numerics;

/// <summary>Proves that a search for the k leading eigenpairs of a symmetric matrix A has missed none.</summary>
/// <remarks>
///   v, θ: p ≥ k Ritz pairs. All x = Σ aᵢvᵢ + z, the sum over all pairs but the first k and z orthogonal to every v, are a space of
///   codimension k or less. Where xᵀAx ≤ σ‖x‖² on it, at most k eigenvalues are above σ (Courant and Fischer). With zᵀAz ≤ c‖z‖² for a c
///   below σ, and f = Av − θv, that is so if σ − Θ − FᵀF/(σ − c) is positive definite on these pairs (a Schur complement: Haynsworth
///   1968): if Σ ‖fᵢ‖²/(σ − θᵢ) ≤ σ − c. So c = σ − Σ ‖fᵢ‖²/(σ − θᵢ), with σ hardly above θ of the next pair, and what is to be proved
///   is ‖C‖ ≤ c, for C what A is on all z; it is about θ of the first pair that is not among them.
///   <list type="bullet">
///   <item>By norm: of all pairs, ‖C‖² is ‖A‖² − Σ θ² − 2 Σ ‖f‖², of Frobenius norms: close enough where the spectrum falls fast.</item>
///   <item>By a factor: M = cI − A + VᵀDV, whatever D, is cI − C on all z, whether the v are orthogonal to one another or not. If M less
///     the error of its making and factoring is positive definite, C ≺ cI. (Rump 2006 verifies definiteness so, by a bound of the rounding
///     beforehand; here it is measured.) With some more vectors than k, c is so much above ‖C‖ that single precision does. Their
///     residuals are measured by products: nothing that the search says of itself is believed.</item>
///   <item>By a factor in double precision, for which hardly any distance is needed: the v are the k alone, and c is σ (Weyl).</item>
///   </list>
/// </remarks>
/// <param name="matrix">A, m × m, of which the upper triangle counts.</param>
/// <param name="exponent">e: all is done for A · 2⁻ᵉ, with a trace near 1.</param>
/// <param name="pairs">What the search has.</param>
/// <param name="team">The threads to use.</param>
/// <param name="cancellationToken">Stops between blocks of rows.</param>
internal sealed class NextBoundSearch(
    Matrix<double> matrix, int exponent, RitzPairs pairs, WorkerTeam team, CancellationToken cancellationToken)
{
    /// <summary>Products of cells beyond that are not sure to be exact but for their rounding.</summary>
    private const int LargestExponent = 900;

    /// <summary>How far from orthonormal vectors may be that count as such but for what is measured.</summary>
    private const double MostSkew = 0.01;

    /// <summary>How many times the error that is expected of single precision ‖C‖ should be below c.</summary>
    private const double Clearance = 3;

    private const double U = 1.0 / (1L << 53);

    private readonly int m = matrix.Rows;
    private readonly int k = pairs.Estimate.Count;
    private readonly IReadOnlyList<double> values = pairs.All.Values;
    private readonly double square = SquaredNorm(matrix, exponent, team);

    /// <summary>‖A‖, Frobenius.</summary>
    private double Norm => Math.Sqrt(square);

    /// <summary>The bound of the cheapest way that proves one; of A · 2⁻ᵉ.</summary>
    public NextBound? Prove() => square == 0 ? new NextBound(0, BoundProof.Norm) : ByNorm() ?? BySingle() ?? ByDouble();

    /// <summary>From the size of what the search has not seen.</summary>
    internal NextBound? ByNorm()
    {
        var residuals = pairs.All.Residuals;
        // What every θ and r is known to.
        var rounding = 8 * U * pairs.All.Passes * Math.Max(0, values[0]);
        var unseen = square - values.Sum(value => value * value) - 2 * residuals.Sum(residual => residual * residual);
        // With the rounding of the sums of squares, and of what is in them.
        var inSums = 2 * rounding * (values.Sum(Math.Abs) + 2 * residuals.Sum());
        var rest = Math.Sqrt(Math.Max(0, unseen) + 4 * m * U * square + inSums) + rounding;
        var bound = values[k] + residuals[k] + 3 * rounding;
        var isProved = rest < Left(bound, residuals, values.Count, rounding) && bound < values[k - 1] - rounding;
        return isProved ? new NextBound(bound, BoundProof.Norm) : null;
    }

    /// <summary>By a factor in single precision, where it is likely to do.</summary>
    internal NextBound? BySingle()
    {
        var count = CountForSingle();
        if (count == 0) return null;
        var vectors = pairs.LeadingVectors(count);
        var (bound, left) = Measure(vectors);
        var keep = Allowance<float>(left, Rest(count));
        return IsBelow<float>(vectors, left, keep) ? new NextBound(bound, BoundProof.SingleFactor) : null;
    }

    /// <summary>By a factor in double precision.</summary>
    internal NextBound? ByDouble()
    {
        var next = pairs.Estimate.Values[k] + pairs.Estimate.Residuals[k];
        var level = Math.Max(0, next);
        var keep = 2 * Allowance<double>(level, Norm + Math.Sqrt(m) * level);
        var bound = next + 2 * keep;
        return IsBelow<double>(pairs.Vectors, bound, keep) ? new NextBound(bound, BoundProof.DoubleFactor) : null;
    }

    /// <summary>c: σ less sum rᵢ²/(σ − θᵢ).</summary>
    private double Left(double bound, IReadOnlyList<double> residuals, int count, double rounding)
    {
        var left = bound;
        for (var i = k; i < count; i++)
        {
            var distance = bound - values[i] - rounding;
            if (!(distance > 0)) return double.NegativeInfinity;
            left -= Math.Pow(residuals[i] + rounding, 2) / distance;
        }
        return left;
    }

    /// <summary>About the Frobenius norm of C.</summary>
    private double Rest(int count) => Math.Sqrt(Math.Max(0, square - values.Take(count).Sum(value => value * value)));

    /// <summary>What of c is kept for the error of a factor: a few times what is expected.</summary>
    private double Allowance<T>(double level, double rest) where T : unmanaged, IFloatingPointIeee754<T> =>
        1.5 * PanelFactor<T>.Unit * (m + 16) * (level + rest);

    /// <summary>The fewest vectors with which c is clear of what is left; 0 where single precision is not enough.</summary>
    private int CountForSingle()
    {
        if (Math.Abs(exponent) > LargestExponent || m > 1 << 14) return 0;
        var residuals = pairs.All.Residuals;
        for (var count = k + 1; count < values.Count; count++)
        {
            var level = values[k] + residuals[k];
            var rounding = ProductRounding(count - k, level);
            var left = Left(level + 3 * rounding, residuals, count, rounding);
            if (left - values[count] - residuals[count] > Clearance * Allowance<float>(left, Rest(count))) return count;
        }
        return 0;
    }

    /// <summary>More than rounding adds to residuals of so many vectors, and to products with these or, times σ, themselves.</summary>
    private double ProductRounding(int count, double level) =>
        8 * (m + 8) * U * (Math.Sqrt(count) * Norm + count * Math.Max(0, level));

    /// <summary>σ and c, of pairs k + 1 and behind as they are; c is −∞ where they are no such pairs.</summary>
    /// <remarks>
    ///   Where their vectors are orthonormal but for Δ = VVᵀ − I, what is to be positive definite is, of x as it is,
    ///   σ − Θ + (σ − Θ)Δ − VF − FᵀF/(σ − c): less by ρ = ‖(σ − Θ)Δ‖ + ‖VF‖ at most.
    /// </remarks>
    private (double Bound, double Left) Measure(Matrix<double> vectors)
    {
        var own = vectors.RowRange(k, vectors.Rows - k);
        var (errors, gram, mixed) = (new Matrix<double>(own.Rows, m), Square(own.Rows), Square(own.Rows));
        new DenseOperator(matrix, exponent, team, cancellationToken).Apply(own, errors);
        for (var i = 0; i < own.Rows; i++) RowKernels.Add(-values[k + i], own.Row(i), errors.Row(i));
        MatrixProduct.MultiplyByTransposed(own, own, gram, team: team);
        MatrixProduct.MultiplyByTransposed(own, errors, mixed, team: team);
        for (var i = 0; i < own.Rows; i++) gram[i, i] -= 1;
        double[] residuals = [.. Enumerable.Range(-k, vectors.Rows).Select(i => i < 0 ? 0 : Length(errors.Row(i)))];
        var least = values.Skip(k).Take(own.Rows).Min();
        var rounding = (Norm - Math.Min(0, least)) * Length(gram.AsSpan()) + Length(mixed.AsSpan())
            + ProductRounding(own.Rows, values[k] + residuals[k]);
        var bound = values[k] + residuals[k] + 3 * rounding;
        var isSound = bound <= Norm && -least <= Norm && Length(gram.AsSpan()) < MostSkew;
        return (bound, isSound ? Left(bound, residuals, vectors.Rows, rounding) : double.NegativeInfinity);
    }

    /// <summary>Whether ‖C‖ is below c, on all that is orthogonal to the vectors.</summary>
    /// <param name="vectors">V.</param>
    /// <param name="left">c.</param>
    /// <param name="keep">What of it to keep for errors.</param>
    private bool IsBelow<T>(Matrix<double> vectors, double left, double keep) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!(keep < left)) return false;
        var weighted = new Matrix<double>(vectors.Rows, m);
        for (var i = 0; i < vectors.Rows; i++) TensorPrimitives.Multiply(vectors.Row(i), -values[i], weighted.Row(i));
        var factor = new PanelFactor<T>(m, team);
        team.Run(new FillPart<T>(this, factor, vectors, weighted, left - keep));
        if (!factor.IsDefinite(cancellationToken)) return false;
        var sizes = Enumerable.Range(0, vectors.Rows).Sum(i => Math.Abs(values[i]) * Vectors.SquaredNorm<double>(vectors.Row(i)));
        return factor.Error + 2 * U * (vectors.Rows + 3) * (Norm + sizes + left) < keep;
    }

    /// <summary>Makes every so many rows of M: minus A less what the vectors have of it, and the shift.</summary>
    private void Fill<T>(
        PanelFactor<T> factor, Matrix<double> vectors, Matrix<double> weighted, double shift, int part, int parts)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int most = PanelFactor<T>.RowsAtOnce;
        var (room, rounded) = (new Matrix<double>(most, m), new Matrix<T>(most, m));
        for (var start = part * most; start < m; start += parts * most)
        {
            var first = factor.FirstColumn(start);
            var (count, width) = (Math.Min(most, m - start), m - first);
            var rows = room.RowRange(0, count).ColumnRange(0, width);
            for (var i = 0; i < count; i++) PowerOfTwo.Scale(matrix.Row(start + i)[first..], -exponent, rows.Row(i));
            MatrixProduct.MultiplyTransposed(
                weighted.ColumnRange(start, count), vectors.ColumnRange(first, width), rows, accumulate: true, WorkerTeam.Alone);
            for (var i = 0; i < count; i++) rows[i, start - first + i] -= shift;
            factor.SetRows(start, rows, rounded.RowRange(0, count).ColumnRange(0, width));
        }
    }

    private static Matrix<double> Square(int size) => new(size, size);

    private static double Length(ReadOnlySpan<double> x) => Math.Sqrt(Vectors.SquaredNorm(x));

    private static double SquaredNorm(Matrix<double> matrix, int exponent, WorkerTeam team)
    {
        var squares = new double[matrix.Rows];
        team.Run(new SquaresPart(matrix, exponent, squares));
        return squares.Sum();
    }

    private readonly struct FillPart<T>(
        NextBoundSearch search, PanelFactor<T> factor, Matrix<double> vectors, Matrix<double> weighted, double shift) : IPartedJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int parts) => search.Fill(factor, vectors, weighted, shift, part, parts);
    }

    /// <summary>The squares of every so many rows, from the diagonal on.</summary>
    private readonly struct SquaresPart(Matrix<double> matrix, int exponent, double[] squares) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var room = new double[matrix.Columns];
            for (var i = part; i < matrix.Rows; i += parts)
            {
                var row = room.AsSpan(i);
                PowerOfTwo.Scale(matrix.Row(i)[i..], -exponent, row);
                squares[i] = 2 * Vectors.SquaredNorm<double>(row[1..]) + row[0] * row[0];
            }
        }
    }
}
