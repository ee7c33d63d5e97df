using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Cli.Model;

/// <summary>Rows that a model is applied to: what is missing in them is filled in from the model, never from the rows themselves.</summary>
internal static class MissingRows
{
    /// <summary>How the data is to be opened for that.</summary>
    public static DataOptions Kept(DataOptions options) => options.Table.Missing == MissingValues.Mean
        ? options with { Table = options.Table with { Missing = MissingValues.Em } } : options;

    /// <summary>The rows as asked, complete.</summary>
    /// <param name="rows">NaN where a value is missing.</param>
    /// <param name="asked">What is to become of it.</param>
    /// <param name="fill">Fills some rows in place, and says how many values were missing.</param>
    public static CompletedSource Of(ISampleSource rows, MissingValues asked, Func<Matrix<double>, MissingFill, int> fill)
    {
        var how = asked == MissingValues.Mean ? MissingFill.Mean : MissingFill.Expected;
        return new(rows, block => asked is MissingValues.Mean or MissingValues.Em ? fill(block, how) : RequireComplete(rows.Name, block));
    }

    /// <summary>Says how many values were filled in, if some were.</summary>
    public static void Say(RunDisplay display, string name, CompletedSource rows, MissingValues asked)
    {
        if (rows.Filled == 0) return;
        var what = asked == MissingValues.Mean ? "the model's mean" : "what the model expects of them";
        display.Say($"{name}: {Runs.NumberText.Count(rows.Filled)} missing value{(rows.Filled == 1 ? "" : "s")} filled with {what}");
    }

    private static int RequireComplete(string name, Matrix<double> block)
    {
        for (var i = 0; i < block.Rows; i++)
            if (HiddenValues.PlacesIn(block.Row(i)) is [var column, ..])
                throw new BadDataException(Invariant(
                    $"{name}: a value of column {column + 1} is missing (NaN); fill it in, or give --missing drop, mean or em"));
        return 0;
    }
}
