using static System.FormattableString;

namespace LinearAutoencoders.Numerics;

/// <summary>
/// A symmetric matrix made ready for an eigensolver: checked, scaled, and rid of the coordinates that are eigenvectors already.
/// </summary>
internal sealed class SymmetricProblem
{
    /// <summary>Two mirrored cells may differ by this share of the largest cell: rounding of any sum, but no mistake.</summary>
    private const double AsymmetryAllowed = 1e-8;

    private SymmetricProblem(Matrix<double> scaled, int exponent)
    {
        Exponent = exponent;
        Coupled = [.. Enumerable.Range(0, scaled.Rows).Where(i => IsCoupled(scaled, i))];
        Isolated = [.. Enumerable.Range(0, scaled.Rows).Where(i => !IsCoupled(scaled, i))];
        IsolatedValues = [.. Isolated.Select(i => scaled[i, i])];
        Core = Isolated.Length == 0 ? scaled : Select(scaled, Coupled);
    }

    /// <summary>
    /// ½(A + Aᵀ) · 2⁻ᵉ without the rows and columns of isolated coordinates; the largest cell of A is then between 1 and 2.
    /// </summary>
    public Matrix<double> Core { get; }

    /// <summary>e.</summary>
    public int Exponent { get; }

    /// <summary>The coordinates that Core is about, ascending.</summary>
    public int[] Coupled { get; }

    /// <summary>
    /// Coordinates whose row is zero off the diagonal. A feature that is constant over the data is one, of eigenvalue zero.
    /// </summary>
    public int[] Isolated { get; }

    /// <summary>Their eigenvalues, scaled like Core.</summary>
    public double[] IsolatedValues { get; }

    /// <summary>Checks and copies A, m × m.</summary>
    /// <exception cref="ArgumentException">A is not square, not symmetric, or has a cell that is NaN or infinite.</exception>
    public static SymmetricProblem Prepare(Matrix<double> symmetric)
    {
        if (symmetric.Rows != symmetric.Columns) ThrowNotSquare(symmetric);
        var largest = 0.0;
        for (var i = 0; i < symmetric.Rows; i++) largest = Math.Max(largest, LargestMagnitude(symmetric, i));
        // No square can overflow then, and none that counts can vanish.
        var exponent = largest == 0 ? 0 : Math.ILogB(largest);
        return new SymmetricProblem(Scale(symmetric, -exponent), exponent);
    }

    /// <summary>½(A + Aᵀ) · 2ᵉ.</summary>
    private static Matrix<double> Scale(Matrix<double> a, int exponent)
    {
        // Two factors, since 2ᵉ itself may be beyond the range. Powers of two round nothing.
        var factor = Math.ScaleB(1, exponent / 2);
        var otherFactor = Math.ScaleB(1, exponent - exponent / 2);
        var scaled = new Matrix<double>(a.Rows, a.Rows);
        for (var i = 0; i < a.Rows; i++)
            for (var j = 0; j <= i; j++)
            {
                var lower = a[i, j] * factor * otherFactor;
                var upper = a[j, i] * factor * otherFactor;
                if (Math.Abs(lower - upper) > 2 * AsymmetryAllowed) ThrowNotSymmetric(a, i, j);
                scaled[i, j] = scaled[j, i] = 0.5 * (lower + upper);
            }
        return scaled;
    }

    private static bool IsCoupled(Matrix<double> a, int i)
    {
        ReadOnlySpan<double> row = a.Row(i);
        return row[..i].ContainsAnyExcept(0) || row[(i + 1)..].ContainsAnyExcept(0);
    }

    private static Matrix<double> Select(Matrix<double> a, int[] coordinates)
    {
        var selected = new Matrix<double>(coordinates.Length, coordinates.Length);
        for (var i = 0; i < coordinates.Length; i++)
            for (var j = 0; j < coordinates.Length; j++)
                selected[i, j] = a[coordinates[i], coordinates[j]];
        return selected;
    }

    private static double LargestMagnitude(Matrix<double> a, int i)
    {
        var largest = 0.0;
        var row = a.Row(i);
        for (var j = 0; j < row.Length; j++)
        {
            var magnitude = Math.Abs(row[j]);
            if (!double.IsFinite(magnitude)) ThrowNotFinite(a, i, j);
            if (magnitude > largest) largest = magnitude;
        }
        return largest;
    }

    private static void ThrowNotSquare(Matrix<double> symmetric) => throw new ArgumentException(
        Invariant($"an eigenproblem needs a square matrix, but this one is {symmetric.Rows} × {symmetric.Columns}"),
        nameof(symmetric));

    private static void ThrowNotFinite(Matrix<double> symmetric, int i, int j) => throw new ArgumentException(
        Invariant($"cell ({i}, {j}) of the {symmetric.Rows} × {symmetric.Columns} matrix is {symmetric[i, j]}; ")
        + "an eigenproblem needs finite cells", nameof(symmetric));

    private static void ThrowNotSymmetric(Matrix<double> symmetric, int i, int j) => throw new ArgumentException(
        Invariant($"the {symmetric.Rows} × {symmetric.Columns} matrix is not symmetric: cell ({i}, {j}) is {symmetric[i, j]}, ")
        + Invariant($"cell ({j}, {i}) is {symmetric[j, i]}; use ½(A + Aᵀ) if that is what is meant"), nameof(symmetric));
}
