using System.Globalization;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Table2And3LearningRateSearch;

/// <summary>One table of a search: its rows, a run without its rate for each, and the rate that the paper chose.</summary>
internal sealed record SearchPart(
    string Title, IReadOnlyList<SearchRow> Rows, Func<SearchRow, RunOptions> Base, Func<SearchRow, double> Published)
{
    /// <summary>
    ///   The rates as printed where the published rate applies to the data; elsewhere the same multiples of the data's own.
    /// </summary>
    public IReadOnlyList<RunOptions> RunsOf(SearchRow row)
    {
        var options = Base(row);
        var scale = options.Training.LearningRate!.Value / Published(row);
        return [.. row.Rates.Select(rate => options.With(training => training with
        {
            LearningRate = scale == 1 ? rate : Rounded(rate * scale),
        }))];
    }

    /// <summary>The row with what was found for it.</summary>
    public FoundRow Find(SearchRow row, IReadOnlyList<FinishedRun> finished)
    {
        var cells = RunsOf(row).Select((options, i) => new FoundCell(
            options.Training.LearningRate!.Value, row.Rates[i] == Published(row),
            finished.FirstOrDefault(run => RunKey.IsSame(run.Options, options)) is { } run ? new AlignmentCell([run]) : null));
        return new FoundRow(row.Model, [.. cells]);
    }

    private static double Rounded(double rate) =>
        double.Parse(rate.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

/// <summary>A learning rate, and how it did; null when it was not run.</summary>
internal sealed record FoundCell(double Rate, bool IsPublished, AlignmentCell? Result);

/// <summary>All learning rates of a model, and how they did.</summary>
internal sealed record FoundRow(Model Model, IReadOnlyList<FoundCell> Cells)
{
    /// <summary>
    ///   The best; null where it is not decided: what was not run might be better, and a rate alone in its row is the best of
    ///   nothing.
    /// </summary>
    public FoundCell? Best => Cells.Count > 1 && Cells.All(cell => cell.Result is not null)
        ? Cells.Where(cell => !cell.Result!.Diverged).MinBy(cell => Rank(cell.Result!)) : null;

    /// <summary>Behind the epochs of those that got there comes how near the others came.</summary>
    private static double Rank(AlignmentCell cell) => double.IsFinite(cell.Epochs) ? cell.Epochs : 1e9 * (1 + cell.Alignment);
}
