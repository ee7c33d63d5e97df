using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Theory.Curvature;

/// <summary>A symmetric block of the Hessian, 2 × 2 or 4 × 4, over the entries that components i and j of the weights share.</summary>
/// <param name="first">i, 0-based; a learned component.</param>
/// <param name="second">j, 0-based; i itself, another learned component, or one that is not learned.</param>
/// <param name="size">2 or 4.</param>
public struct CurvatureBlock(int first, int second, int size)
{
    private const int Largest = 4;

    private Cells cells;

    /// <summary>i, 0-based.</summary>
    public readonly int First => first;

    /// <summary>j, 0-based.</summary>
    public readonly int Second => second;

    /// <summary>Entries: 2 or 4.</summary>
    public readonly int Size => size;

    /// <summary>A cell.</summary>
    public double this[int row, int column]
    {
        readonly get => cells[row * Largest + column];
        set => cells[row * Largest + column] = value;
    }

    /// <summary>Eigenvalues, in no order, and the eigenvectors as columns, by Jacobi's rotations: exact to rounding at this size.</summary>
    /// <param name="values">Receives Size eigenvalues.</param>
    /// <param name="vectors">Receives Size × Size numbers, row by row; empty: not wanted.</param>
    public readonly void Decompose(Span<double> values, Span<double> vectors = default)
    {
        var rest = this;
        for (var i = 0; i < vectors.Length; i++) vectors[i] = i % (size + 1) == 0 ? 1 : 0;
        for (var sweep = 0; sweep < 30 && rest.OffDiagonal() > 0; sweep++)
            for (var p = 0; p < size; p++)
                for (var q = p + 1; q < size; q++) rest.Rotate(p, q, vectors);
        for (var i = 0; i < size; i++) values[i] = rest[i, i];
    }

    private readonly double OffDiagonal()
    {
        var sum = 0.0;
        for (var p = 0; p < size; p++)
            for (var q = p + 1; q < size; q++) sum += Math.Abs(this[p, q]);
        return sum;
    }

    /// <summary>Makes cell (p, q) zero, and cells zero that no longer count beside their diagonal.</summary>
    private void Rotate(int p, int q, Span<double> vectors)
    {
        var cell = this[p, q];
        if (Math.Abs(cell) <= 1e-18 * Math.Sqrt(Math.Abs(this[p, p] * this[q, q])) || Math.Abs(cell) < 1e-300)
        {
            this[p, q] = this[q, p] = 0;
            return;
        }
        var ratio = (this[q, q] - this[p, p]) / (2 * cell);
        var tangent = Math.CopySign(1, ratio) / (Math.Abs(ratio) + Math.Sqrt(ratio * ratio + 1));
        var cosine = 1 / Math.Sqrt(tangent * tangent + 1);
        var sine = tangent * cosine;
        for (var r = 0; r < size; r++)
            (this[r, p], this[r, q]) = (cosine * this[r, p] - sine * this[r, q], sine * this[r, p] + cosine * this[r, q]);
        for (var r = 0; r < size; r++)
            (this[p, r], this[q, r]) = (cosine * this[p, r] - sine * this[q, r], sine * this[p, r] + cosine * this[q, r]);
        this[p, q] = this[q, p] = 0;
        for (var r = 0; r < vectors.Length; r += size)
            (vectors[r + p], vectors[r + q]) =
                (cosine * vectors[r + p] - sine * vectors[r + q], sine * vectors[r + p] + cosine * vectors[r + q]);
    }

    [InlineArray(Largest * Largest)]
    private struct Cells
    {
        private double first;
    }
}
