using System.Numerics.Tensors;

namespace LinearAutoencoders.Numerics;

/// <summary>The Cholesky factor of one positive matrix after another, G = RᵀR, with R⁻ᵀ; allocates nothing between them.</summary>
/// <remarks>
///   A matrix that is not definite to rounding gets just so much added to its diagonal that it has a factor: (G + εI) = RᵀR. k³/3 flops
///   for R, as many for R⁻ᵀ.
/// </remarks>
/// <param name="size">k.</param>
internal sealed class TriangularFactor(int size)
{
    private const int MostAttempts = 12;

    private readonly Matrix<double> scratch = DefiniteMatrix.CreateScratch(size);
    private readonly double[] coefficients = new double[size];

    /// <summary>R, upper triangular, zero below the diagonal.</summary>
    public Matrix<double> Upper { get; } = new(size, size);

    /// <summary>R⁻ᵀ, lower triangular, zero above the diagonal.</summary>
    public Matrix<double> InverseTransposed { get; } = new(size, size);

    /// <summary>Whether nothing had to be added.</summary>
    public bool IsExact { get; private set; }

    /// <summary>Factors G.</summary>
    /// <param name="positive">G, k × k, of which the upper triangle is read.</param>
    /// <param name="team">The threads to use where they pay.</param>
    /// <returns>False when G is zero or has a cell that is no finite number: then there is no factor.</returns>
    public bool Factor(Matrix<double> positive, WorkerTeam team)
    {
        var largest = TensorPrimitives.MaxMagnitude<double>(positive.AsSpan());
        if (!double.IsFinite(largest) || largest == 0) return false;
        var added = 0.0;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            positive.CopyTo(Upper);
            for (var i = 0; i < size; i++) Upper[i, i] += added;
            if (DefiniteMatrix.Factor(Upper, scratch, team))
            {
                IsExact = attempt == 0;
                for (var i = 1; i < size; i++) Upper.Row(i)[..i].Clear();
                Invert(team);
                return true;
            }
            added = largest * Math.ScaleB(1, -44 + 4 * attempt);
        }
        return false;
    }

    /// <summary>From RᵀX = I, by blocks of rows: what those above contribute by one product, the rest row by row.</summary>
    private void Invert(WorkerTeam team)
    {
        InverseTransposed.Clear();
        for (var start = 0; start < size; start += scratch.Columns)
        {
            var count = Math.Min(scratch.Columns, size - start);
            var factor = scratch.RowRange(0, start).ColumnRange(0, count);
            for (var r = 0; r < start; r++) TensorPrimitives.Negate(Upper.Row(r).Slice(start, count), factor.Row(r));
            var rows = InverseTransposed.RowRange(start, count);
            if (start > 0)
                MatrixProduct.MultiplyTransposed(
                    factor, InverseTransposed.RowRange(0, start).ColumnRange(0, start), rows.ColumnRange(0, start), team: team);
            for (var i = 0; i < count; i++) FinishRow(start, i, rows.ColumnRange(0, start + i + 1));
        }
    }

    private void FinishRow(int start, int i, Matrix<double> rows)
    {
        var row = rows.Row(i);
        row[start + i] = 1;
        for (var r = 0; r < i; r++) coefficients[r] = -Upper[start + r, start + i];
        RowKernels.AddRows(coefficients.AsSpan(0, i), rows.RowRange(0, i), row);
        RowKernels.Scale(1 / Upper[start + i, start + i], row);
    }
}
