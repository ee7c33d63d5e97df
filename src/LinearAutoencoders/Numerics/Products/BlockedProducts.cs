using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>The driver of all products: packing, blocks and edges around a register tile.</summary>
/// <remarks>
///   columns of c in runs; inner indices in runs that pack to a few MB          (b is packed here, if it is)
///     rows in blocks that the second-level cache holds; inner indices in blocks  (a is packed here, if it is)
///       panels of b, each 3 vectors wide, in the first-level cache; tiles of rows
///   The blocks of inner indices come in order and each cell of c carries its sum from one to the next.
///   A row-major a is never packed: a tile reads 8 rows of it along, which is as good as a panel.
/// </remarks>
internal sealed unsafe class BlockedProducts<T, TVector, TLanes> : ProductEngine<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
{
    private const int CacheLine = 64;

    /// <summary>Panels of fewer rows come soon enough, and to look ahead of a step would cost more than the step.</summary>
    private const int LeastInnerAhead = 16;

    private static int Width => Tile<T, TVector, TLanes>.Columns;

    // What sums start from that do not accumulate, for every row the same.
    private readonly Matrix<T> zeros = new(1, Tile<T, TVector, TLanes>.Columns);

    public override int PanelWidth => Width;

    public override long PackedLength(int inner, int columns) => (long)inner * PaddedWidth(columns);

    public override void Compute(in Product<T> product)
    {
        if (product.Inner == 0) ClearUnlessAccumulating(in product);
        if (product.Inner == 0 || product.Rows == 0 || product.Columns == 0) return;
        if (product.InPlace) ComputeInPlace(in product);
        else if (product.Packed) RowBlocks(in product, new Panels<T>(product.B, product.Inner), PackedDepth(in product));
        else if (TinyProduct.Suits(in product)) TinyProduct.Compute(in product);
        else if (IsOneBlock(in product)) OneBlock(in product);
        else ColumnRuns(in product);
    }

    public override void ComputeNarrow(in Product<T> product)
    {
        if (TLanes.Count == Interleaving<T>.Sums) NarrowProduct<T, NarrowTile<T, TVector, TLanes>>.Compute(in product);
        else NarrowProduct<T, NarrowPairTile<T, TVector, TLanes>>.Compute(in product);
    }

    public override void PackRows(T* source, nint stride, int inner, int columns, T* panels, int depth, int at)
    {
        // A few rows at a time: all of them are then read along, page after page, as the prefetcher likes it.
        const int rows = 8;
        for (var p = 0; p < inner; p += rows)
            for (var j = 0; j < columns; j += PanelWidth)
            {
                var count = Math.Min(PanelWidth, columns - j);
                var width = PaddedWidth(count);
                var panel = panels + (nint)j * depth + (nint)(at + p) * width;
                var from = source + p * stride + j;
                Packing.Rows<T, TVector, TLanes>(from, stride, Math.Min(rows, inner - p), count, panel, width);
            }
    }

    public override void PackColumns(T* source, nint stride, int inner, int given, int columns, T* panels)
    {
        for (var j = 0; j < given; j += PanelWidth)
        {
            var width = PaddedWidth(Math.Min(PanelWidth, columns - j));
            Packing.Columns(source + j * stride, stride, inner, Math.Min(PanelWidth, given - j), panels + (nint)j * inner, width);
        }
    }

    public override void AddGramPanel(T* panels, int depth, int columns, int panel, T* c, nint cRow)
    {
        var first = panel * PanelWidth;
        var width = Math.Min(PanelWidth, columns - first);
        var end = first + width;
        var tile = new TileOperands<T> { BInner = PaddedWidth(width), Inner = depth, ARow = 1, StartRow = cRow, CRow = cRow };
        for (int i = 0, rows; i < end; i += rows)
        {
            // The left operand is the same panels: a tile's rows are a slice of one panel, not more.
            var owner = i / PanelWidth * PanelWidth;
            var ownerEnd = Math.Min(owner + PanelWidth, end);
            rows = Math.Min(TLanes.TileRows, ownerEnd - i);
            tile.AInner = PaddedWidth(ownerEnd - owner);
            tile.A = panels + (nint)owner * depth + (i - owner);
            // In the panel's own rows, whole vectors below the diagonal are left to the mirror.
            var skipped = Math.Max(0, i - first) / TLanes.Count * TLanes.Count;
            tile.B = panels + (nint)first * depth + skipped;
            tile.C = c + i * cRow + first + skipped;
            tile.Start = tile.C;
            TileEdge<T, TVector, TLanes>.Prefetch(tile.C + rows * cRow, cRow, Math.Min(rows, end - i - rows), width - skipped);
            TileEdge<T, TVector, TLanes>.Run(ref tile, rows, width - skipped, accumulate: true);
        }
    }

    public override void UpdatePanel(T* cells, int size, int panel, int row, int count) =>
        PanelElimination<T, TVector, TLanes>.Update(cells, size, panel, row, count);

    public override bool EliminatePanel(T* cells, int size, int panel, int row, int count, T* reciprocals, T* squares) =>
        PanelElimination<T, TVector, TLanes>.Eliminate(cells, size, panel, row, count, reciprocals, squares);

    public override void MultiplySparse(in SparseRow<T> s, T* w, nint wRow, T* start, T* y, int columns) =>
        SparseTile<T, TVector, TLanes>.Multiply(in s, w, wRow, start, y, PaddedWidth(columns));

    public override void AddSparseTransposed(in SparseRow<T> s, T* y, T* sum, nint sumRow, int columns) =>
        SparseTile<T, TVector, TLanes>.AddTransposed(in s, y, sum, sumRow, PaddedWidth(columns));

    public override void AddTriangle(in TrianglePart<T> part) => TriangleProduct<T, TVector, TLanes>.Add(in part);

    private static int PaddedWidth(int columns) => Blocking.RoundUp(columns, TLanes.Count);

    private static void ClearUnlessAccumulating(in Product<T> product)
    {
        if (product.Accumulate) return;
        for (var i = 0; i < product.Rows; i++) new Span<T>(product.C + i * product.CRow, product.Columns).Clear();
    }

    // A latent matrix by the weights, mostly: so small that even to work out its blocks would show.
    private static bool IsOneBlock(in Product<T> product) =>
        product.Inner <= Blocking.DirectInner && product.Rows <= Blocking.DirectInner && product.Columns <= Blocking.MaxColumns
        && product.AInner == 1 && product.BColumn == 1;

    private void ColumnRuns(in Product<T> product)
    {
        var run = Blocking.RoundUp(Blocking.Even(product.Columns, Blocking.MaxColumns), PanelWidth);
        for (var j = 0; j < product.Columns; j += run)
            InnerRuns(product.OfColumns(j, Math.Min(run, product.Columns - j)));
    }

    private void ComputeInPlace(in Product<T> product)
    {
        if (product.Rows <= ColumnTile<T, TVector, TLanes>.MostRows) ColumnsInPlace(in product);
        else RunsInPlace(in product);
    }

    private void ColumnsInPlace(in Product<T> product)
    {
        var padded = ColumnTile<T, TVector, TLanes>.PaddedRows(product.Rows);
        var a = Scratch<T>.OfThisThread.ForA((long)padded * product.Inner);
        Packing.Columns(product.A, product.ARow, product.Inner, product.Rows, a, padded);
        var whole = product.Columns / TLanes.Count * TLanes.Count;
        ColumnTile<T, TVector, TLanes>.Run(product.Rows, a, product.B, product.BInner, whole / TLanes.Count);
        if (whole == product.Columns) return;
        // A tile reads and writes whole vectors: the last columns are worked on as a copy.
        var ragged = product.OfColumns(whole, product.Columns - whole);
        var copy = Scratch<T>.OfThisThread.ForB(PackedLength(ragged.Inner, ragged.Columns));
        PackRows(ragged.B, ragged.BInner, ragged.Inner, ragged.Columns, copy, ragged.Inner, at: 0);
        ColumnTile<T, TVector, TLanes>.Run(product.Rows, a, copy, TLanes.Count, 1);
        for (var i = 0; i < product.Rows; i++, copy += TLanes.Count)
            new Span<T>(copy, ragged.Columns).CopyTo(new Span<T>(ragged.C + i * ragged.CRow, ragged.Columns));
    }

    // Columns of b are packed, all of their rows, before any of them is overwritten.
    private void RunsInPlace(in Product<T> product)
    {
        var most = Math.Max(1, Blocking.PackBytes / (product.Inner * sizeof(T)));
        var run = Blocking.RoundUp(Blocking.Even(product.Columns, most), PanelWidth);
        for (var j = 0; j < product.Columns; j += run)
        {
            var block = product.OfColumns(j, Math.Min(run, product.Columns - j));
            RowBlocks(in block, PackAll(in block, transposed: false), PackedDepth(in block));
        }
    }

    private void InnerRuns(in Product<T> product)
    {
        var transposed = product.BColumn != 1;
        var row = PaddedWidth(product.Columns) * sizeof(T);
        var fits = (long)row * product.Inner <= Blocking.PackBytes;
        var packs = transposed || product.Rows >= (fits ? Blocking.RowsWorthPacking : Blocking.RowsWorthPackingRuns);
        var run = fits ? product.Inner : Blocking.Even(product.Inner, Math.Max(256, Blocking.RunBytes / row));
        for (var p = 0; p < product.Inner; p += run)
        {
            var block = product.OfInner(p, Math.Min(run, product.Inner - p));
            var panels = packs ? PackAll(in block, transposed) : PackRaggedEnd(in block);
            RowBlocks(in block, panels, packs ? PackedDepth(in block) : Blocking.DirectInner);
        }
    }

    private Panels<T> PackAll(in Product<T> block, bool transposed)
    {
        var panels = Scratch<T>.OfThisThread.ForB(PackedLength(block.Inner, block.Columns));
        if (transposed) PackColumns(block.B, block.BColumn, block.Inner, block.Columns, block.Columns, panels);
        else PackRows(block.B, block.BInner, block.Inner, block.Columns, panels, block.Inner, at: 0);
        return new Panels<T>(panels, block.Inner);
    }

    // Where b is read in place, only columns that do not fill a vector are packed: a tile must not read beyond them.
    private Panels<T> PackRaggedEnd(in Product<T> block)
    {
        var ragged = block.Columns % TLanes.Count == 0 ? block.Columns : block.Columns / PanelWidth * PanelWidth;
        if (ragged == block.Columns) return new Panels<T>(null, block.Inner) { First = ragged };
        var panel = Scratch<T>.OfThisThread.ForB(PackedLength(block.Inner, block.Columns - ragged));
        PackRows(block.B + ragged, block.BInner, block.Inner, block.Columns - ragged, panel, block.Inner, at: 0);
        return new Panels<T>(panel, block.Inner) { First = ragged };
    }

    private int PackedDepth(in Product<T> block)
    {
        var tall = block.Columns <= PanelWidth || block.Rows > 2L * block.Columns;
        var row = sizeof(T) * Math.Min(PanelWidth, PaddedWidth(block.Columns));
        return (tall ? Blocking.PanelBytesOfTall : Blocking.PanelBytes) / row;
    }

    private void RowBlocks(in Product<T> block, Panels<T> panels, int depthLimit)
    {
        var depth = Blocking.Even(block.Inner, depthLimit);
        var rows = Math.Max(1, Blocking.RowsBytes / (depth * sizeof(T) * TLanes.TileRows)) * TLanes.TileRows;
        var packsA = block.AInner != 1 && block.Columns > Blocking.TilesWorthPacking * PanelWidth;
        var packedRows = Math.Min(rows, Blocking.RoundUp(block.Rows, TLanes.TileRows));
        var packedA = packsA ? Scratch<T>.OfThisThread.ForA((long)depth * packedRows) : null;
        var next = new Lookahead<T>(block.Next, block.NextLength);
        for (var i = 0; i < block.Rows; i += rows)
            for (var p = 0; p < block.Inner; p += depth)
            {
                var part = block.OfRows(i, Math.Min(rows, block.Rows - i));
                part.A += p * block.AInner;
                part.Inner = Math.Min(depth, block.Inner - p);
                part.Accumulate |= p > 0;
                if (packsA) PackA(in part, packedA);
                PanelsOf(in part, packedA, in panels, p, ref next);
            }
    }

    private static void PackA(in Product<T> part, T* packed)
    {
        for (var i = 0; i < part.Rows; i += TLanes.TileRows)
        {
            var rows = Math.Min(TLanes.TileRows, part.Rows - i);
            Packing.TransposedRows(part.A + i, part.AInner, part.Inner, rows, packed + (nint)i * part.Inner, TLanes.TileRows);
        }
    }

    private void OneBlock(in Product<T> product)
    {
        var next = new Lookahead<T>(product.Next, product.NextLength);
        PanelsOf(in product, null, PackRaggedEnd(in product), 0, ref next);
    }

    private void PanelsOf(in Product<T> part, T* packedA, in Panels<T> panels, int p, ref Lookahead<T> next)
    {
        fixed (T* start = &zeros.Origin) PanelsOf(in part, packedA, in panels, p, part.Accumulate ? null : start, ref next);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PanelsOf(in Product<T> part, T* packedA, in Panels<T> panels, int p, T* start, ref Lookahead<T> next)
    {
        var tile = new TileOperands<T> { Inner = part.Inner, CRow = part.CRow, ARow = part.ARow, AInner = part.AInner };
        var nextA = TLanes.TileRows * part.ARow;
        if (packedA != null)
        {
            tile.ARow = 1;
            tile.AInner = TLanes.TileRows;
            nextA = (nint)TLanes.TileRows * part.Inner;
        }
        var a = packedA != null ? packedA : part.A;
        tile.StartRow = part.Accumulate ? part.CRow : 0;
        var looksAhead = part.Inner >= LeastInnerAhead;
        for (var j = 0; j < part.Columns; j += Width)
        {
            var width = Math.Min(Width, part.Columns - j);
            tile.B = panels.Row(part.B, part.BInner, j, p, PaddedWidth(width), out tile.BInner);
            var end = j + Width;
            var toPanel = looksAhead && end < part.Columns
                ? (nint)(panels.Row(part.B, part.BInner, end, p, PaddedWidth(Math.Min(Width, part.Columns - end)), out _) - tile.B)
                : 0;
            tile.A = a;
            tile.C = part.C + j;
            for (var i = 0; i < part.Rows; i += TLanes.TileRows)
            {
                var rows = Math.Min(TLanes.TileRows, part.Rows - i);
                var nextRows = Math.Min(TLanes.TileRows, part.Rows - i - rows);
                if (part.Accumulate) TileEdge<T, TVector, TLanes>.Prefetch(tile.C + rows * part.CRow, part.CRow, nextRows, width);
                tile.Start = start == null ? tile.C : start;
                if (looksAhead) LookAhead(ref tile, toPanel, i / TLanes.TileRows * (CacheLine / sizeof(T)), ref next);
                TileEdge<T, TVector, TLanes>.Run(ref tile, rows, width, part.Accumulate);
                tile.A += nextA;
                tile.C += TLanes.TileRows * part.CRow;
            }
        }
    }

    // Each of the first tiles fetches a line of each row of the panel behind, the others what is read after the product.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LookAhead(ref TileOperands<T> tile, nint toPanel, int line, ref Lookahead<T> next)
    {
        if (toPanel != 0 && line < Width)
        {
            (tile.Ahead, tile.AheadStep) = (toPanel + line, tile.BInner);
            return;
        }
        var start = next.Take(tile.Inner);
        (tile.Ahead, tile.AheadStep) = start == null ? (0, 0) : ((nint)(start - tile.B), Lookahead<T>.Step);
    }
}
