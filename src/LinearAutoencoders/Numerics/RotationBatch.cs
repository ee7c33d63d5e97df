using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>Applies the plane rotations of many QL sweeps to the rows of a matrix.</summary>
/// <remarks>
///   One sweep alone reads and writes the whole matrix for three flops a cell. So sweeps are collected, and four at a time
///   roll over the rows as one wave: at each step sweep 0 turns rows r and r + 1, sweep 1 rows r + 1 and r + 2, and so on;
///   five rows live in registers, one is loaded and one stored (Van Zee, van de Geijn and Quintana-Ortí 2014). The matrix
///   is kept in panels as wide as two vector registers, each contiguous and small enough for the cache; threads take whole
///   panels. A cell meets the same rotations in the same order whatever the width of a panel.
/// </remarks>
internal sealed class RotationBatch
{
    /// <summary>Sweeps that make a wave.</summary>
    private const int Wave = 4;

    /// <summary>Rotations beyond both ends of the rows: identities, on zero rows, so that a wave needs no special ends.</summary>
    private const int Pad = Wave - 1;

    /// <summary>Sweeps collected before the matrix is touched.</summary>
    private const int Capacity = 32;

    private static int Width => 2 * Vector<double>.Count;

    private readonly WorkerTeam team;
    private readonly int size;
    private readonly int columns;
    // Panel after panel, each of size + 2 Pad rows.
    private readonly Matrix<double> panels;
    // Of sweep s, the rotation of positions i and i + 1 is at [s · sweepStride + Pad + i].
    private readonly double[] cosines;
    private readonly double[] sines;
    private readonly int sweepStride;
    private readonly int[] tops = new int[Capacity];
    private readonly int[] bottoms = new int[Capacity];
    private int count;
    private int origin;
    private int direction;

    /// <summary>A batch that turns the rows of a copy of the given matrix.</summary>
    public RotationBatch(Matrix<double> rows, WorkerTeam team)
    {
        this.team = team;
        (size, columns) = (rows.Rows, rows.Columns);
        panels = new Matrix<double>((columns + Width - 1) / Width * PanelRows, Width);
        sweepStride = size + 2 * Pad;
        cosines = new double[Capacity * sweepStride];
        sines = new double[Capacity * sweepStride];
        for (var first = 0; first < columns; first += Width)
            for (var i = 0; i < size; i++)
                rows.Row(i)[first..Math.Min(first + Width, columns)].CopyTo(panels.Row(PanelRow(first, i)));
    }

    private int PanelRows => size + 2 * Pad;

    private int PanelRow(int column, int row) => column / Width * PanelRows + Pad + row;

    /// <summary>Makes room for a sweep of the rotations of positions (i, i + 1), i from bottom − 1 down to top.</summary>
    /// <param name="blockOrigin">The matrix row of position 0.</param>
    /// <param name="blockDirection">1 or −1: the matrix rows of positions 1, 2, … lie below or above that row.</param>
    /// <param name="top">First position.</param>
    /// <param name="bottom">Last position.</param>
    /// <param name="sweepCosines">For the caller to fill: [i − top] belongs to the rotation of positions i and i + 1.</param>
    /// <param name="sweepSines">Likewise: upper, lower = cos · upper − sin · lower, sin · upper + cos · lower.</param>
    public void Begin(
        int blockOrigin, int blockDirection, int top, int bottom, out Span<double> sweepCosines, out Span<double> sweepSines)
    {
        if (count == Capacity || origin != blockOrigin || direction != blockDirection) Flush();
        (origin, direction) = (blockOrigin, blockDirection);
        (tops[count], bottoms[count]) = (top, bottom);
        var first = count * sweepStride + Pad + top;
        sweepCosines = cosines.AsSpan(first, bottom - top);
        sweepSines = sines.AsSpan(first, bottom - top);
        count++;
    }

    /// <summary>Applies the rotations collected so far.</summary>
    public void Flush()
    {
        if (count == 0) return;
        var top = TensorPrimitives.Min<int>(tops.AsSpan(0, count));
        var bottom = TensorPrimitives.Max<int>(bottoms.AsSpan(0, count));
        for (; count % Wave != 0; count++) (tops[count], bottoms[count]) = (bottom, bottom);
        for (var s = 0; s < count; s++)
        {
            var first = s * sweepStride + Pad;
            FillIdentity(first + top - Pad, first + tops[s]);
            FillIdentity(first + bottoms[s], first + bottom + Pad);
        }
        team.Run(new ApplyJob(this, top, bottom));
        count = 0;
    }

    /// <summary>Copies row <paramref name="i"/> of the turned matrix.</summary>
    public void CopyRow(int i, Span<double> destination)
    {
        for (var first = 0; first < columns; first += Width)
            panels.Row(PanelRow(first, i))[..Math.Min(Width, columns - first)].CopyTo(destination[first..]);
    }

    private void FillIdentity(int start, int end)
    {
        cosines.AsSpan(start..end).Fill(1);
        sines.AsSpan(start..end).Clear();
    }

    private readonly struct ApplyJob(RotationBatch batch, int top, int bottom) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var panelCount = batch.panels.Rows / batch.PanelRows;
            for (var panel = panelCount * part / parts; panel < panelCount * (part + 1) / parts; panel++)
                for (var s = 0; s < batch.count; s += Wave)
                    Roll(ref batch.panels[panel * batch.PanelRows + Pad + batch.origin, 0], s);
        }

        /// <summary>One wave over one panel, given position 0 of the panel and the first sweep of the wave.</summary>
        private void Roll(ref double positionZero, int sweep)
        {
            var down = (nint)batch.direction * Width;
            var half = (nint)Vector<double>.Count;
            ref var cos = ref batch.cosines[sweep * batch.sweepStride + Pad + bottom - 1];
            ref var sin = ref batch.sines[sweep * batch.sweepStride + Pad + bottom - 1];
            // Sweep s turns positions r + s and r + s + 1: its coefficients lie s sweeps and s rotations further on.
            var next = batch.sweepStride + 1;
            ref var row = ref Unsafe.Add(ref positionZero, (bottom - 1) * down);

            Load(ref Unsafe.Add(ref row, down), half, out var a1, out var b1);
            Load(ref Unsafe.Add(ref row, 2 * down), half, out var a2, out var b2);
            Load(ref Unsafe.Add(ref row, 3 * down), half, out var a3, out var b3);
            Load(ref Unsafe.Add(ref row, 4 * down), half, out var a4, out var b4);
            for (var r = bottom - 1; r >= top - Pad; r--)
            {
                Load(ref row, half, out var a0, out var b0);
                Rotate(cos, sin, ref a0, ref b0, ref a1, ref b1);
                Rotate(Unsafe.Add(ref cos, next), Unsafe.Add(ref sin, next), ref a1, ref b1, ref a2, ref b2);
                Rotate(Unsafe.Add(ref cos, 2 * next), Unsafe.Add(ref sin, 2 * next), ref a2, ref b2, ref a3, ref b3);
                Rotate(Unsafe.Add(ref cos, 3 * next), Unsafe.Add(ref sin, 3 * next), ref a3, ref b3, ref a4, ref b4);
                Store(ref Unsafe.Add(ref row, 4 * down), half, a4, b4);
                (a4, a3, a2, a1) = (a3, a2, a1, a0);
                (b4, b3, b2, b1) = (b3, b2, b1, b0);
                row = ref Unsafe.Subtract(ref row, down);
                cos = ref Unsafe.Subtract(ref cos, 1);
                sin = ref Unsafe.Subtract(ref sin, 1);
            }
            Store(ref Unsafe.Add(ref row, down), half, a1, b1);
            Store(ref Unsafe.Add(ref row, 2 * down), half, a2, b2);
            Store(ref Unsafe.Add(ref row, 3 * down), half, a3, b3);
            Store(ref Unsafe.Add(ref row, 4 * down), half, a4, b4);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Rotate(
            double cosine, double sine,
            ref Vector<double> upperA, ref Vector<double> upperB, ref Vector<double> lowerA, ref Vector<double> lowerB)
        {
            var c = new Vector<double>(cosine);
            var s = new Vector<double>(sine);
            (upperA, lowerA) = (
                Vector.FusedMultiplyAdd(-s, lowerA, c * upperA), Vector.FusedMultiplyAdd(s, upperA, c * lowerA));
            (upperB, lowerB) = (
                Vector.FusedMultiplyAdd(-s, lowerB, c * upperB), Vector.FusedMultiplyAdd(s, upperB, c * lowerB));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Load(ref double row, nint half, out Vector<double> a, out Vector<double> b)
        {
            a = Vector.LoadUnsafe(ref row);
            b = Vector.LoadUnsafe(ref row, (nuint)half);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store(ref double row, nint half, Vector<double> a, Vector<double> b)
        {
            a.StoreUnsafe(ref row);
            b.StoreUnsafe(ref row, (nuint)half);
        }
    }
}
