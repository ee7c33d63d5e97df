using System.CommandLine;
using LinearAutoencoders.Data;

namespace LinearAutoencoders.Cli;

/// <summary>The options that say how a table is written and what its columns are for, shared by all commands that take data.</summary>
internal sealed class TableArguments
{
    private static readonly TableOptions Defaults = new();

    private readonly OptionTable<TableOptions> table = new();

    /// <param name="repeatsColumns">Whether the command writes a table in which columns can be repeated.</param>
    /// <param name="usesWeights">Whether it can weigh samples.</param>
    /// <param name="scales">Whether the data is to be scaled as it is read, not by a model.</param>
    /// <param name="estimates">Whether missing values can be estimated.</param>
    public TableArguments(bool repeatsColumns = false, bool usesWeights = false, bool scales = true, bool estimates = false)
    {
        table.Add(Options.Text("--columns", "columns to use, such as a,x*,3-7,first:last [all that hold numbers]", "LIST"),
            (options, value) => options with { Columns = value });
        table.Add(Options.Text("--exclude", "columns to leave out", "LIST"), (options, value) => options with { Exclude = value });
        table.Add(Options.Text("--label", "columns that say what a sample is, no part of the data [those that hold text]", "LIST"),
            (options, value) => options with { Label = value });
        if (repeatsColumns)
            table.Add(Options.Text("--passthrough", "columns to repeat in the output, no part of the data", "LIST"),
                (options, value) => options with { Passthrough = value });
        if (usesWeights)
            table.Add(Options.Text("--weights", "column that says how much a sample counts, no part of the data", "COLUMN"),
                (options, value) => options with { Weights = value });
        table.Add(Options.Kind<Header>("--header", "whether the first line of a text holds names", Defaults.Header),
            (options, value) => options with { Header = value });
        table.Add(
            Options.Character("--separator", "what is between two cells of a text: a character, tab, or blanks [found]", "C",
                new() { ["tab"] = '\t', ["\\t"] = '\t', ["blanks"] = ' ', ["blank"] = ' ', ["space"] = ' ' }),
            (options, value) => options with { Separator = value });
        table.Add(Options.Character("--decimal", "decimal point of a text: . or , [found]", "C", [], ".,"),
            (options, value) => options with { DecimalPoint = value });
        table.Add(Options.Character("--comment", $"lines of a text that start so are passed over; none: none are [{Defaults.Comment}]", "C",
                new() { ["none"] = None }),
            (options, value) => options with { Comment = value == None ? null : value });
        table.Add(
            Options.Kind("--missing", "samples with missing values: refuse the data, drop them, or fill with the mean"
                + (estimates ? ", or with what is expected by probabilistic PCA" : ""), Defaults.Missing,
                without: estimates ? [] : [MissingValues.Em]),
            (options, value) => options with { Missing = value });
        if (!scales) return;
        table.Add(
            Options.Text("--scale", "divide columns by their standard deviations (std), by a number, or by those in a .npy file "
                + $"[{Defaults.Scale}]", "none|std|X|FILE"),
            (options, value) => options with { Scale = value });
    }

    private const char None = '\0';

    public IEnumerable<Option> All => table.All;

    public TableOptions Read(ParseResult line) => table.Apply(line, Defaults);
}
