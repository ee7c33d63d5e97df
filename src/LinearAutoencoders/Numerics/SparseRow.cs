using System.Runtime.Intrinsics.X86;

namespace LinearAutoencoders.Numerics;

/// <summary>The cells of a sparse row, in the order of their columns.</summary>
internal unsafe struct SparseRow<T> where T : unmanaged
{
    private const int CacheLine = 64;

    public ushort* Columns;
    public T* Values;
    public int Count;

    /// <summary>Those in columns first .. end − 1.</summary>
    public readonly SparseRow<T> Between(int first, int end)
    {
        var (from, to) = (CountBefore(first), CountBefore(end));
        return new SparseRow<T> { Columns = Columns + from, Values = Values + from, Count = to - from };
    }

    /// <summary>Prefetches the cells: rows are visited in no order that the processor could predict.</summary>
    public readonly void Prefetch()
    {
        if (!Sse.IsSupported) return;
        for (var cell = 0; cell < Count; cell += CacheLine / sizeof(ushort)) Sse.Prefetch0(Columns + cell);
        for (var cell = 0; cell < Count; cell += CacheLine / sizeof(T)) Sse.Prefetch0(Values + cell);
    }

    private readonly int CountBefore(int column)
    {
        if (column > ushort.MaxValue) return Count;
        var place = new ReadOnlySpan<ushort>(Columns, Count).BinarySearch((ushort)column);
        return place < 0 ? ~place : place;
    }
}
