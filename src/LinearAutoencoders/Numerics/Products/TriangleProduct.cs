using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>Some rows of the upper triangle of a symmetric A, and what they and their mirror are multiplied with: P += X · A.</summary>
/// <remarks>
///   A: size × size, row distance ARow; cells below the diagonal are not read
///   X, P: up to <see cref="MostRows"/> rows, Row apart, of a multiple of <see cref="Interleaving{T}.Sums"/> columns, those of X behind
///   the last of A zero
/// </remarks>
internal unsafe struct TrianglePart<T> where T : unmanaged
{
    /// <summary>More rows of X are multiplied in slices.</summary>
    public const int MostRows = 8;

    public T* A, X, P;
    public nint ARow, Row;
    public int Size, Rows;

    /// <summary>The first row, and the one behind the last: multiples of <see cref="Interleaving{T}.Sums"/>, or the last of all.</summary>
    public int Start, End;
}

/// <summary>The driver of products with a triangle: blocks of rows, of these panels of columns from the diagonal to the right.</summary>
/// <remarks>
///   Those columns of X and P stay in the first-level cache while all bands of the block pass, each of as many rows as a cell has partial
///   sums. Of a band, its square on the diagonal is mirrored in a copy; columns that do not fill a vector are copied too. While it is at a
///   panel of a band, the processor fetches the one behind: left alone, it would wait at the start of every row.
/// </remarks>
internal static unsafe class TriangleProduct<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
{
    private const int BlockRows = 32;

    private const int Height = TriangleTile<T, TVector, TLanes>.Height;

    private static int Band => Interleaving<T>.Sums;

    [SkipLocalsInit]
    public static void Add(in TrianglePart<T> part)
    {
        var sums = stackalloc T[BlockRows * Band * TrianglePart<T>.MostRows];
        for (var start = part.Start; start < part.End; start += BlockRows)
            AddBlock(in part, start, Math.Min(start + BlockRows, part.End), sums);
    }

    [SkipLocalsInit]
    private static void AddBlock(in TrianglePart<T> part, int start, int end, T* sums)
    {
        var square = stackalloc T[Band * Band];
        var sumsOfRow = Band * part.Rows;
        new Span<T>(sums, BlockRows * sumsOfRow).Clear();
        var whole = part.Size / Band * Band;
        for (var band = start; band < end; band += Band)
        {
            AddSquare(in part, band, square);
            AddPanel(in part, band, band + Band, Math.Min(end, whole), Band * (part.ARow + 1), sums + (band - start) * sumsOfRow);
        }
        AddPanels(in part, start, end, whole, sums);
        for (var band = start; band < end; band += Band, sums += Band * sumsOfRow)
        {
            if (band < whole && whole < part.Size) AddRaggedPanel(in part, band, whole, square, sums);
            AddSums(in part, band, sums);
        }
    }

    /// <summary>All columns behind the block that fill vectors.</summary>
    private static void AddPanels(in TrianglePart<T> part, int start, int end, int whole, T* sums)
    {
        if (end >= whole) return;
        var width = Blocking.RoundUp(Blocking.Even(whole - end, Blocking.TriangleCells / part.Rows), Band);
        for (var column = end; column < whole; column += width)
            for (var band = start; band < end; band += Band)
            {
                var ahead = band + Band < end ? Band * part.ARow
                    : column + width < whole ? (start - band) * part.ARow + width
                    : Band * part.ARow + end - column;
                AddPanel(in part, band, column, Math.Min(column + width, whole), ahead, sums + (band - start) * Band * part.Rows);
            }
    }

    /// <summary>The square on a band's diagonal, of which the upper half is read.</summary>
    private static void AddSquare(in TrianglePart<T> part, int band, T* square)
    {
        var count = Math.Min(Band, part.Size - band);
        if (count < Band) new Span<T>(square, Band * Band).Clear();
        var a = part.A + band * part.ARow + band;
        for (var i = 0; i < count; i++, a += part.ARow)
            for (var j = i; j < count; j++) square[i * Band + j] = square[j * Band + i] = a[j];
        for (var r = 0; r < part.Rows; r++)
        {
            T* x = part.X + r * part.Row + band, p = part.P + r * part.Row + band;
            for (var lane = 0; lane < Band; lane += TLanes.Count)
            {
                var sum = TLanes.Load(p + lane);
                for (var k = 0; k < Band; k++)
                    sum = TLanes.MultiplyAdd(TLanes.Broadcast(x + k), TLanes.Load(square + k * Band + lane), sum);
                TLanes.Store(sum, p + lane);
            }
        }
    }

    private static void AddPanel(in TrianglePart<T> part, int band, int column, int end, nint ahead, T* sums)
    {
        if (column < end) AddPanel(in part, band, column, end - column, part.A + band * part.ARow + column, part.ARow, ahead, sums);
    }

    /// <summary>The last columns, fewer than a vector has.</summary>
    private static void AddRaggedPanel(in TrianglePart<T> part, int band, int column, T* copy, T* sums)
    {
        new Span<T>(copy, Band * Band).Clear();
        var a = part.A + band * part.ARow + column;
        for (var i = 0; i < Band; i++, a += part.ARow) new Span<T>(a, part.Size - column).CopyTo(new Span<T>(copy + i * Band, Band));
        AddPanel(in part, band, column, Band, copy, Band, ahead: 0, sums);
    }

    /// <summary>Columns of a band that lie at a, with all rows of X.</summary>
    private static void AddPanel(
        in TrianglePart<T> part, int band, int column, int columns, T* a, nint aRow, nint ahead, T* sums)
    {
        var operands = new TriangleOperands<T> { Columns = columns, ARow = aRow, Row = part.Row, Sums = sums };
        for (var tile = 0; tile < Band; tile += Height)
        {
            operands.A = a + tile * aRow;
            operands.Ahead = ahead;
            for (int r = 0, rows; r < part.Rows; r += rows)
            {
                rows = Math.Min(TriangleTile<T, TVector, TLanes>.Rows, part.Rows - r);
                operands.Factors = part.X + r * part.Row + band + tile;
                operands.X = part.X + r * part.Row + column;
                operands.P = part.P + r * part.Row + column;
                TriangleTile<T, TVector, TLanes>.Run(rows, in operands);
                operands.Sums += rows * Height * Band;
                operands.Ahead = 0;
            }
        }
    }

    private static void AddSums(in TrianglePart<T> part, int band, T* sums)
    {
        for (var tile = 0; tile < Band; tile += Height)
            for (var r = 0; r < part.Rows; r++)
            {
                var p = part.P + r * part.Row + band + tile;
                for (var k = 0; k < Height; k++, sums += Band) p[k] += Interleaving<T>.AddUp(sums);
            }
    }
}
