namespace LinearAutoencoders.Numerics;

/// <summary>A = Q T Qᵀ for a symmetric A: T tridiagonal, Q = H₀ H₁ ⋯ a product of Householder reflections.</summary>
/// <remarks>
///   The blocked algorithm of Dongarra, Sorensen and Hammarling (1989; LAPACK's dsytrd and dlatrd), by rows, on the upper
///   triangle. Half of the 4/3 m³ flops are products of the trailing matrix with one vector; the time goes into fetching
///   that matrix m times from the cache.
/// </remarks>
internal sealed class Tridiagonalization
{
    /// <summary>
    /// Rows reduced between two updates of the trailing matrix: enough for a fast product, few enough for the cache.
    /// </summary>
    private const int BlockSize = 32;

    /// <summary>Rows updated by one product; what it computes below the diagonal is for nothing.</summary>
    private const int StripHeight = 128;

    private readonly Matrix<double> a;
    private readonly WorkerTeam team;
    private readonly SymmetricVectorProduct product;
    private readonly double[] coefficients = new double[2 * BlockSize];
    // Of the panel's reflection q: row 2q is v, row 2q + 1 is w, where A − Σ (v wᵀ + w vᵀ) is the matrix reduced so far.
    private readonly Matrix<double> panel;
    // The same rows, negated, each pair exchanged: the other factor of the update.
    private readonly Matrix<double> partners;

    /// <summary>Makes room to reduce what a matrix will hold.</summary>
    /// <param name="symmetric">Kept: each reduction reads its upper triangle, cells of about 1 at most, and overwrites it.</param>
    /// <param name="team">The threads to use.</param>
    public Tridiagonalization(Matrix<double> symmetric, WorkerTeam team)
    {
        a = symmetric;
        this.team = team;
        Size = symmetric.Rows;
        product = new SymmetricVectorProduct(Size);
        panel = new Matrix<double>(2 * BlockSize, Size);
        partners = new Matrix<double>(2 * BlockSize, Size);
        Diagonal = new double[Size];
        OffDiagonal = new double[Size];
        Taus = new double[Size];
    }

    /// <summary>m.</summary>
    public int Size { get; }

    /// <summary>Diagonal of T, m values.</summary>
    public double[] Diagonal { get; }

    /// <summary>OffDiagonal[i] = T[i, i + 1]; the last of the m values is zero.</summary>
    public double[] OffDiagonal { get; }

    /// <summary>Factors τ of the reflections; reflection i acts on the coordinates from i + 1 on.</summary>
    public double[] Taus { get; }

    /// <summary>Row i right of the diagonal holds the vector v of reflection i, from its leading 1 on.</summary>
    public Matrix<double> Reflections => a;

    /// <summary>
    /// Reduces a symmetric matrix, of which the upper triangle is read, cells of about 1 at most; overwrites it.
    /// </summary>
    public static Tridiagonalization Reduce(
        Matrix<double> symmetric, WorkerTeam team, CancellationToken cancellationToken = default)
    {
        var reduction = new Tridiagonalization(symmetric, team);
        reduction.Reduce(cancellationToken);
        return reduction;
    }

    /// <summary>Reduces what the matrix holds now. Allocates nothing.</summary>
    public void Reduce(CancellationToken cancellationToken = default)
    {
        for (var start = 0; start < Size; start += BlockSize)
            ReduceBlock(start, Math.Min(BlockSize, Size - start), cancellationToken);
    }

    private void ReduceBlock(int start, int count, CancellationToken cancellationToken)
    {
        for (var p = 0; p < count; p++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReduceRow(start + p, p);
        }
        var next = start + count;
        var rest = Size - next;
        if (rest == 0) return;
        for (var p = 0; p < count; p++)
        {
            Negate(panel.Row(2 * p + 1)[next..], partners.Row(2 * p)[next..]);
            Negate(panel.Row(2 * p)[next..], partners.Row(2 * p + 1)[next..]);
        }
        for (var strip = next; strip < Size; strip += StripHeight)
            UpdateStrip(strip, Math.Min(StripHeight, Size - strip), count);
    }

    /// <summary>Brings some rows, from the first one's diagonal cell on, up to date with a block's reflections.</summary>
    private void UpdateStrip(int start, int height, int count)
    {
        var rest = Size - start;
        MatrixProduct.MultiplyTransposed(
            panel.RowRange(0, 2 * count).ColumnRange(start, height), partners.RowRange(0, 2 * count).ColumnRange(start, rest),
            a.RowRange(start, height).ColumnRange(start, rest), accumulate: true, team);
    }

    /// <summary>Brings row j up to date with the p reflections of its block so far, and makes its own.</summary>
    private void ReduceRow(int j, int p)
    {
        var row = a.Row(j)[j..];
        var weights = coefficients.AsSpan(0, 2 * p);
        for (var q = 0; q < p; q++)
        {
            weights[2 * q] = -panel[2 * q + 1, j];
            weights[2 * q + 1] = -panel[2 * q, j];
        }
        RowKernels.AddRows(weights, Panel(p, j), row);
        Diagonal[j] = row[0];
        if (row.Length == 1) return;

        var v = row[1..];
        (Taus[j], OffDiagonal[j]) = Householder.Make(v);
        v.CopyTo(panel.Row(2 * p)[(j + 1)..]);
        var w = panel.Row(2 * p + 1)[(j + 1)..];
        if (Taus[j] == 0) w.Clear();
        else FillPartner(j, p, v, w);
    }

    /// <summary>w = τ B v − ½ τ² (vᵀ B v) v for the matrix B that row j leaves, so that H B H = B − v wᵀ − w vᵀ.</summary>
    private void FillPartner(int j, int p, ReadOnlySpan<double> v, Span<double> w)
    {
        var rest = v.Length;
        product.Multiply(a.RowRange(j + 1, rest).ColumnRange(j + 1, rest), v, w, team);

        var weights = coefficients.AsSpan(0, 2 * p);
        RowKernels.Dots(Panel(p, j + 1), v, weights);
        for (var q = 0; q < p; q++) (weights[2 * q], weights[2 * q + 1]) = (-weights[2 * q + 1], -weights[2 * q]);
        RowKernels.AddRows(weights, Panel(p, j + 1), w);

        RowKernels.Scale(Taus[j], w);
        RowKernels.Add(-0.5 * Taus[j] * Vectors.Dot<double>(w, v), v, w);
    }

    private Matrix<double> Panel(int count, int firstColumn) =>
        panel.RowRange(0, 2 * count).ColumnRange(firstColumn, Size - firstColumn);

    private static void Negate(ReadOnlySpan<double> source, Span<double> destination) =>
        System.Numerics.Tensors.TensorPrimitives.Negate(source, destination);
}
