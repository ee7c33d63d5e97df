using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>Where a wave of rotations finds its cells and coefficients. All of it is fixed while the wave rolls.</summary>
/// <param name="FirstCell">Cell of the first panel, first column, in the row of position 0.</param>
/// <param name="PanelSize">Cells from one panel to the next.</param>
/// <param name="PanelCount">Number of panels.</param>
/// <param name="Direction">1 if positions count down the rows of a panel, −1 if up.</param>
/// <param name="Cosines">Cosine of sweep 0 for positions 0 and 1; the next position follows.</param>
/// <param name="Sines">Likewise.</param>
/// <param name="SweepStride">Distance from a sweep's coefficients to the next one's.</param>
/// <param name="SweepCount">Number of sweeps, a multiple of the wave's.</param>
/// <param name="Top">First position turned.</param>
/// <param name="Bottom">Last position turned.</param>
internal readonly unsafe record struct RotationWork(
    nint FirstCell, int PanelSize, int PanelCount, int Direction, nint Cosines, nint Sines, int SweepStride, int SweepCount,
    int Top, int Bottom);

/// <summary>Rolls waves of four sweeps of rotations over panels as wide as two vector registers.</summary>
/// <remarks>
///   At each step sweep 0 turns positions r and r + 1, sweep 1 the positions r + 1 and r + 2, and so on. Five rows live in
///   registers, one is loaded and one stored, where one sweep alone loads and stores two for each rotation.
/// </remarks>
internal readonly unsafe struct RotationWave<TVector, TLanes>(RotationWork work) : IPartedJob
    where TVector : struct
    where TLanes : struct, ILanes<TVector, double>
{
    public void Run(int part, int parts)
    {
        var cells = (double*)work.FirstCell;
        for (var panel = work.PanelCount * part / parts; panel < work.PanelCount * (part + 1) / parts; panel++)
            for (var sweep = 0; sweep < work.SweepCount; sweep += RotationBatch.Wave)
                Roll(cells + (nint)panel * work.PanelSize, sweep);
    }

    /// <summary>One wave over one panel, given the cell of position 0.</summary>
    private void Roll(double* positionZero, int sweep)
    {
        var down = (nint)work.Direction * 2 * TLanes.Count;
        var first = (nint)sweep * work.SweepStride + work.Bottom - 1;
        var cosine = (double*)work.Cosines + first;
        var sine = (double*)work.Sines + first;
        // The coefficients of the next sweep of the wave lie a sweep and one rotation further on.
        var next = (nint)work.SweepStride + 1;
        var row = positionZero + (work.Bottom - 1) * down;

        Load(row + down, out var a1, out var b1);
        Load(row + 2 * down, out var a2, out var b2);
        Load(row + 3 * down, out var a3, out var b3);
        Load(row + 4 * down, out var a4, out var b4);
        for (var r = work.Bottom - 1; r >= work.Top - RotationBatch.Pad; r--, row -= down, cosine--, sine--)
        {
            Load(row, out var a0, out var b0);
            Rotate(cosine, sine, ref a0, ref b0, ref a1, ref b1);
            Rotate(cosine + next, sine + next, ref a1, ref b1, ref a2, ref b2);
            Rotate(cosine + 2 * next, sine + 2 * next, ref a2, ref b2, ref a3, ref b3);
            Rotate(cosine + 3 * next, sine + 3 * next, ref a3, ref b3, ref a4, ref b4);
            Store(row + 4 * down, a4, b4);
            (a4, a3, a2, a1) = (a3, a2, a1, a0);
            (b4, b3, b2, b1) = (b3, b2, b1, b0);
        }
        Store(row + down, a1, b1);
        Store(row + 2 * down, a2, b2);
        Store(row + 3 * down, a3, b3);
        Store(row + 4 * down, a4, b4);
    }

    /// <summary>
    /// upper, lower = cos · upper − sin · lower, sin · upper + cos · lower, for both registers of a panel's row.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rotate(
        double* cosine, double* sine, ref TVector upperA, ref TVector upperB, ref TVector lowerA, ref TVector lowerB)
    {
        var minus = -*sine;
        TVector zero = default, c = TLanes.Broadcast(cosine), s = TLanes.Broadcast(sine), t = TLanes.Broadcast(&minus);
        var newUpperA = TLanes.MultiplyAdd(t, lowerA, TLanes.MultiplyAdd(c, upperA, zero));
        var newUpperB = TLanes.MultiplyAdd(t, lowerB, TLanes.MultiplyAdd(c, upperB, zero));
        lowerA = TLanes.MultiplyAdd(s, upperA, TLanes.MultiplyAdd(c, lowerA, zero));
        lowerB = TLanes.MultiplyAdd(s, upperB, TLanes.MultiplyAdd(c, lowerB, zero));
        upperA = newUpperA;
        upperB = newUpperB;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(double* row, out TVector a, out TVector b)
    {
        a = TLanes.Load(row);
        b = TLanes.Load(row + TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(double* row, TVector a, TVector b)
    {
        TLanes.Store(a, row);
        TLanes.Store(b, row + TLanes.Count);
    }
}
