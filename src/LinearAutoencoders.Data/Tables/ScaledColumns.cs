using System.Numerics.Tensors;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Rows whose columns are divided by a number each.</summary>
internal sealed class ScaledColumns(IRawSource rows, double[] scale) : DerivedRows(rows, rows.Dimension, rows.Count)
{
    /// <summary>The table with its columns scaled as asked.</summary>
    /// <exception cref="BadDataException">The file of scales does not fit.</exception>
    public static Table Of(Table table, string asked, WorkerTeam team, CancellationToken cancellationToken)
    {
        if (asked == TableOptions.NoScale) return table;
        var (scale, notes) = asked == TableOptions.Deviations
            ? Deviations(table, team, cancellationToken) : (Read(table, asked, cancellationToken), []);
        return table with
        {
            Rows = WeightedRows.Like(table.Rows, new ScaledColumns(table.Rows, scale)),
            Scale = scale,
            Notes = [.. table.Notes, .. notes],
        };
    }

    private static (double[] Scale, string[] Notes) Deviations(Table table, WorkerTeam team, CancellationToken cancellationToken)
    {
        var deviations = ColumnDeviations.Of(table.Rows, team, cancellationToken);
        List<int> constant = [.. Enumerable.Range(0, deviations.Length).Where(column => deviations[column] == 0)];
        foreach (var column in constant) deviations[column] = 1;
        if (constant.Count == 0) return (deviations, []);
        var (named, has) = (string.Join(", ", constant.Take(8).Select(table.NameOf)), constant.Count == 1 ? "has" : "have");
        return (deviations, [$"{named}{(constant.Count > 8 ? ", …" : "")} {has} one value only, not scaled"]);
    }

    private static double[] Read(Table table, string path, CancellationToken cancellationToken)
    {
        var scale = NpyFile.ReadVector<double>(path, cancellationToken);
        if (scale.Length != table.Rows.Dimension)
            throw new BadDataException(
                $"{path} has {scale.Length} scales but {table.Rows.Name} has {table.Rows.Dimension} columns; give one for each");
        var bad = Array.FindIndex(scale, value => !(value > 0));
        return bad < 0 ? scale : throw new BadDataException(
            FormattableString.Invariant($"{path}: value {bad + 1} is {scale[bad]}; give numbers above 0"));
    }

    protected override int Make(ReadOnlyMatrix<double> block, long before, Matrix<double> made)
    {
        for (var i = 0; i < block.Rows; i++) TensorPrimitives.Divide(block.Row(i), scale, made.Row(i));
        return block.Rows;
    }
}
