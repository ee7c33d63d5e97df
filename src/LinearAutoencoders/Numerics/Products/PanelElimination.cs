using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>The work on one panel of columns in a Cholesky factorisation M = RᵀR.</summary>
/// <remarks>
///   A panel is as wide as a register tile, and has −M's cells until they become R's, so that every step adds. Cell (i, j) is one chain of
///   fused multiply-adds, in the order of the rows above i, whatever the tile; then it is multiplied by −1/Rᵢᵢ. Panel after panel lie m
///   rows of each, as <see cref="ProductEngine{T}.PackRows"/> leaves them: they are both operands of the tile, and nothing is packed again.
/// </remarks>
internal static unsafe class PanelElimination<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
{
    private static int Width => Tile<T, TVector, TLanes>.Columns;

    /// <summary>Adds to some rows of a panel the products of R's rows above them.</summary>
    /// <param name="cells">The panels.</param>
    /// <param name="size">m.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="row">The first of the rows; all rows above it are R's.</param>
    /// <param name="count">Rows.</param>
    public static void Update(T* cells, int size, int panel, int row, int count)
    {
        var own = Panel(cells, size, panel * Width);
        var depth = Blocking.Even(row, Math.Max(1, Blocking.PanelBytes / (sizeof(T) * Width)));
        for (var p = 0; p < row; p += depth)
            for (int i = row, rows; i < row + count; i += rows)
            {
                rows = Rows(i, row + count);
                Multiply(Owner(cells, size, i), own, i, rows, p, Math.Min(depth, row - p));
            }
    }

    /// <summary>Makes rows of R, on one panel, of rows that were updated.</summary>
    /// <param name="cells">The panels; all those of columns of these rows come before this one.</param>
    /// <param name="size">m.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="row">The first of the rows.</param>
    /// <param name="count">Rows; not beyond the panel's last column.</param>
    /// <param name="reciprocals">m values 1/Rᵢᵢ, read, or written where the diagonal is on this panel.</param>
    /// <param name="squares">The squares of these rows are added to these sums, one for each column, where they are given.</param>
    /// <returns>Whether M may still be positive definite.</returns>
    public static bool Eliminate(T* cells, int size, int panel, int row, int count, T* reciprocals, T* squares)
    {
        var own = Panel(cells, size, panel * Width);
        for (int i = row, rows; i < row + count; i += rows)
        {
            rows = Rows(i, row + count);
            var owner = Owner(cells, size, i);
            if (i > row) Multiply(owner, own, i, rows, row, i - row);
            if (!Solve(owner, own, i, rows, reciprocals, squares)) return false;
        }
        return true;
    }

    private static Columns Panel(T* cells, int size, int first) => new()
    {
        Cells = cells + (nint)first * size,
        First = first,
        Width = Blocking.RoundUp(Math.Min(Width, size - first), TLanes.Count),
    };

    private static Columns Owner(T* cells, int size, int column) => Panel(cells, size, column / Width * Width);

    // A tile's rows are columns of one panel.
    private static int Rows(int i, int end) => Math.Min(Math.Min(TLanes.TileRows, end - i), (i / Width + 1) * Width - i);

    private static void Multiply(Columns owner, Columns own, int i, int rows, int first, int inner)
    {
        var c = own.Cells + (nint)i * own.Width;
        var tile = new TileOperands<T>
        {
            A = owner.Cells + (nint)first * owner.Width + (i - owner.First),
            ARow = 1,
            AInner = owner.Width,
            B = own.Cells + (nint)first * own.Width,
            BInner = own.Width,
            Start = c,
            StartRow = own.Width,
            C = c,
            CRow = own.Width,
            Inner = inner,
        };
        Tile<T, TVector, TLanes>.Run(rows, own.Width / TLanes.Count, in tile);
    }

    /// <summary>What the rows of a tile take from one another, and their scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Solve(Columns owner, Columns own, int i, int rows, T* reciprocals, T* squares)
    {
        var hasDiagonal = owner.First == own.First;
        for (var a = 0; a < rows; a++)
        {
            var y = own.Cells + (nint)(i + a) * own.Width;
            var column = i + a - owner.First;
            AddRows(owner.Cells + (nint)i * owner.Width + column, owner.Width, own.Cells + (nint)i * own.Width, y, a, own.Width);
            if (hasDiagonal)
            {
                if (!(-y[column] > T.Zero)) return false;
                reciprocals[i + a] = T.One / T.Sqrt(-y[column]);
            }
            Scale(y, -reciprocals[i + a], own.Width, squares);
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRows(T* factor, nint factorRow, T* rows, T* y, int count, int width)
    {
        for (var v = 0; v < width; v += TLanes.Count)
        {
            var sum = TLanes.Load(y + v);
            for (var b = 0; b < count; b++)
                sum = TLanes.MultiplyAdd(TLanes.Broadcast(factor + b * factorRow), TLanes.Load(rows + b * (nint)width + v), sum);
            TLanes.Store(sum, y + v);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(T* y, T factor, int width, T* squares)
    {
        var zero = T.Zero;
        var (scale, none) = (TLanes.Broadcast(&factor), TLanes.Broadcast(&zero));
        for (var v = 0; v < width; v += TLanes.Count)
        {
            var scaled = TLanes.MultiplyAdd(TLanes.Load(y + v), scale, none);
            TLanes.Store(scaled, y + v);
            if (squares != null) TLanes.Store(TLanes.MultiplyAdd(scaled, scaled, TLanes.Load(squares + v)), squares + v);
        }
    }

    /// <summary>A panel: its cells, its first column, and the distance of its rows.</summary>
    private struct Columns
    {
        public T* Cells;
        public int First, Width;
    }
}
