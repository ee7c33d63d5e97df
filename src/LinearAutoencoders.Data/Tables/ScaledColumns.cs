using System.Numerics.Tensors;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Rows whose columns are divided by a number each.</summary>
internal sealed class ScaledColumns(IRawSource rows, double[] scale) : DerivedRows(rows, rows.Dimension, rows.Count)
{
    private const int NamesShown = 8;

    /// <summary>The table with its columns scaled as asked.</summary>
    /// <exception cref="BadDataException">The file of scales does not fit.</exception>
    public static Table Of(Table table, string asked, WorkerTeam team, CancellationToken cancellationToken)
    {
        if (asked == TableOptions.NoScale) return table;
        var lost = table.Rows as SummedRows;
        var moments = new DataMoments(table.Rows, center: true, team, cancellationToken: cancellationToken);
        var isMeasured = asked == TableOptions.Deviations;
        var scale = TableOptions.RuleOf(asked, table.Rows.Dimension, cancellationToken)
            .Resolve(moments, moments.Count)!;
        return table with
        {
            Rows = lost is null ? new ScaledColumns(table.Rows, scale) : lost.DividedBy(scale),
            Scale = scale,
            Notes = isMeasured ? [.. table.Notes, .. NotesOn(table, moments.Variances)] : table.Notes,
        };
    }

    private static string[] NotesOn(Table table, IEnumerable<double> variances)
    {
        var constant = variances.Index().Where(column => column.Item == 0).Select(column => column.Index).ToList();
        if (constant.Count == 0) return [];
        var named = string.Join(", ", constant.Take(NamesShown).Select(table.NameOf)) + (constant.Count > NamesShown ? ", …" : "");
        return [$"{named} {(constant.Count == 1 ? "has" : "have")} one value only, not scaled"];
    }

    protected override int Make(ReadOnlyMatrix<double> block, long before, Matrix<double> made)
    {
        for (var i = 0; i < block.Rows; i++) TensorPrimitives.Divide(block.Row(i), scale, made.Row(i));
        return block.Rows;
    }
}
