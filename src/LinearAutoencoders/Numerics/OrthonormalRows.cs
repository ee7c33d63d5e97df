using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using static System.FormattableString;

namespace LinearAutoencoders.Numerics;

/// <summary>
/// An orthonormal basis of the span of a few long vectors: Q, k × m, with Q Qᵀ = I and the vectors in its row space.
/// </summary>
/// <remarks>
///   Block classical Gram-Schmidt, repeated while a vector loses more than half of its length ("twice is enough", Kahan and
///   Parlett; Daniel, Gragg, Kaufman and Stewart 1976). The projector QᵀQ is that of the left singular vectors, but for
///   vectors dependent to rounding. Not by way of the Gram matrix of the vectors, which squares their condition number.
///   <para>Each vector is first made a unit vector, so lengths from 10⁻³⁰⁰ to 10³⁰⁰ may stand side by side: a short vector
///   counts as much as a long one. One that is zero, or depends on those before it, contributes no direction of its own;
///   unit vectors of the axes that are least in the span then complete the basis to k.</para>
///   <para>2 k² m flops or twice that; no allocation after the first use. Not for two threads at once.</para>
/// </remarks>
internal sealed class OrthonormalRows
{
    /// <summary>Vectors orthogonalised together against those before them, by matrix products.</summary>
    private const int BlockSize = 32;

    /// <summary>
    /// What is left of a unit vector is accurate to rounding if it is at least this long: no second projection.
    /// </summary>
    private const double AccurateLength = 0.5;

    /// <summary>What is left of a unit vector is only rounding if it is no longer than this.</summary>
    private const double DependentLength = 1e-15;

    /// <summary>Two rounds are the rule for nearly dependent vectors; the bound only excludes a hang.</summary>
    private const int MostRounds = 10;

    private readonly int rows;
    private readonly int columns;
    private readonly Matrix<double> blockCoefficients;
    private readonly double[] coefficients = new double[BlockSize];
    private readonly double[] masses;

    /// <summary>Reserves the working memory for k vectors of m elements.</summary>
    /// <param name="rows">k.</param>
    /// <param name="columns">m.</param>
    /// <exception cref="ArgumentException">k exceeds m: so many orthonormal vectors do not exist.</exception>
    public OrthonormalRows(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (rows > columns) ThrowTooManyRows(rows, columns);
        this.rows = rows;
        this.columns = columns;
        blockCoefficients = new Matrix<double>(BlockSize, rows);
        masses = new double[columns];
    }

    /// <summary>The basis of the rows of a matrix.</summary>
    /// <param name="vectors">k × m. Not changed.</param>
    /// <param name="basis">Q, k × m, overwritten.</param>
    /// <param name="team">The threads to use where there are vectors enough; none: <see cref="WorkerTeam.Shared"/>.</param>
    /// <exception cref="ArgumentException">A shape is wrong, or a vector has an element that is NaN or infinite.</exception>
    public void Compute<T>(Matrix<T> vectors, Matrix<double> basis, WorkerTeam? team = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        vectors.RequireShape(rows, columns);
        basis.RequireShape(rows, columns);
        for (var i = 0; i < rows; i++) TensorPrimitives.ConvertTruncating<T, double>(vectors.Row(i), basis.Row(i));
        Extend(basis, known: 0, team);
    }

    /// <summary>Makes the rows behind the first ones orthonormal, to those and to each other.</summary>
    /// <param name="basis">At most k × m. The first rows are orthonormal already and not changed.</param>
    /// <param name="known">Number of the first rows.</param>
    /// <param name="team">The threads to use where there are vectors enough; none: <see cref="WorkerTeam.Shared"/>.</param>
    public void Extend(Matrix<double> basis, int known, WorkerTeam? team)
    {
        for (var i = known; i < basis.Rows; i++) MakeUnit(basis, i);
        for (var start = known; start < basis.Rows; start += BlockSize)
        {
            var count = Math.Min(BlockSize, basis.Rows - start);
            var accurate = false;
            for (var round = 0; !accurate && round < MostRounds; round++)
            {
                if (start > 0) RemoveEarlierBlocks(basis, start, count, team);
                accurate = true;
                for (var i = start; i < start + count; i++) accurate &= OrthonormalizeRow(basis, start, i);
            }
            Debug.Assert(accurate);
        }
    }

    /// <summary>B −= (B Qᵀ) Q for the block B of rows and all rows Q above it.</summary>
    private void RemoveEarlierBlocks(Matrix<double> basis, int start, int count, WorkerTeam? team)
    {
        var block = basis.RowRange(start, count);
        var earlier = basis.RowRange(0, start);
        var projections = blockCoefficients.RowRange(0, count).ColumnRange(0, start);
        NarrowSlices.MultiplyByTransposed(block, earlier, projections, team);
        for (var i = 0; i < count; i++) TensorPrimitives.Negate(projections.Row(i), projections.Row(i));
        MatrixProduct.Multiply(projections, earlier, block, accumulate: true, team);
    }

    /// <summary>
    /// Makes row i, till now a unit vector less its projection on earlier blocks, orthogonal to the block's rows above it.
    /// </summary>
    /// <returns>Whether it is so to rounding; if not, the block needs another round.</returns>
    private bool OrthonormalizeRow(Matrix<double> basis, int start, int i)
    {
        var row = basis.Row(i);
        var above = basis.RowRange(start, i - start);
        var projections = coefficients.AsSpan(0, i - start);
        RowKernels.Dots(above, row, projections);
        TensorPrimitives.Negate(projections, projections);
        RowKernels.AddRows(projections, above, row);

        var length = Math.Sqrt(Vectors.SquaredNorm<double>(row));
        if (length > DependentLength) RowKernels.Scale(1 / length, row);
        else ReplaceByAxis(basis, i);
        return length >= AccurateLength;
    }

    /// <summary>Row i becomes the unit vector of the coordinate axis that the rows above it contain least of.</summary>
    /// <remarks>
    ///   i orthonormal rows have i of the m squared lengths of all axes, so at least (m − i) / m of this axis is outside.
    ///   Random vectors would do as well, but then a result would depend on a seed.
    /// </remarks>
    private void ReplaceByAxis(Matrix<double> basis, int i)
    {
        Array.Clear(masses);
        for (var r = 0; r < i; r++)
        {
            var above = basis.Row(r);
            for (var j = 0; j < masses.Length; j++) masses[j] += above[j] * above[j];
        }
        var axis = 0;
        for (var j = 1; j < masses.Length; j++)
            if (masses[j] < masses[axis]) axis = j;
        basis.Row(i).Clear();
        basis[i, axis] = 1;
    }

    /// <summary>Divides row i by its length; a zero row stays.</summary>
    private static void MakeUnit(Matrix<double> basis, int i)
    {
        var row = basis.Row(i);
        var square = Vectors.SquaredNorm<double>(row);
        if (square is not (> 1e-200 and < 1e200))
        {
            // Too short or too long to be squared. Powers of two round nothing; two of them, since one may be out of range.
            var largest = LargestMagnitude(basis, i);
            if (largest == 0) return;
            var exponent = Math.ILogB(largest);
            RowKernels.Scale(Math.ScaleB(1, -exponent / 2), row);
            RowKernels.Scale(Math.ScaleB(1, -exponent - -exponent / 2), row);
            square = Vectors.SquaredNorm<double>(row);
        }
        RowKernels.Scale(1 / Math.Sqrt(square), row);
    }

    private static double LargestMagnitude(Matrix<double> vectors, int i)
    {
        var largest = 0.0;
        var row = vectors.Row(i);
        for (var j = 0; j < row.Length; j++)
        {
            if (!double.IsFinite(row[j])) ThrowNotFinite(vectors, i, j);
            largest = Math.Max(largest, Math.Abs(row[j]));
        }
        return largest;
    }

    private static void ThrowTooManyRows(int rows, int columns) => throw new ArgumentException(
        Invariant($"{rows} orthonormal vectors of {columns} elements do not exist; there are {columns} at most"), nameof(rows));

    private static void ThrowNotFinite(Matrix<double> vectors, int i, int j) => throw new ArgumentException(
        Invariant($"element {j} of vector {i} is {vectors[i, j]}; a basis needs finite vectors"), nameof(vectors));
}
