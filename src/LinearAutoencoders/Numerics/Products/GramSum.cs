using System.Numerics;
using System.Numerics.Tensors;

namespace LinearAutoencoders.Numerics;

/// <summary>
/// XᵀX: a block of samples at a time is widened to double and packed, then each panel of columns meets those before it.
/// </summary>
/// <remarks>
/// One packing serves both operands and only the upper triangle is computed, so that it costs half a product.
/// </remarks>
internal static unsafe class GramSum
{
    /// <summary>sum += XᵀX.</summary>
    /// <param name="engine">The kernels.</param>
    /// <param name="samples">X.</param>
    /// <param name="sum">Of which the upper triangle counts.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="mirror">Whether the lower triangle is written too; if not, it is left with numbers that mean nothing.</param>
    public static void Add<T>(
        ProductEngine<double> engine, Matrix<T> samples, Matrix<double> sum, WorkerTeam team, bool mirror = true)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var columns = samples.Columns;
        if (columns == 0 || samples.Rows == 0) return;
        var depth = Math.Min(Blocking.GramInner, samples.Rows);
        var panels = Scratch<double>.OfThisThread.ForB(engine.PackedLength(depth, columns));
        var panelCount = (columns + engine.PanelWidth - 1) / engine.PanelWidth;
        fixed (double* c = &sum.Origin)
        {
            for (var start = 0; start < samples.Rows; start += Blocking.GramInner)
            {
                var block = samples.RowRange(start, Math.Min(Blocking.GramInner, samples.Rows - start));
                var pays = team.Threads > 1 && (long)block.Rows * columns * columns / 2 >= 2 * Blocking.ThreadWorthWaking;
                var onTeam = pays ? team : WorkerTeam.Alone;
                onTeam.Run(new PackSamples<T>(engine, block, panels), onTeam.Threads);
                onTeam.Run(new AddPanels(engine, panels, block.Rows, columns, c, sum.Stride), panelCount);
            }
        }
        if (mirror) SymmetricProduct.MirrorUpperTriangle(sum);
    }

    /// <summary>Widens and packs a share of the samples of a block.</summary>
    private readonly struct PackSamples<T>(ProductEngine<double> engine, Matrix<T> block, double* panels) : IPartedJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private const int RowsAtOnce = 8;

        public void Run(int part, int parts)
        {
            var (first, end) = ((int)((long)block.Rows * part / parts), (int)((long)block.Rows * (part + 1) / parts));
            var columns = block.Columns;
            var widened = Scratch<double>.OfThisThread.ForA((long)RowsAtOnce * columns);
            for (var p = first; p < end; p += RowsAtOnce)
            {
                var rows = Math.Min(RowsAtOnce, end - p);
                for (var i = 0; i < rows; i++)
                {
                    var row = new Span<double>(widened + (nint)i * columns, columns);
                    TensorPrimitives.ConvertTruncating<T, double>(block.Row(p + i), row);
                }
                engine.PackRows(widened, columns, rows, columns, panels, block.Rows, at: p);
            }
        }
    }

    /// <summary>
    /// The sums of one panel of columns a part; the long panels first, so that no thread waits for a long last one.
    /// </summary>
    private readonly struct AddPanels(
        ProductEngine<double> engine, double* panels, int depth, int columns, double* c, nint cRow) : IPartedJob
    {
        public void Run(int part, int parts) => engine.AddGramPanel(panels, depth, columns, parts - 1 - part, c, cRow);
    }
}
