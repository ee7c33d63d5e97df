using System.Globalization;
using System.Text;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Experiments;

/// <summary>Tables 2 and 3: every learning rate of the paper's grids, until the alignment of figure 4 or, where it takes seconds, to the end.</summary>
internal sealed class LearningRateSearch : IExperiment
{
    private readonly Func<Setup, IReadOnlyList<Part>> parts;
    private readonly string title;

    private LearningRateSearch(string id, string title, Func<Setup, IReadOnlyList<Part>> parts) => (Id, this.title, this.parts) = (id, title, parts);

    /// <summary>Table 2.</summary>
    public static LearningRateSearch OnData { get; } = new("table2", "Learning-rate search of figures 2 and 3", setup =>
    [
        new Part($"k = {setup.Profile.K}", SearchGrid.Mnist, row =>
            StoppedAt(StopOf(row, isShort: true), setup.OnData(row.Model, setup.Profile.SearchEpochs)),
            PublishedOnMnist(setup.Profile.K)),
    ]);

    /// <summary>Table 3.</summary>
    public static LearningRateSearch OnSynthetic { get; } = new("table3", "Learning-rate search of figure 4", setup =>
        [.. SearchGrid.Synthetic(setup.Profile).Select(search => new Part(
            $"({search.Part}) k = {search.K}", search.Rows, row =>
                StoppedAt(StopOf(row, isShort: search.Part == 'a'), setup.OnSynthetic(row.Model, search.K)),
            row => PublishedLearningRate.For("synthetic", row.Model.Method, row.Model.Optimizer, search.K)!.Value))]);

    public string Id { get; }

    public IReadOnlyList<RunOptions> Runs(Setup setup) => [.. parts(setup).SelectMany(part => part.Rows.SelectMany(part.RunsOf))];

    public ReportSection Write(Outcome outcome)
    {
        var text = new StringBuilder("part,method,optimizer,learning_rate,published,best,outcome,epochs,axis_alignment\n");
        List<ReportTable> tables = [];
        foreach (var part in parts(outcome.Setup))
        {
            var rows = part.Rows.Select(row => Found(part, row, outcome)).ToList();
            foreach (var row in rows) AppendLines(text, part, row);
            tables.Add(Table(part, rows));
        }
        AtomicFile.WriteText(outcome.PathOf(Id + ".csv"), text.ToString());
        return new ReportSection(
            Id, title,
            $"Epochs until the distance to the axis-aligned solution is below {Setup.Alignment}, and that distance where a run ended that was not stopped there, "
            + "or the epoch at which it diverged. Bold: the first of ours or, where none got there, the nearest. †: the paper's choice.",
            Settings(outcome), outcome.Setup.Command(Id), [], [], tables,
            outcome.Missing == 0 ? [] : [$"{outcome.Missing} runs have not been done; their cells have a dash, and nothing is bold in their rows."]);
    }

    public IEnumerable<MeasuredRun> Measured(Outcome outcome) => outcome.Runs.Select(run => run.Measured(Id));

    /// <summary>Below the epochs of those that got there comes how near the others came; what diverged is last.</summary>
    private static double Rank(AlignmentCell cell) => double.IsFinite(cell.Epochs) ? cell.Epochs : cell.Diverged ? double.MaxValue : 1e9 * (1 + cell.Alignment);

    private static FoundRow Found(Part part, SearchRow row, Outcome outcome)
    {
        var cells = part.RunsOf(row).Select(options => outcome.Runs.FirstOrDefault(run => IsSame(run.Options, options)))
            .Select(run => run is null ? null : new AlignmentCell([run])).ToList();
        // What was not run might be better, and a rate alone in its row is the best of nothing.
        var isDecided = cells.Count > 1 && !cells.Contains(null);
        return new FoundRow(row, cells, isDecided ? cells.OfType<AlignmentCell>().Where(cell => !cell.Diverged).MinBy(Rank) : null);
    }

    private static bool IsSame(RunOptions one, RunOptions other) => RunKey.Of(one, "") == RunKey.Of(other, "");

    private static void AppendLines(StringBuilder text, Part part, FoundRow found)
    {
        for (var i = 0; i < found.Cells.Count; i++)
        {
            if (found.Cells[i] is not { } cell) continue;
            var epochs = double.IsFinite(cell.Epochs) ? cell.Epochs.ToString("F0", CultureInfo.InvariantCulture) : "";
            text.Append(CultureInfo.InvariantCulture, $"{part.Title},{found.Row.Model.Method.Name},{found.Row.Model.Optimizer.Name},{cell.Runs[0].Options.Training.LearningRate:R},");
            text.Append(CultureInfo.InvariantCulture, $"{part.IsPublished(found.Row, i)},{ReferenceEquals(cell, found.Best)},{cell.Outcome},{epochs},{cell.Alignment:G6}\n");
        }
    }

    private static ReportTable Table(Part part, IReadOnlyList<FoundRow> rows)
    {
        var columns = rows.Max(row => row.Cells.Count);
        return new ReportTable(part.Title, ["model", .. Enumerable.Range(1, columns).Select(i => $"rate {i}")],
            [.. rows.Select(found => (IReadOnlyList<string>)
                [found.Row.Model.Title, .. Enumerable.Range(0, columns).Select(i => CellText(part, found, i))])]);
    }

    private static string CellText(Part part, FoundRow found, int index)
    {
        if (index >= found.Cells.Count) return "";
        var rate = part.RunsOf(found.Row)[index].Training.LearningRate!.Value.ToString("0.#e-0", CultureInfo.InvariantCulture);
        var dagger = part.IsPublished(found.Row, index) ? "†" : "";
        if (found.Cells[index] is not { } cell) return $"{rate}{dagger}: –";
        var text = $"{rate}{dagger}: {cell.Text}";
        return ReferenceEquals(cell, found.Best) ? $"**{text}**" : text;
    }

    private List<Setting> Settings(Outcome outcome)
    {
        var options = outcome.Runs[0].Options;
        return
        [
            new("data", options.Data == "synthetic" ? "that of figure 4" : Curves.DataName(options.Data)),
            new("k", string.Join(", ", parts(outcome.Setup).Select(part => part.Title))),
            new("epochs", $"at most {Numbers.Count(options.Training.Epochs)}, evaluated every {options.Training.EvaluateEvery}"),
            new("seed", $"{options.Training.Seed}"),
            new("profile", outcome.Setup.Profile.Name),
        ];
    }

    // A large rate is early, but may not stay: where it takes seconds, runs go on to show it.
    private static double? StopOf(SearchRow row, bool isShort) => isShort && row.Model.Method is not NestedDropout ? null : Setup.Alignment;

    private static RunOptions StoppedAt(double? alignment, RunOptions options) =>
        options.With(training => training with { StopBelowAlignment = alignment });

    private static Func<SearchRow, double> PublishedOnMnist(int k) => row => PublishedLearningRate.For("mnist", row.Model.Method, row.Model.Optimizer, k)!.Value;

    private sealed record FoundRow(SearchRow Row, IReadOnlyList<AlignmentCell?> Cells, AlignmentCell? Best);

    /// <summary>One table: its rows, a run without its rate for each, and the rate that the paper chose.</summary>
    private sealed record Part(string Title, IReadOnlyList<SearchRow> Rows, Func<SearchRow, RunOptions> Base, Func<SearchRow, double> Published)
    {
        /// <summary>The rates as printed where the published rate applies to the data; elsewhere the same multiples of the data's own.</summary>
        public IReadOnlyList<RunOptions> RunsOf(SearchRow row)
        {
            var options = Base(row);
            var scale = options.Training.LearningRate!.Value / Published(row);
            return [.. row.Rates.Select(rate => options.With(training => training with { LearningRate = scale == 1 ? rate : Rounded(rate * scale) }))];
        }

        public bool IsPublished(SearchRow row, int index) => row.Rates[index] == Published(row);

        private static double Rounded(double rate) => double.Parse(rate.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
