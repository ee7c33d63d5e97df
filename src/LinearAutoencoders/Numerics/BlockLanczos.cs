using System.Numerics.Tensors;

namespace LinearAutoencoders.Numerics;

/// <summary>The largest eigenvalues of a symmetric operator and their eigenvectors, from few products with blocks of b rows.</summary>
/// <remarks>
///   Thick-restart block Lanczos: an orthonormal basis V grows by one block at a time, by the part of the last block's products that is
///   orthogonal to it, so that A Vᵀ = Vᵀ T + Qᵀ B, with Q the block to come and B of the last b columns alone. Where there is no room
///   for another block, the leading eigenvectors of T make a shorter basis of the same kind (Wu and Simon 2000; Zhou and Saad 2008).
///   A Ritz pair x = yV of θ has the residual ‖A x − θ x‖ = ‖y_last B‖: it costs nothing.
///   <para>Every row of the basis is orthogonal to all others to rounding, and T is computed as V A Vᵀ: what a three-term recurrence
///   would save is small beside a product, and there are no ghosts. A block finds as many equal eigenvalues as it has rows.</para>
///   <para>The start is random, from a fixed seed: the same operator gives the same bits.</para>
/// </remarks>
internal sealed class BlockLanczos
{
    /// <summary>Columns of the basis that are combined at once in a restart, in memory of their own.</summary>
    private const int PanelColumns = 2048;

    private readonly ISymmetricOperator a;
    private readonly WorkerTeam team;
    private readonly int block;
    private readonly int capacity;
    private readonly int[] counts = new int[2];
    private readonly Matrix<double> basis;        // V, and behind it Q
    private readonly Matrix<double> projected;    // T
    private readonly Matrix<double> coupling;     // B
    private readonly Matrix<double> products;
    private readonly Matrix<double> projections;
    private readonly OrthonormalRows orthonormal;
    private SymmetricEigen? ritz;

    /// <summary>Makes the first block.</summary>
    /// <param name="a">A.</param>
    /// <param name="block">b.</param>
    /// <param name="capacity">Most rows of V, at least 2b; together with b at most m.</param>
    /// <param name="team">The threads to use.</param>
    public BlockLanczos(ISymmetricOperator a, int block, int capacity, WorkerTeam team)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 2 * block);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity + block, a.Dimension);
        (this.a, this.block, this.capacity, this.team) = (a, block, capacity, team);
        basis = new Matrix<double>(capacity + block, a.Dimension);
        projected = new Matrix<double>(capacity, capacity);
        coupling = new Matrix<double>(block, block);
        products = new Matrix<double>(block, a.Dimension);
        projections = new Matrix<double>(block, capacity);
        orthonormal = new OrthonormalRows(capacity + block, a.Dimension);
        var first = basis.RowRange(0, block);
        new RandomSource(seed: 0, RandomStreams.Lanczos).FillNormal(first.AsSpan());
        orthonormal.Extend(first, known: 0, team);
    }

    /// <summary>Products with blocks so far.</summary>
    public int Passes { get => counts[0]; private set => counts[0] = value; }

    /// <summary>Rows of V.</summary>
    public int Size { get => counts[1]; private set => counts[1] = value; }

    /// <summary>Whether there is no room for another block.</summary>
    public bool IsFull => Size + block > capacity;

    /// <summary>All that is needed to go on after a step: views of this object's own memory.</summary>
    public IReadOnlyList<StateArray> State =>
    [
        StateArray.Of<int>("lanczos-counts", counts), StateArray.Of("lanczos-basis", basis),
        StateArray.Of("lanczos-projected", projected), StateArray.Of("lanczos-coupling", coupling),
    ];

    private SymmetricEigen Ritz => ritz ??= SymmetricEigen.Decompose(projected.RowRange(0, Size).ColumnRange(0, Size), team);

    /// <summary>One product with a block, and the basis is that much larger.</summary>
    public void Step()
    {
        a.Apply(basis.RowRange(Size, block), products);
        // Not before the product: where that is stopped, what there is must still be whole.
        if (IsFull) Restart();
        Project();
        Size += block;
        Passes++;
        ritz = null;
        var next = basis.RowRange(Size, block);
        products.CopyTo(next);
        orthonormal.Extend(basis.RowRange(0, Size + block), Size, team);
        MatrixProduct.MultiplyByTransposed(products, next, coupling, team: team);
    }

    /// <summary>The leading k + 1 Ritz pairs, but for their vectors.</summary>
    /// <param name="k">Less than <see cref="Size"/>, behind a step.</param>
    public RitzEstimate Estimate(int k) =>
        new(Ritz.Values[..(k + 1)], [.. Enumerable.Range(0, k + 1).Select(Residual)], Passes);

    /// <summary>The leading Ritz vectors, k × m.</summary>
    public Matrix<double> Vectors(int k)
    {
        var vectors = new Matrix<double>(k, a.Dimension);
        MatrixProduct.Multiply(Ritz.Vectors.RowRange(0, k), basis.RowRange(0, Size), vectors, team: team);
        return vectors;
    }

    private double Residual(int i)
    {
        var residual = new double[block];
        RowKernels.AddRows(Ritz.Vectors.Row(i)[^block..], coupling, residual);
        return Math.Sqrt(Numerics.Vectors.SquaredNorm<double>(residual));
    }

    /// <summary>The new rows of T; the products lose what V and the block itself hold of them.</summary>
    private void Project()
    {
        var known = basis.RowRange(0, Size + block);
        var h = projections.ColumnRange(0, Size + block);
        NarrowSlices.MultiplyByTransposed(products, known, h, team);
        for (var i = 0; i < block; i++)
            for (var j = 0; j < Size + block; j++)
            {
                // A is symmetric but for rounding: the mean of two cells where both are here.
                var cell = j < Size ? h[i, j] : 0.5 * (h[i, j] + h[j - Size, Size + i]);
                projected[Size + i, j] = projected[j, Size + i] = cell;
            }
        for (var i = 0; i < block; i++) TensorPrimitives.Negate(h.Row(i), h.Row(i));
        MatrixProduct.Multiply(h, known, products, accumulate: true, team);
    }

    /// <summary>Keeps all leading Ritz vectors but two blocks, and the block to come behind them.</summary>
    private void Restart()
    {
        var kept = Math.Max(block, Size * 2 / 3 / block * block);
        Combine(Ritz.Vectors.RowRange(0, kept));
        basis.RowRange(Size, block).CopyTo(basis.RowRange(kept, block));
        projected.Clear();
        for (var i = 0; i < kept; i++) projected[i, i] = Ritz.Values[i];
        Size = kept;
    }

    /// <summary>V's first rows become y V, some columns at a time, so that there need not be room for both.</summary>
    private void Combine(Matrix<double> y)
    {
        var panel = new Matrix<double>(Size, Math.Min(PanelColumns, a.Dimension));
        for (var start = 0; start < a.Dimension; start += PanelColumns)
        {
            var width = Math.Min(PanelColumns, a.Dimension - start);
            var columns = panel.ColumnRange(0, width);
            basis.RowRange(0, Size).ColumnRange(start, width).CopyTo(columns);
            MatrixProduct.Multiply(y, columns, basis.RowRange(0, y.Rows).ColumnRange(start, width), team: team);
        }
    }
}
