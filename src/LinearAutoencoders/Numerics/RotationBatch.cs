using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace LinearAutoencoders.Numerics;

/// <summary>Applies the plane rotations of many QL sweeps to the rows of a matrix.</summary>
/// <remarks>
///   One sweep alone reads and writes the whole matrix for three flops a cell. So sweeps are collected, and roll over the
///   rows four at a time (<see cref="RotationWave{TVector, TLanes}"/>; Van Zee, van de Geijn and Quintana-Ortí 2014). The
///   matrix is kept in panels as wide as two vector registers, each contiguous and small enough for the cache; threads take
///   whole panels. A cell meets the same rotations in the same order whatever the width of a panel.
/// </remarks>
internal sealed unsafe class RotationBatch
{
    /// <summary>Sweeps that make a wave.</summary>
    public const int Wave = 4;

    /// <summary>
    /// Rotations beyond both ends of the rows: identities, on zero rows, so that a wave needs no special ends.
    /// </summary>
    public const int Pad = Wave - 1;

    /// <summary>Sweeps collected before the matrix is touched.</summary>
    private const int Capacity = 32;

    private readonly WorkerTeam team;
    private readonly string tile;
    private readonly int size;
    private readonly int columns;
    private readonly int width;
    // Panel after panel, each of size + 2 Pad rows.
    private readonly Matrix<double> panels;
    // One row a sweep; the rotation of positions i and i + 1 is in column Pad + i.
    private readonly Matrix<double> cosines;
    private readonly Matrix<double> sines;
    private readonly int[] tops = new int[Capacity];
    private readonly int[] bottoms = new int[Capacity];
    private int count;
    private int origin;
    private int direction;

    /// <summary>A batch that turns the rows of a copy of the given matrix.</summary>
    /// <param name="rows">The matrix.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="tile">A name from <see cref="TileChoice"/>; none: what matrix products use.</param>
    public RotationBatch(Matrix<double> rows, WorkerTeam team, string? tile = null)
    {
        this.team = team;
        this.tile = tile ?? TileChoice.Chosen(Environment.GetEnvironmentVariable(TileChoice.Variable));
        (size, columns) = (rows.Rows, rows.Columns);
        width = 2 * LanesOf(this.tile);
        panels = new Matrix<double>((columns + width - 1) / width * PanelRows, width);
        cosines = new Matrix<double>(Capacity, size + 2 * Pad);
        sines = new Matrix<double>(Capacity, size + 2 * Pad);
        Load(rows);
    }

    /// <summary>Takes a copy of another matrix of the same shape.</summary>
    public void Load(Matrix<double> rows)
    {
        for (var first = 0; first < columns; first += width)
            for (var i = 0; i < size; i++)
                rows.Row(i)[first..Math.Min(first + width, columns)].CopyTo(panels.Row(PanelRow(first, i)));
    }

    private int PanelRows => size + 2 * Pad;

    private int PanelRow(int column, int row) => column / width * PanelRows + Pad + row;

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
        sweepCosines = cosines.Row(count).Slice(Pad + top, bottom - top);
        sweepSines = sines.Row(count).Slice(Pad + top, bottom - top);
        count++;
    }

    /// <summary>Applies the rotations collected so far.</summary>
    public void Flush()
    {
        if (count == 0) return;
        var top = TensorPrimitives.Min<int>(tops.AsSpan(0, count));
        var bottom = TensorPrimitives.Max<int>(bottoms.AsSpan(0, count));
        for (; count % Wave != 0; count++) (tops[count], bottoms[count]) = (bottom, bottom);
        for (var sweep = 0; sweep < count; sweep++)
        {
            FillIdentity(sweep, top - Pad, tops[sweep]);
            FillIdentity(sweep, bottoms[sweep], bottom + Pad);
        }
        fixed (double* cell = panels.Row(Pad + origin), cosine = cosines.Row(0)[Pad..], sine = sines.Row(0)[Pad..])
            Apply(new RotationWork(
                (nint)cell, PanelRows * width, panels.Rows / PanelRows, direction,
                (nint)cosine, (nint)sine, cosines.Stride, count, top, bottom));
        count = 0;
    }

    /// <summary>Copies row <paramref name="i"/> of the turned matrix.</summary>
    public void CopyRow(int i, Span<double> destination)
    {
        for (var first = 0; first < columns; first += width)
            panels.Row(PanelRow(first, i))[..Math.Min(width, columns - first)].CopyTo(destination[first..]);
    }

    private void FillIdentity(int sweep, int from, int to)
    {
        cosines.Row(sweep)[(Pad + from)..(Pad + to)].Fill(1);
        sines.Row(sweep)[(Pad + from)..(Pad + to)].Clear();
    }

    private void Apply(RotationWork work)
    {
        switch (tile)
        {
            case "vector512": Run(new RotationWave<Vector512<double>, Lanes512<double>>(work)); break;
            case "vector256": Run(new RotationWave<Vector256<double>, Lanes256<double>>(work)); break;
            case "vector128": Run(new RotationWave<Vector128<double>, Lanes128<double>>(work)); break;
            default: Run(new RotationWave<double, ScalarLane<double>>(work)); break;
        }
    }

    private static int LanesOf(string tile) => tile switch
    {
        "vector512" => Lanes512<double>.Count,
        "vector256" => Lanes256<double>.Count,
        "vector128" => Lanes128<double>.Count,
        _ => ScalarLane<double>.Count,
    };

    /// <summary>On the team where there are cells enough to pay for waking it.</summary>
    private void Run<TJob>(TJob job) where TJob : struct, IPartedJob
    {
        const int worthATeam = 16 * 1024;
        if (size * (long)columns >= worthATeam) team.Run(job);
        else job.Run(0, 1);
    }
}
