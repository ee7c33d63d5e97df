namespace LinearAutoencoders.Numerics;

/// <summary>XᵀX in single precision, added to a sum in double: what <see cref="GramSum"/> does, for rows that are worth no more.</summary>
/// <remarks>
///   All rows are packed first; then each panel of columns meets those before it, block of rows after block, and what came out is added
///   while the second-level cache still has it.
/// </remarks>
internal static unsafe class SingleGram
{
    /// <summary>Rows of a block: a panel of them is a few times 16 KB, and the sums pass the second-level cache once for so many.</summary>
    private const int BlockRows = 256;

    /// <summary>sum += XᵀX.</summary>
    /// <param name="engine">The kernels.</param>
    /// <param name="samples">X, r × m: each cell is a chain of r fused multiply-adds.</param>
    /// <param name="products">m × m zeros, and zeros again afterwards.</param>
    /// <param name="sum">m × m, of which the upper triangle counts; the lower is left with numbers that mean nothing.</param>
    /// <param name="team">The threads to use.</param>
    public static void Add(ProductEngine<float> engine, Matrix<float> samples, Matrix<float> products, Matrix<double> sum, WorkerTeam team)
    {
        var (rows, columns) = (samples.Rows, samples.Columns);
        if (rows == 0 || columns == 0) return;
        var pays = (long)rows * columns * columns / 2 >= 2 * Blocking.ThreadWorthWaking;
        var onTeam = pays ? team : WorkerTeam.Alone;
        var panels = Scratch<float>.OfThisThread.ForB(engine.PackedLength(rows, columns));
        onTeam.Run(new PackBlocks(engine, samples, panels), (rows + BlockRows - 1) / BlockRows);
        onTeam.Run(new AddPanels(engine, panels, rows, products, sum), (columns + engine.PanelWidth - 1) / engine.PanelWidth);
    }

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
    private readonly struct AddPanels(
        ProductEngine<float> engine, float* panels, int rows, Matrix<float> products, Matrix<double> sum) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var (panel, columns) = (parts - 1 - part, products.Columns);
            fixed (float* c = &products.Origin)
                for (var start = 0; start < rows; start += BlockRows)
                {
                    var block = panels + engine.PackedLength(start, columns);
                    engine.AddGramPanel(block, Math.Min(BlockRows, rows - start), columns, panel, c, products.Stride);
                }
            var first = panel * engine.PanelWidth;
            var end = Math.Min(first + engine.PanelWidth, columns);
            for (var i = 0; i < end; i++)
            {
                var made = products.Row(i)[first..end];
                RowKernels.AddWidened(made, sum.Row(i)[first..end]);
                made.Clear();
            }
        }
    }
}
