namespace LinearAutoencoders.Numerics;

/// <summary>All eigenvalues and eigenvectors of a real symmetric matrix: A = Vᵀ Λ V, with the eigenvectors as the rows of V.</summary>
/// <remarks>
///   Householder tridiagonalisation, then implicit QL (Golub and Van Loan §8.3), arranged for the cache. About
///   9 m³ flops with vectors, 4/3 m³ without; works in about four times the memory of A. Each value is within
///   c · m · u · ‖A‖ of an eigenvalue (u = 2⁻⁵³, c small), tiny ones next to a huge ‖A‖ included; of a cluster, the
///   vectors span the right space. The bits depend neither on the number of threads nor on the vector registers' width.
/// </remarks>
public sealed class SymmetricEigen
{
    /// <summary>Two mirrored cells may differ by this share of the largest cell: rounding of any sum, but no mistake.</summary>
    private const double AsymmetryAllowed = 1e-8;

    private SymmetricEigen(double[] values, Matrix<double> vectors)
    {
        Values = values;
        Vectors = vectors;
    }

    /// <summary>Λ: m eigenvalues, descending.</summary>
    public double[] Values { get; }

    /// <summary>V, m × m: row i is the unit eigenvector of value i, its entry of largest magnitude positive (the first of equal ones).</summary>
    public Matrix<double> Vectors { get; }

    /// <summary>Decomposes A.</summary>
    /// <param name="symmetric">A, m × m; mirrored cells may differ by rounding, then their mean counts. Not changed.</param>
    /// <param name="team">The threads to use; none: the caller's alone.</param>
    /// <exception cref="ArgumentException">A is not square, not symmetric, or has a cell that is NaN or infinite.</exception>
    /// <exception cref="ArithmeticException">The iteration did not converge; no finite matrix is known that does this.</exception>
    public static SymmetricEigen Decompose(Matrix<double> symmetric, WorkerTeam? team = null)
    {
        team ??= WorkerTeam.Alone;
        var work = ScaledCopy(symmetric, out var exponent);
        var reduction = Tridiagonalization.Reduce(work, team);
        var rotations = new RotationBatch(ReflectionProduct.Transposed(reduction, team), team);
        TridiagonalQl.Solve(reduction.Diagonal, reduction.OffDiagonal, rotations);

        var values = reduction.Diagonal;
        var order = DescendingOrder(values);
        var vectors = new Matrix<double>(values.Length, values.Length);
        for (var i = 0; i < order.Length; i++)
        {
            rotations.CopyRow(order[i], vectors.Row(i));
            FixSign(vectors.Row(i));
        }
        return new SymmetricEigen([.. order.Select(i => Math.ScaleB(values[i], exponent))], vectors);
    }

    /// <summary>The eigenvalues alone, descending: the same bits as <see cref="Decompose"/> gives, in a fraction of the time.</summary>
    /// <param name="symmetric">A, m × m, as in <see cref="Decompose"/>.</param>
    /// <param name="team">The threads to use; none: the caller's alone.</param>
    /// <exception cref="ArgumentException">A is not square, not symmetric, or has a cell that is NaN or infinite.</exception>
    /// <exception cref="ArithmeticException">The iteration did not converge; no finite matrix is known that does this.</exception>
    public static double[] DecomposeValues(Matrix<double> symmetric, WorkerTeam? team = null)
    {
        var work = ScaledCopy(symmetric, out var exponent);
        var reduction = Tridiagonalization.Reduce(work, team ?? WorkerTeam.Alone);
        var values = reduction.Diagonal;
        TridiagonalQl.Solve(values, reduction.OffDiagonal, rotations: null);
        return [.. DescendingOrder(values).Select(i => Math.ScaleB(values[i], exponent))];
    }

    /// <summary>½(A + Aᵀ) · 2⁻ᵉ, with e such that the largest cell is between 1 and 2: no square can overflow or vanish.</summary>
    private static Matrix<double> ScaledCopy(Matrix<double> a, out int exponent)
    {
        if (a.Rows != a.Columns) ThrowNotSquare(a);
        var largest = 0.0;
        for (var i = 0; i < a.Rows; i++) largest = Math.Max(largest, LargestMagnitude(a, i));
        exponent = largest == 0 ? 0 : Math.ILogB(largest);
        // Two factors, since 2⁻ᵉ itself may be beyond the range. Powers of two round nothing.
        var half = Math.ScaleB(1, -exponent / 2);
        var otherHalf = Math.ScaleB(1, -exponent - -exponent / 2);
        var scaled = new Matrix<double>(a.Rows, a.Rows);
        for (var i = 0; i < a.Rows; i++)
            for (var j = 0; j <= i; j++)
            {
                var lower = a[i, j] * half * otherHalf;
                var upper = a[j, i] * half * otherHalf;
                if (Math.Abs(lower - upper) > 2 * AsymmetryAllowed) ThrowNotSymmetric(a, i, j);
                scaled[i, j] = scaled[j, i] = 0.5 * (lower + upper);
            }
        return scaled;
    }

    private static double LargestMagnitude(Matrix<double> a, int i)
    {
        var largest = 0.0;
        var row = a.Row(i);
        for (var j = 0; j < row.Length; j++)
        {
            var magnitude = Math.Abs(row[j]);
            if (!(magnitude <= double.MaxValue)) ThrowNotFinite(a, i, j);
            largest = Math.Max(largest, magnitude);
        }
        return largest;
    }

    /// <summary>Indices of the values from the largest down; equal values keep their order.</summary>
    private static int[] DescendingOrder(double[] values) =>
        [.. Enumerable.Range(0, values.Length).OrderByDescending(i => values[i])];

    private static void FixSign(Span<double> vector)
    {
        var largest = 0;
        for (var j = 1; j < vector.Length; j++)
            if (Math.Abs(vector[j]) > Math.Abs(vector[largest])) largest = j;
        if (vector[largest] < 0) RowKernels.Scale(-1, vector);
    }

    private static void ThrowNotSquare(Matrix<double> symmetric) => throw new ArgumentException(
        $"an eigenproblem needs a square matrix, but this one is {symmetric.Rows} × {symmetric.Columns}", nameof(symmetric));

    private static void ThrowNotFinite(Matrix<double> symmetric, int i, int j) => throw new ArgumentException(
        $"cell ({i}, {j}) of the {symmetric.Rows} × {symmetric.Columns} matrix is {symmetric[i, j]}; an eigenproblem needs finite cells", nameof(symmetric));

    private static void ThrowNotSymmetric(Matrix<double> symmetric, int i, int j) => throw new ArgumentException(
        $"the {symmetric.Rows} × {symmetric.Columns} matrix is not symmetric: cell ({i}, {j}) is {symmetric[i, j]:R}, cell ({j}, {i}) is {symmetric[j, i]:R}; "
        + "use ½(A + Aᵀ) if that is what is meant", nameof(symmetric));
}
