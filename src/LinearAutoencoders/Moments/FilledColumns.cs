using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   Adds XᵀX of rows some of whose columns are zero throughout, as the edges of pictures are: those add nothing and are left out.
/// </summary>
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
    private readonly List<Run> runs = [];
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
        var count = runs[^1].End;
        var room = narrow ??= (new(mostRows, most), new(most, most));
        var x = room.Rows.RowRange(0, rows.Rows).ColumnRange(0, count);
        var sum = room.Squares.RowRange(0, count).ColumnRange(0, count);
        team.Run(new Narrow(runs, rows, x), team.Threads);
        team.Run(new CopyTriangle(runs, squares, sum), runs.Count);
        GramSum.Add(ChosenEngine<double>.Value, x, sum, team, mirror: false);
        team.Run(new CopyTriangle(runs.ConvertAll(run => run.Reversed), sum, squares), runs.Count);
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
        runs.Clear();
        for (var column = 0; column < columns; column++)
        {
            if (bits[column] == 0) continue;
            if (runs is [.., var last] && last.From + last.Count == column) runs[^1] = last with { Count = last.Count + 1 };
            else runs.Add(new(column, runs.Count == 0 ? 0 : runs[^1].End, 1));
        }
        return runs.Count > 0 && runs[^1].End <= most;
    }

    /// <summary>Columns beside each other.</summary>
    /// <param name="From">The first of them in X.</param>
    /// <param name="To">The same in what is left of X.</param>
    /// <param name="Count">How many.</param>
    private readonly record struct Run(int From, int To, int Count)
    {
        public int End => To + Count;

        /// <summary>The same the other way.</summary>
        public Run Reversed => new(To, From, Count);

        /// <summary>Those from a column of the second on.</summary>
        public Run StartingAt(int column) => column <= To ? this : new(From + column - To, column, End - column);
    }

    private readonly struct Narrow(List<Run> runs, Matrix<double> from, Matrix<double> to) : IPartedJob
    {
        void IPartedJob.Run(int part, int parts)
        {
            for (var i = part; i < to.Rows; i += parts)
                foreach (var run in runs) from.Row(i).Slice(run.From, run.Count).CopyTo(to.Row(i)[run.To..]);
        }
    }

    /// <summary>A part is the rows of a run; of each, the columns from the diagonal on.</summary>
    private readonly struct CopyTriangle(List<Run> runs, Matrix<double> from, Matrix<double> to) : IPartedJob
    {
        void IPartedJob.Run(int part, int parts)
        {
            for (var i = 0; i < runs[part].Count; i++)
            {
                var (read, written) = (runs[part].From + i, runs[part].To + i);
                for (var j = part; j < runs.Count; j++)
                {
                    var run = runs[j].StartingAt(written);
                    from.Row(read).Slice(run.From, run.Count).CopyTo(to.Row(written)[run.To..]);
                }
            }
        }
    }
}
