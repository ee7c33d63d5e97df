using System.Numerics;
using System.Runtime.InteropServices;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>From values as a source stores them to a block of doubles, on a team.</summary>
internal static class BlockConversion
{
    /// <summary>Cells of a block: 512 KB of doubles, which the next reader still finds in the second-level cache.</summary>
    private const int BlockCells = 1 << 16;

    /// <summary>A thread is worth waking for so many cells.</summary>
    private const int CellsWorthWaking = 1 << 17;

    /// <summary>Rows of a block of so many columns: one at least, and no more than there are.</summary>
    public static int RowsOf(int columns, long count) =>
        (int)Math.Clamp(BlockCells / Math.Max(columns, 1), 1, Math.Max(count, 1));

    /// <summary>In how many parts to go through a block, each of them some of its columns.</summary>
    public static int PartsOf(int rows, int columns, WorkerTeam team) =>
        (int)Math.Clamp((long)rows * columns / CellsWorthWaking, 1, Math.Min(team.Threads, Math.Max(columns, 1)));

    /// <summary>The columns of a part.</summary>
    public static (int Start, int Count) Share(int columns, int part, int parts)
    {
        var start = (int)((long)columns * part / parts);
        return (start, (int)((long)columns * (part + 1) / parts) - start);
    }

    /// <summary>Widens floats.</summary>
    public static void Widen<T>(Matrix<T> from, Matrix<double> to, WorkerTeam team)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        team.Run(new WidenPart<T>(from, to), PartsOf(to.Rows, to.Columns, team));

    /// <summary>Widens values that lie row after row; those that are bytes are divided by a number.</summary>
    public static void Convert<TRaw>(ReadOnlyMemory<TRaw> values, double divisor, Matrix<double> to, WorkerTeam team)
        where TRaw : unmanaged, INumber<TRaw> =>
        team.Run(
            new ConvertPart<TRaw>(values, typeof(TRaw) == typeof(byte) ? RowConversion.Quotients(divisor) : [], to),
            PartsOf(to.Rows, to.Columns, team));

    private readonly struct WidenPart<T>(Matrix<T> from, Matrix<double> to) : IPartedJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int parts)
        {
            var (start, count) = Share(to.Columns, part, parts);
            for (var i = 0; i < to.Rows; i++)
                RowConversion.Widen<T>(from.Row(i).Slice(start, count), to.Row(i).Slice(start, count));
        }
    }

    private readonly struct ConvertPart<TRaw>(ReadOnlyMemory<TRaw> values, double[] quotients, Matrix<double> to) : IPartedJob
        where TRaw : unmanaged, INumber<TRaw>
    {
        public void Run(int part, int parts)
        {
            var (start, count) = Share(to.Columns, part, parts);
            for (var i = 0; i < to.Rows; i++)
            {
                var from = values.Span.Slice(i * to.Columns + start, count);
                var row = to.Row(i).Slice(start, count);
                if (typeof(TRaw) == typeof(byte)) RowConversion.LookUp(MemoryMarshal.AsBytes(from), quotients, row);
                else RowConversion.Widen(from, row);
            }
        }
    }
}
