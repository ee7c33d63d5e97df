using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Adds XᵀX of rows some of whose columns are zero throughout, as the edges of pictures are: those add nothing and are left out.</summary>
/// <remarks>Each cell is the same chain of sums as with them: the same bits.</remarks>
/// <param name="mostRows">Of X, at once.</param>
/// <param name="columns">m.</param>
internal sealed class FilledColumns(int mostRows, int columns)
{
    /// <summary>Beyond it the copies would take memory that matters.</summary>
    private const int MostColumns = 2048;

    /// <summary>Copying pays where a tenth of the columns is zero.</summary>
    private readonly int most = columns <= MostColumns ? columns * 9 / 10 : 0;

    private readonly long[] bits = new long[columns];
    private int[] filled = [];
    private (Matrix<double> Rows, Matrix<double> Squares)? narrow;

    /// <summary>squares += XᵀX.</summary>
    /// <param name="rows">X.</param>
    /// <param name="squares">m × m, of which the upper triangle counts.</param>
    /// <param name="team">The threads to use.</param>
    public void AddProducts(Matrix<double> rows, Matrix<double> squares, WorkerTeam team)
    {
        if (!Find(rows))
        {
            GramSum.Add(ChosenEngine<double>.Value, rows, squares, team, mirror: false);
            return;
        }
        var room = narrow ??= (new(mostRows, most), new(most, most));
        var x = room.Rows.RowRange(0, rows.Rows).ColumnRange(0, filled.Length);
        var sum = room.Squares.RowRange(0, filled.Length).ColumnRange(0, filled.Length);
        team.Run(new Narrow(filled, rows, x), team.Threads);
        team.Run(new NarrowTriangle(filled, squares, sum), filled.Length);
        GramSum.Add(ChosenEngine<double>.Value, x, sum, team, mirror: false);
        team.Run(new WidenTriangle(filled, sum, squares), filled.Length);
    }

    /// <summary>The columns that are not zero, if these are few enough.</summary>
    private bool Find(Matrix<double> rows)
    {
        Array.Clear(bits);
        for (var i = 0; i < rows.Rows; i++)
        {
            TensorPrimitives.BitwiseOr(bits, MemoryMarshal.Cast<double, long>(rows.Row(i)), bits);
            // Most data has no zeros: its first row says so.
            if ((i & (i - 1)) == 0 && columns - bits.AsSpan().Count(0) > most) return false;
        }
        filled = [.. Enumerable.Range(0, columns).Where(column => bits[column] != 0)];
        return filled.Length <= most && filled.Length > 0;
    }

    private readonly struct Narrow(int[] filled, Matrix<double> from, Matrix<double> to) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            for (var i = part; i < to.Rows; i += parts) Gather(from.Row(i), filled, to.Row(i));
        }
    }

    private readonly struct NarrowTriangle(int[] filled, Matrix<double> from, Matrix<double> to) : IPartedJob
    {
        public void Run(int part, int parts) => Gather(from.Row(filled[part]), filled.AsSpan(part), to.Row(part)[part..]);
    }

    private readonly struct WidenTriangle(int[] filled, Matrix<double> from, Matrix<double> to) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var cells = from.Row(part);
            var row = to.Row(filled[part]);
            for (var j = part; j < filled.Length; j++) row[filled[j]] = cells[j];
        }
    }

    private static void Gather(ReadOnlySpan<double> from, ReadOnlySpan<int> columns, Span<double> to)
    {
        for (var j = 0; j < columns.Length; j++) to[j] = from[columns[j]];
    }
}
