using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data;

/// <summary>Data in the columns of a model: by name where both have names, else in their order.</summary>
internal static class ModelColumns
{
    private const int NamesShown = 8;

    /// <summary>The rows with the model's columns in the model's order.</summary>
    /// <param name="wanted">The names of the model's columns, if they have some.</param>
    /// <param name="data">The data.</param>
    /// <returns>The rows, and what was done to them if something was.</returns>
    /// <exception cref="BadDataException">The columns are others.</exception>
    public static (ISampleSource Rows, string? Note) Of(IReadOnlyList<string>? wanted, Dataset data)
    {
        if (wanted is null || data.ColumnNames is not { } given) return (data.Source, null);
        if (given.SequenceEqual(wanted)) return (data.Source, null);
        RequireSame(data.Name, wanted, given);
        if (data.Source is SummedRows)
            throw new BadDataException(
                $"{data.Name} has the columns of the model in another order, which a sum of samples keeps; "
                + "sum the data in the model's order");
        int[] places = [.. wanted.Select(name => given.ToList().IndexOf(name))];
        return (new MappedSource(data.Source, places.Length, (rows, _) => Ordered(rows, places)), "columns taken by their names");
    }

    private static void RequireSame(string data, IReadOnlyList<string> wanted, IReadOnlyList<string> given)
    {
        List<string> missing = [.. wanted.Except(given)], unknown = [.. given.Except(wanted)];
        if (missing.Count > 0)
            throw new BadDataException(
                $"{data} has no {Listed(missing)}, which the model has; give data with the columns that it was fitted to");
        if (unknown.Count > 0)
            throw new BadDataException(
                $"{data} has {Listed(unknown)}, which the model has not; leave out with --exclude {string.Join(',', unknown)}");
        if (wanted.Count != given.Count || wanted.Distinct().Count() != wanted.Count)
            throw new BadDataException(
                $"{data} and the model have several columns of one name in different orders; give each column a name of its own");
    }

    private static string Listed(List<string> names) => (names.Count == 1 ? "column " : "columns ")
        + string.Join(", ", names.Take(NamesShown)) + (names.Count > NamesShown ? $" and {names.Count - NamesShown} more" : "");

    private static Matrix<double> Ordered(Matrix<double> rows, int[] places)
    {
        var ordered = new Matrix<double>(rows.Rows, places.Length);
        for (var i = 0; i < rows.Rows; i++)
        {
            var from = rows.Row(i);
            var to = ordered.Row(i);
            for (var j = 0; j < places.Length; j++) to[j] = from[places[j]];
        }
        return ordered;
    }
}
