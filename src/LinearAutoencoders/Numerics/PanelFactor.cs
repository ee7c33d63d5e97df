using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>Whether a symmetric matrix M is positive definite, but for a known error: by Cholesky's R, as far as it is needed.</summary>
/// <remarks>
///   M is kept by panels of columns (<see cref="PanelElimination{T, TVector, TLanes}"/>), and R made of it by blocks of rows, each in one
///   pass over all above it. Where the rest is so small beside its diagonal that its norm proves it definite, no more rows are made: the
///   rest is M₂₂ − R₁₂ᵀR₁₂, at least min diag M₂₂ − ‖off M₂₂‖ − ‖R₁₂‖², of Frobenius norms. At most m³/3 flops.
///   <para>
///     The error: M + ΔM = RᵀR, with that rest where rows are left. A cell's chain rounds each of its sums t, by u|t| at most, and 7u|t| is
///     more than square root, reciprocal and scale add. On the diagonal t falls: (s + 7)u max Mⱼⱼ for s rows made. Off it t is a cell of
///     what is left to be factored, Pₗ = M + ΔM − R≤ₗᵀR≤ₗ ≽ 0, but for errors of the second order. As 0 ≼ Pₗ ≼ M + ΔM,
///     ‖off Pₗ‖² = ‖Pₗ‖² − ‖diag Pₗ‖² ≤ ‖off M‖² + 2 max Mⱼⱼ ‖R₁₂‖², each of the columns behind l: what is measured. This is far less than
///     |R|ᵀ|R| times the length of the chain (Higham 2002, theorem 10.3), where the matrix is not near to singular. What vanishes below the
///     smallest number is counted in its units.
///   </para>
/// </remarks>
/// <typeparam name="T">The precision of R.</typeparam>
internal sealed unsafe class PanelFactor<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Rows that <see cref="SetRows"/> takes at most, so that they stay in the second-level cache.</summary>
    public const int RowsAtOnce = 16;

    /// <summary>Rows of R made at once; a multiple of every panel's width.</summary>
    private const int BlockRows = 192;

    /// <summary>For what is of the second order, as long as m u is below a thousandth.</summary>
    private const double Slack = 1.01;

    private readonly int size;
    private readonly WorkerTeam team;
    private readonly ProductEngine<T> engine;
    private readonly Matrix<T> cells;
    private readonly Matrix<T> reciprocals;
    private readonly double[] diagonal;
    private readonly double[] rowSquares;       // off the diagonal, both triangles
    private readonly double[] columnSquares;    // of R, above the diagonal

    /// <param name="size">m.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="engine">The kernels; none: those of this machine.</param>
    public PanelFactor(int size, WorkerTeam team, ProductEngine<T>? engine = null)
    {
        (this.size, this.team, this.engine) = (size, team, engine ??= ChosenEngine<T>.Value);
        cells = Matrix<T>.Uninitialized(engine.PackedLength(size, size));
        reciprocals = new Matrix<T>(1, size);
        (diagonal, rowSquares, columnSquares) = (new double[size], new double[size], new double[size]);
        // What squares lose that are below the smallest number.
        Array.Fill(columnSquares, size * double.CreateTruncating(T.Epsilon));
    }

    /// <summary>u.</summary>
    public static double Unit { get; } = double.CreateTruncating(T.BitIncrement(T.One) - T.One) / 2;

    /// <summary>What λ of M may be below 0 by, where it is found definite: ‖ΔM‖ and the rounding of M's cells to this precision.</summary>
    public double Error { get; private set; }

    /// <summary>Rows of R that were made for that.</summary>
    public int RowsMade { get; private set; }

    private T* Cells => (T*)Unsafe.AsPointer(ref cells.Origin);

    private int PanelCount => Panels(size);

    /// <summary>The first column that <see cref="SetRows"/> takes of some rows: of the panel that has their diagonal.</summary>
    public int FirstColumn(int row) => row / engine.PanelWidth * engine.PanelWidth;

    /// <summary>Sets rows of M; those of different parts of M may be set side by side.</summary>
    /// <param name="start">The first of them.</param>
    /// <param name="negative">−M's cells in these rows, from the first column on; those below the diagonal may be anything finite.</param>
    /// <param name="room">Memory of the same shape.</param>
    public void SetRows(int start, Matrix<double> negative, Matrix<T> room)
    {
        var first = FirstColumn(start);
        for (var i = 0; i < negative.Rows; i++)
        {
            TensorPrimitives.ConvertTruncating<double, T>(negative.Row(i), room.Row(i));
            diagonal[start + i] = -double.CreateTruncating(room[i, start + i - first]);
            rowSquares[start + i] = 2 * Vectors.SquaredNorm<T>(room.Row(i)[(start + i - first + 1)..]);
        }
        engine.PackRows(
            (T*)Unsafe.AsPointer(ref room.Origin), room.Stride, room.Rows, room.Columns, Cells + (nint)first * size, size, at: start);
    }

    /// <summary>Factors M, all rows of which are set.</summary>
    /// <returns>Whether M + ΔM is positive definite, with ‖ΔM‖ up to <see cref="Error"/>.</returns>
    public bool IsDefinite(CancellationToken cancellationToken)
    {
        var largest = diagonal.Max();
        var (made, chains, square) = (0, 0.0, rowSquares.Sum());
        var offSquare = square;
        for (; made < size && !RestIsDefinite(made, square); made += BlockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(BlockRows, size - made);
            if (!MakeRows(made, count)) return false;
            chains += count * Math.Sqrt(square + 2 * largest * columnSquares[made..].Sum());
            square = rowSquares[Math.Min(size, made + count)..].Sum();
        }
        chains += 7 * Math.Sqrt(2 * largest * columnSquares.Sum()) + (made + 7) * largest;
        var rounding = largest + Math.Sqrt(offSquare);
        RowsMade = Math.Min(size, made);
        Error = Slack * Unit * (chains + rounding) + size * (made + 8.0) * double.CreateTruncating(T.Epsilon);
        return true;
    }

    private bool RestIsDefinite(int made, double square) =>
        Slack * (Math.Sqrt(square) + columnSquares[made..].Sum()) < diagonal[made..].Min();

    private int Panels(int columns) => (columns + engine.PanelWidth - 1) / engine.PanelWidth;

    private bool MakeRows(int row, int count)
    {
        var (first, next) = (row / engine.PanelWidth, Panels(row + count));
        // The rows' own columns: few, of which each needs those before it.
        if (row > 0) team.Run(new UpdatePart(this, first, row, count), next - first);
        for (var panel = first; panel < next; panel++)
        {
            if (!Eliminate(panel, row, RowsOf(panel, row, count), squares: null)) return false;
            AddSquares(panel, row);
        }
        if (next < PanelCount) team.Run(new RestPart(this, next, row, count), PanelCount - next);
        return true;
    }

    /// <summary>Down to the panel's last column.</summary>
    private int RowsOf(int panel, int row, int count) => Math.Min(count, Math.Min(size, (panel + 1) * engine.PanelWidth) - row);

    private bool Eliminate(int panel, int row, int count, T* squares) => engine.EliminatePanel(
        Cells, size, panel, row, count, (T*)Unsafe.AsPointer(ref reciprocals.Origin), squares);

    /// <summary>The squares of R above its diagonal, in a panel of the rows' own columns.</summary>
    private void AddSquares(int panel, int row)
    {
        var first = panel * engine.PanelWidth;
        var count = Math.Min(engine.PanelWidth, size - first);
        var width = (int)engine.PackedLength(1, count);
        for (var i = row; i < first + count; i++)
        {
            var cells = new ReadOnlySpan<T>(Cells + (nint)first * size + (nint)i * width, count);
            for (var j = Math.Max(0, i + 1 - first); j < count; j++)
                columnSquares[first + j] += double.CreateTruncating(cells[j]) * double.CreateTruncating(cells[j]);
        }
    }

    private void MakeRest(int panel, int row, int count)
    {
        engine.UpdatePanel(Cells, size, panel, row, count);
        var squares = stackalloc T[engine.PanelWidth];
        new Span<T>(squares, engine.PanelWidth).Clear();
        Eliminate(panel, row, count, squares);
        var first = panel * engine.PanelWidth;
        for (var j = 0; j < engine.PanelWidth && first + j < size; j++)
            columnSquares[first + j] += double.CreateTruncating(squares[j]);
    }

    private readonly struct UpdatePart(PanelFactor<T> factor, int first, int row, int count) : IPartedJob
    {
        public void Run(int part, int parts) =>
            factor.engine.UpdatePanel(factor.Cells, factor.size, first + part, row, factor.RowsOf(first + part, row, count));
    }

    private readonly struct RestPart(PanelFactor<T> factor, int first, int row, int count) : IPartedJob
    {
        public void Run(int part, int parts) => factor.MakeRest(first + part, row, count);
    }
}
