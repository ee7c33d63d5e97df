namespace LinearAutoencoders.Numerics;

/// <summary>A sum of XᵀX in double precision, of products in single: what <see cref="GramSum"/> adds, of rows that are worth no more.</summary>
/// <remarks>
///   All rows are packed first; then each panel of columns meets those before it, block of rows after block. What comes out lies together,
///   panel by panel, as the sums do: the second-level cache keeps a panel, and whole lines of it are read along.
/// </remarks>
internal sealed unsafe class SingleGram
{
    /// <summary>Rows of a block: a panel of them is a few times 16 KB, and the products pass the second-level cache once for so many.</summary>
    private const int BlockRows = 256;

    private readonly ProductEngine<float> engine;
    private readonly int columns;
    private readonly int width;
    private readonly int panelCount;

    /// <summary>Panel after panel, m rows of each, of which those down to its last column count.</summary>
    private readonly Matrix<double> sums;

    /// <param name="engine">The kernels.</param>
    /// <param name="columns">m.</param>
    public SingleGram(ProductEngine<float> engine, int columns)
    {
        (this.engine, this.columns, width) = (engine, columns, engine.PanelWidth);
        panelCount = (columns + width - 1) / width;
        sums = new Matrix<double>(panelCount * columns, width);
    }

    /// <summary>Adds XᵀX.</summary>
    /// <param name="samples">X, r × m: each cell is a chain of r fused multiply-adds.</param>
    /// <param name="team">The threads to use.</param>
    public void Add(Matrix<float> samples, WorkerTeam team)
    {
        if (samples.Rows == 0 || columns == 0) return;
        var pays = (long)samples.Rows * columns * columns / 2 >= 2 * Blocking.ThreadWorthWaking;
        var onTeam = pays ? team : WorkerTeam.Alone;
        var panels = Scratch<float>.OfThisThread.ForB(engine.PackedLength(samples.Rows, columns));
        onTeam.Run(new PackBlocks(engine, samples, panels), (samples.Rows + BlockRows - 1) / BlockRows);
        onTeam.Run(new AddPanels(this, panels, samples.Rows), panelCount);
    }

    /// <summary>The sum so far, m × m, of which the upper triangle counts.</summary>
    public Matrix<double> Copy()
    {
        var copy = new Matrix<double>(columns, columns);
        for (var first = 0; first < columns; first += width)
            for (int i = 0, end = Math.Min(first + width, columns); i < end; i++)
                Of(first / width, i)[..(end - first)].CopyTo(copy.Row(i)[first..end]);
        return copy;
    }

    private Span<double> Of(int panel, int row) => sums.Row(panel * columns + row);

    private readonly struct PackBlocks(ProductEngine<float> engine, Matrix<float> samples, float* panels) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var start = part * BlockRows;
            var (rows, columns) = (Math.Min(BlockRows, samples.Rows - start), samples.Columns);
            fixed (float* x = &samples.Origin)
                engine.PackRows(x + (nint)start * samples.Stride, samples.Stride, rows, columns,
                    panels + engine.PackedLength(start, columns), rows, at: 0);
        }
    }

    /// <summary>The sums of one panel of columns a part, the long ones first.</summary>
    private readonly struct AddPanels(SingleGram gram, float* panels, int rows) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var (engine, columns, width) = (gram.engine, gram.columns, gram.width);
            var panel = parts - 1 - part;
            var first = panel * width;
            var end = Math.Min(first + width, columns);
            var products = Scratch<float>.OfThisThread.ForA((long)end * width);
            new Span<float>(products, end * width).Clear();
            for (var start = 0; start < rows; start += BlockRows)
            {
                var block = panels + engine.PackedLength(start, columns);
                engine.AddGramPanel(block, Math.Min(BlockRows, rows - start), columns, panel, products - first, width);
            }
            for (var i = 0; i < end; i++)
                RowKernels.AddWidened(new Span<float>(products + (nint)i * width, end - first), gram.Of(panel, i)[..(end - first)]);
        }
    }
}
