using System.Numerics;

namespace LinearAutoencoders.Numerics;

/// <summary>Products by one kind of register tile. <see cref="TileChoice"/> has the engines this machine can run.</summary>
internal abstract unsafe class ProductEngine<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Columns of a full panel of a packed right operand.</summary>
    public abstract int PanelWidth { get; }

    /// <summary>Elements of a right operand's panels: its last panel is padded to whole vectors.</summary>
    public abstract long PackedLength(int inner, int columns);

    /// <summary>
    /// Packs rows at .. at + inner − 1 of a row-major right operand of depth rows; source is the first of them.
    /// </summary>
    public abstract void PackRows(T* source, nint stride, int inner, int columns, T* panels, int depth, int at);

    /// <summary>Packs a right operand that lies transposed: the given first of its columns, each a row of the source.</summary>
    public abstract void PackColumns(T* source, nint stride, int inner, int given, int columns, T* panels);

    /// <summary>Computes a product on this thread, or a part of one that is not narrow.</summary>
    public abstract void Compute(in Product<T> product);

    /// <summary>Computes a narrow product on this thread.</summary>
    public abstract void ComputeNarrow(in Product<T> product);

    /// <summary>
    /// Adds to c (row distance cRow), for the columns of one panel, the products of all columns up to them:
    /// c[i, j] += sumₚ x[p, i] x[p, j] for j in the panel and i up to the panel's last column; x is packed, depth × columns.
    /// </summary>
    public abstract void AddGramPanel(T* panels, int depth, int columns, int panel, T* c, nint cRow);

    /// <summary>Adds to rows of a panel the products of those above: <see cref="PanelElimination{T, TVector, TLanes}"/>.</summary>
    public abstract void UpdatePanel(T* cells, int size, int panel, int row, int count);

    /// <summary>Makes rows of a Cholesky factor of some rows of a panel: <see cref="PanelElimination{T, TVector, TLanes}"/>.</summary>
    public abstract bool EliminatePanel(T* cells, int size, int panel, int row, int count, T* reciprocals, T* squares);

    /// <summary>
    /// y = start + s·w, where w has a row (row distance wRow) for each column of s; w, start and y are padded to whole vectors.
    /// </summary>
    public abstract void MultiplySparse(in SparseRow<T> s, T* w, nint wRow, T* start, T* y, int columns);

    /// <summary>
    /// sum += sᵀ·y, where sum has a row (row distance sumRow) for each column of s; sum and y are padded to whole vectors.
    /// </summary>
    public abstract void AddSparseTransposed(in SparseRow<T> s, T* y, T* sum, nint sumRow, int columns);

    /// <summary>Adds what some rows of a triangle contribute to a product with a symmetric matrix.</summary>
    public abstract void AddTriangle(in TrianglePart<T> part);

    /// <summary>
    /// Computes a product on the caller's thread, or on a team's, the shared one's if none is given, where it is large enough
    /// to pay.
    /// </summary>
    public void Run(in Product<T> product, WorkerTeam? team)
    {
        if (product.IsNarrow)
        {
            ComputeNarrow(in product);
            return;
        }
        var parts = product.MultiplyAdds / Blocking.ThreadWorthWaking;
        if (parts > 1) parts = Math.Min(parts, (team ??= WorkerTeam.Shared).Threads);
        if (parts <= 1) Compute(in product);
        else team!.Run(new ProductPart<T>(this, product), (int)parts);
    }
}

/// <summary>A share of a product's rows or columns.</summary>
internal readonly struct ProductPart<T>(ProductEngine<T> engine, Product<T> product) : IPartedJob
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Rows, where there are many: each thread then packs the same few columns. Else columns, and no thread repeats another's
    // work, nor overwrites what another has still to read.
    private bool ByRows => product.Rows > 2L * product.Columns && !product.InPlace;

    public void Run(int part, int parts)
    {
        var length = ByRows ? product.Rows : product.Columns;
        var step = ByRows ? 8 : engine.PanelWidth;
        var start = Boundary(part, parts, length, step);
        var count = Boundary(part + 1, parts, length, step) - start;
        if (count > 0) engine.Compute(ByRows ? product.OfRows(start, count) : product.OfColumns(start, count));
    }

    // Where a part begins: a multiple of the tile, so that no tile is cut.
    private static int Boundary(int part, int parts, int length, int step)
    {
        var tiles = ((long)length + step - 1) / step;
        return (int)Math.Min(length, tiles * part / parts * step);
    }
}
