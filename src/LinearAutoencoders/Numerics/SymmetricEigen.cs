namespace LinearAutoencoders.Numerics;

/// <summary>
/// All eigenvalues and eigenvectors of a real symmetric matrix: A = Vᵀ Λ V, with the eigenvectors as the rows of V.
/// </summary>
/// <remarks>
///   Householder tridiagonalisation, then implicit QL (Golub and Van Loan §8.3), arranged for the cache. About
///   8 m³ flops with vectors, 4/3 m³ without; works in about four times the memory of A. Each value is within
///   c · m · u · ‖A‖ of an eigenvalue (u = 2⁻⁵³, c small), which says little of values far below u · ‖A‖; of a cluster, the
///   vectors span the right space. The bits depend neither on the number of threads nor on the vector registers' width.
///   <para>A coordinate whose row is zero off the diagonal is taken as the eigenvector it is, exactly.</para>
/// </remarks>
public sealed class SymmetricEigen
{
    private SymmetricEigen(double[] values, Matrix<double> vectors)
    {
        Values = values;
        Vectors = vectors;
    }

    /// <summary>Λ: m eigenvalues, descending.</summary>
    public double[] Values { get; }

    /// <summary>
    /// V, m × m: row i is the unit eigenvector of value i, its entry of largest magnitude positive (the first of equal ones).
    /// </summary>
    public Matrix<double> Vectors { get; }

    /// <summary>Decomposes A.</summary>
    /// <param name="symmetric">A, m × m; mirrored cells may differ by rounding, then their mean counts. Not changed.</param>
    /// <param name="team">The threads to use where they pay; none: <see cref="WorkerTeam.Shared"/>.</param>
    /// <param name="cancellationToken">Stops the work, within a fraction of a second where m is some thousands.</param>
    /// <exception cref="ArgumentException">A is not square, not symmetric, or has a cell that is NaN or infinite.</exception>
    /// <exception cref="ArithmeticException">
    /// The iteration did not converge; no finite matrix is known that does this.
    /// </exception>
    public static SymmetricEigen Decompose(
        Matrix<double> symmetric, WorkerTeam? team = null, CancellationToken cancellationToken = default)
    {
        team ??= WorkerTeam.Shared;
        var problem = SymmetricProblem.Prepare(symmetric);
        var reduction = Tridiagonalization.Reduce(problem.Core, team, cancellationToken);
        var rotations = new RotationBatch(ReflectionProduct.Transposed(reduction, team, cancellationToken), team);
        TridiagonalQl.Solve(reduction.Diagonal, reduction.OffDiagonal, rotations, cancellationToken);

        double[] values = [.. reduction.Diagonal, .. problem.IsolatedValues];
        var order = DescendingOrder(values);
        return new SymmetricEigen(Arrange(values, order, problem.Exponent), Arrange(rotations, order, problem));
    }

    /// <summary>
    /// The eigenvalues alone, descending: the same bits as <see cref="Decompose"/> gives, in a fraction of the time.
    /// </summary>
    /// <param name="symmetric">A, m × m, as in <see cref="Decompose"/>.</param>
    /// <param name="team">The threads to use where they pay; none: <see cref="WorkerTeam.Shared"/>.</param>
    /// <param name="cancellationToken">Stops the work, within a fraction of a second where m is some thousands.</param>
    /// <exception cref="ArgumentException">A is not square, not symmetric, or has a cell that is NaN or infinite.</exception>
    /// <exception cref="ArithmeticException">
    /// The iteration did not converge; no finite matrix is known that does this.
    /// </exception>
    public static double[] DecomposeValues(
        Matrix<double> symmetric, WorkerTeam? team = null, CancellationToken cancellationToken = default)
    {
        var problem = SymmetricProblem.Prepare(symmetric);
        var reduction = Tridiagonalization.Reduce(problem.Core, team ?? WorkerTeam.Shared, cancellationToken);
        TridiagonalQl.Solve(reduction.Diagonal, reduction.OffDiagonal, rotations: null, cancellationToken);
        double[] values = [.. reduction.Diagonal, .. problem.IsolatedValues];
        return Arrange(values, DescendingOrder(values), problem.Exponent);
    }

    /// <summary>Indices of the values from the largest down; equal values keep their order.</summary>
    private static int[] DescendingOrder(double[] values) =>
        [.. Enumerable.Range(0, values.Length).OrderByDescending(i => values[i])];

    private static double[] Arrange(double[] scaledValues, int[] order, int exponent) =>
        [.. order.Select(i => Math.ScaleB(scaledValues[i], exponent))];

    /// <summary>V: rows of the core's eigenvectors, spread over all coordinates, and the isolated axes.</summary>
    private static Matrix<double> Arrange(RotationBatch rotations, int[] order, SymmetricProblem problem)
    {
        var vectors = new Matrix<double>(order.Length, order.Length);
        var coupled = problem.Coupled;
        var vector = new double[coupled.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var row = vectors.Row(i);
            if (order[i] >= coupled.Length)
            {
                row[problem.Isolated[order[i] - coupled.Length]] = 1;
                continue;
            }
            rotations.CopyRow(order[i], vector);
            FixSign(vector);
            for (var j = 0; j < coupled.Length; j++) row[coupled[j]] = vector[j];
        }
        return vectors;
    }

    /// <summary>Turns a vector so that its entry of largest magnitude, the first of equal ones, is positive.</summary>
    internal static void FixSign(Span<double> vector)
    {
        var largest = 0;
        for (var j = 1; j < vector.Length; j++)
            if (Math.Abs(vector[j]) > Math.Abs(vector[largest])) largest = j;
        if (vector[largest] < 0) RowKernels.Scale(-1, vector);
    }
}
