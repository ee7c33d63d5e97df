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
                Invert();
                return true;
            }
            added = largest * Math.ScaleB(1, -44 + 4 * attempt);
        }
        return false;
    }

    /// <summary>Row by row from RᵀX = I.</summary>
    private void Invert()
    {
        InverseTransposed.Clear();
        for (var i = 0; i < size; i++)
        {
            var row = InverseTransposed.Row(i)[..(i + 1)];
            row[i] = 1;
            for (var r = 0; r < i; r++) coefficients[r] = -Upper[r, i];
            RowKernels.AddRows(coefficients.AsSpan(0, i), InverseTransposed.RowRange(0, i).ColumnRange(0, i + 1), row);
            RowKernels.Scale(1 / Upper[i, i], row);
        }
    }
}
