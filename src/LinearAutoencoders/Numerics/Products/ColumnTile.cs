using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>The register tile of a product of few rows that overwrites its right factor, b ← a · b, by vectors of columns.</summary>
/// <remarks>
///   All cells of these columns are summed in registers before any is written, so that nothing has to be packed but a. Each is one chain
///   from zero in the order of the inner index, as in every tile: the bits are the same. A step is a load and a multiply-add with a
///   broadcast for each row.
/// </remarks>
internal static unsafe class ColumnTile<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
{
    /// <summary>As many as the sums of a full <see cref="Tile{T, TVector, TLanes}"/>: they must fit the register file.</summary>
    public static int MostRows => Tile<T, TVector, TLanes>.Rows * Tile<T, TVector, TLanes>.Vectors;

    /// <summary>Rows of a, with what pads them, that so many rows are packed to.</summary>
    public static int PaddedRows(int rows) => Blocking.RoundUp(rows, 4);

    /// <summary>b ← a · b.</summary>
    /// <param name="rows">Rows of b, and rows and columns of a.</param>
    /// <param name="a">Packed: column p at p · PaddedRows, zero beyond the rows.</param>
    /// <param name="b">Rows of whole vectors, row distance bRow.</param>
    /// <param name="bRow">Distance of b's rows.</param>
    /// <param name="vectors">Vectors in a row of b.</param>
    public static void Run(int rows, T* a, T* b, nint bRow, int vectors)
    {
        switch (PaddedRows(rows) / 4)
        {
            case 1: Multiply<One>(rows, a, b, bRow, vectors); break;
            case 2: Multiply<Two>(rows, a, b, bRow, vectors); break;
            case 3: Multiply<Three>(rows, a, b, bRow, vectors); break;
            case 4: Multiply<Four>(rows, a, b, bRow, vectors); break;
            case 5: Multiply<Five>(rows, a, b, bRow, vectors); break;
            default: Multiply<Six>(rows, a, b, bRow, vectors); break;
        }
    }

    /// <summary>The one source of all sizes, in fours of rows: what lies beyond them folds away.</summary>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TFours>(int rows, T* a, T* b, nint bRow, int vectors) where TFours : struct, ISize
    {
        for (; vectors > 0; vectors--, b += TLanes.Count)
        {
            TVector c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
            TVector c6 = default, c7 = default, c8 = default, c9 = default, c10 = default, c11 = default;
            TVector c12 = default, c13 = default, c14 = default, c15 = default, c16 = default, c17 = default;
            TVector c18 = default, c19 = default, c20 = default, c21 = default, c22 = default, c23 = default;
            T* column = a, row = b;
            for (var left = rows; left > 0; left--, column += 4 * TFours.Value, row += bRow)
            {
                var cells = TLanes.Load(row);
                Add(column, cells, ref c0, ref c1, ref c2, ref c3);
                if (TFours.Value > 1) Add(column + 4, cells, ref c4, ref c5, ref c6, ref c7);
                if (TFours.Value > 2) Add(column + 8, cells, ref c8, ref c9, ref c10, ref c11);
                if (TFours.Value > 3) Add(column + 12, cells, ref c12, ref c13, ref c14, ref c15);
                if (TFours.Value > 4) Add(column + 16, cells, ref c16, ref c17, ref c18, ref c19);
                if (TFours.Value > 5) Add(column + 20, cells, ref c20, ref c21, ref c22, ref c23);
            }
            Store(rows, b, bRow, c0, c1, c2, c3);
            if (TFours.Value > 1) Store(rows - 4, b + 4 * bRow, bRow, c4, c5, c6, c7);
            if (TFours.Value > 2) Store(rows - 8, b + 8 * bRow, bRow, c8, c9, c10, c11);
            if (TFours.Value > 3) Store(rows - 12, b + 12 * bRow, bRow, c12, c13, c14, c15);
            if (TFours.Value > 4) Store(rows - 16, b + 16 * bRow, bRow, c16, c17, c18, c19);
            if (TFours.Value > 5) Store(rows - 20, b + 20 * bRow, bRow, c20, c21, c22, c23);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T* a, TVector b, ref TVector c0, ref TVector c1, ref TVector c2, ref TVector c3)
    {
        c0 = TLanes.MultiplyAdd(TLanes.Broadcast(a), b, c0);
        c1 = TLanes.MultiplyAdd(TLanes.Broadcast(a + 1), b, c1);
        c2 = TLanes.MultiplyAdd(TLanes.Broadcast(a + 2), b, c2);
        c3 = TLanes.MultiplyAdd(TLanes.Broadcast(a + 3), b, c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(int rows, T* b, nint bRow, TVector c0, TVector c1, TVector c2, TVector c3)
    {
        TLanes.Store(c0, b);
        if (rows > 1) TLanes.Store(c1, b + bRow);
        if (rows > 2) TLanes.Store(c2, b + 2 * bRow);
        if (rows > 3) TLanes.Store(c3, b + 3 * bRow);
    }
}
