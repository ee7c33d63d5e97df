using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Some columns of rows of numbers.</summary>
internal sealed class SelectedColumns(IRawSource rows, int[] columns) : DerivedRows(rows, columns.Length, rows.Count)
{
    protected override int Make(ReadOnlyMatrix<double> block, long before, Matrix<double> made)
    {
        for (var i = 0; i < block.Rows; i++)
        {
            var from = block.Row(i);
            var to = made.Row(i);
            for (var j = 0; j < columns.Length; j++) to[j] = from[columns[j]];
        }
        return block.Rows;
    }
}
