using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Some columns of rows of numbers.</summary>
internal sealed class SelectedColumns : DerivedRows
{
    private readonly int[] columns;

    private SelectedColumns(IRawSource rows, int[] columns) : base(rows, columns.Length, rows.Count) => this.columns = columns;

    /// <summary>Those columns, of sparse rows as sparse ones.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns, in their order there.</param>
    public static IRawSource Of(IRawSource rows, int[] columns) => rows is ISparseSampleSource sparse
        ? new SelectedSparseColumns(sparse, columns) : new SelectedColumns(rows, columns);

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
