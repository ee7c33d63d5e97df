using System.Numerics;

namespace LinearAutoencoders.Numerics;

/// <summary>A product c = a · b or c += a · b of pinned operands: addresses and distances, once shapes have been checked.</summary>
/// <remarks>
///   a (Rows × Inner): cell (i, p) at A[i·ARow + p·AInner]; one of the two distances is 1
///   b (Inner × Columns): cell (p, j) at B[p·BInner + j·BColumn]; one of the two distances is 1. When Packed, B holds the
///   panels of <see cref="PackedMatrix{T}"/> from column 0 on. ByTransposed says that b was given as bᵀ and a as it is
///   c: row-major, row distance CRow. Symmetric allows to compute the upper triangle only, and to mirror it. InPlace says that c is b
///   Next: elements that are read after the product, to be fetched meanwhile; there may be none
/// </remarks>
internal unsafe struct Product<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public int Rows, Columns, Inner;
    public T* A, B, C, Next;
    public nint ARow, AInner, BInner, BColumn, CRow;
    public long NextLength;
    public bool Packed, Accumulate, ByTransposed, Symmetric, InPlace;

    public readonly long MultiplyAdds => (long)Rows * Columns * Inner;

    /// <summary>Whether its sums are interleaved.</summary>
    public readonly bool IsNarrow => ByTransposed && Interleaving<T>.Suits(Rows, Columns, Inner);

    /// <summary>The product of some of a's rows.</summary>
    public readonly Product<T> OfRows(int start, int count)
    {
        var part = this;
        part.A += start * ARow;
        part.C += start * CRow;
        part.Rows = count;
        return part;
    }

    /// <summary>The product of some of b's columns; of a packed b, start is a multiple of the panel's width.</summary>
    public readonly Product<T> OfColumns(int start, int count)
    {
        var part = this;
        part.B += Packed ? (nint)start * Inner : start * BColumn;
        part.C += start;
        part.Columns = count;
        return part;
    }

    /// <summary>The product of some of the inner indices; not for a packed b.</summary>
    public readonly Product<T> OfInner(int start, int count)
    {
        var part = this;
        part.A += start * AInner;
        part.B += start * BInner;
        part.Inner = count;
        part.Accumulate |= start > 0;
        return part;
    }
}
