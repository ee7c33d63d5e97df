using System.Globalization;
using LinearAutoencoders.Data;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Table2And3LearningRateSearch;

/// <summary>
///   Tables 2 and 3: every learning rate of the paper's grids, until the alignment of figure 4 or, where it takes seconds, to
///   the end.
/// </summary>
internal abstract class LearningRateSearch : IExperiment
{
    /// <summary>Table 2, on the data of figures 2 and 3.</summary>
    public static LearningRateSearch OnData { get; } = new DataSearch();

    /// <summary>Table 3, on the synthetic data of figure 4.</summary>
    public static LearningRateSearch OnSynthetic { get; } = new SyntheticSearch();

    public abstract string Id { get; }

    public abstract bool IsOnData { get; }

    public IReadOnlyList<RunOptions> Runs(Setup setup) =>
        [.. Parts(setup).SelectMany(part => part.Rows.SelectMany(part.RunsOf))];

    public abstract IReadOnlyList<Finding> Findings(ReproductionResults results);

    public ReportSection Write(Outcome outcome)
    {
        var parts = Parts(outcome.Setup).Select(part =>
            (part.Title, Rows: (IReadOnlyList<FoundRow>)[.. part.Rows.Select(row => part.Find(row, outcome.Runs))])).ToList();
        File(parts).Save(outcome.PathOf(".csv"));
        return new ReportSection
        {
            Id = Id,
            Title = Title,
            Caption = $"Epochs until the distance to the axis-aligned solution is below {Setup.Alignment}, and that distance "
                + "where a run ended that was not stopped there, or the epoch at which it diverged. Bold: the first of ours "
                + "or, where none got there, the nearest. †: the paper's choice.",
            Settings = Settings(outcome, parts.Select(part => part.Title)),
            Command = outcome.Command,
            Tables = [.. parts.Select(part => Table(part.Title, part.Rows))],
            Notes = outcome.Missing == 0 ? []
                : [$"{outcome.Missing} runs have not been done; their cells have a dash, and nothing is bold in their rows."],
        };
    }

    /// <summary>Heads the section.</summary>
    protected abstract string Title { get; }

    /// <summary>Its tables.</summary>
    protected abstract IReadOnlyList<SearchPart> Parts(Setup setup);

    /// <summary>A large rate is early, but may not stay: where it takes seconds, runs go on to show it.</summary>
    protected static RunOptions GoingOn(RunOptions options, bool isShort) => options.With(training => training with
    {
        StopBelowAlignment = isShort && !training.Method.NeedsSamples ? null : Setup.Alignment,
    });

    private static CsvTable File(IEnumerable<(string Title, IReadOnlyList<FoundRow> Rows)> parts)
    {
        var table = new CsvTable(
            "part", "method", "optimizer", "learning_rate", "published", "best", "outcome", "epochs", "axis_alignment");
        foreach (var (part, rows) in parts)
            foreach (var row in rows)
                foreach (var cell in row.Cells)
                    if (cell.Result is { } result)
                        table.Add(
                            part, row.Model.Method.Name, row.Model.Optimizer.Name, cell.Rate, cell.IsPublished,
                            cell == row.Best, result.Outcome, result.Epochs, result.Alignment);
        return table;
    }

    private static ReportTable Table(string title, IReadOnlyList<FoundRow> rows)
    {
        var columns = rows.Max(row => row.Cells.Count);
        return new ReportTable(title, ["model", .. Enumerable.Range(1, columns).Select(i => $"rate {i}")],
            [.. rows.Select(row => (IReadOnlyList<string>)
                [row.Model.Title, .. row.Cells.Select(cell => Text(cell, cell == row.Best)),
                .. Enumerable.Repeat("", columns - row.Cells.Count)])]);
    }

    private static string Text(FoundCell cell, bool isBest)
    {
        var rate = cell.Rate.ToString("0.#e-0", CultureInfo.InvariantCulture);
        var text = $"{rate}{(cell.IsPublished ? "†" : "")}: {cell.Result?.Text ?? "–"}";
        return isBest ? $"**{text}**" : text;
    }

    private List<Setting> Settings(Outcome outcome, IEnumerable<string> parts)
    {
        var options = outcome.Runs[0].Options;
        return
        [
            new("data", IsOnData ? Curves.DataName(options.Data) : "that of figure 4"),
            new("k", string.Join(", ", parts)),
            new("epochs",
                $"at most {NumberText.Count(options.Training.Epochs)}, evaluated every {options.Training.EvaluateEvery}"),
            new("seed", $"{options.Training.Seed}"),
            new("profile", outcome.Setup.Sizes.Name),
        ];
    }

    private sealed class DataSearch : LearningRateSearch
    {
        public override string Id => "table2";

        public override bool IsOnData => true;

        public override IReadOnlyList<Finding> Findings(ReproductionResults results) => [SearchObservation.OnData(results, Id)];

        protected override string Title => "Learning-rate search of figures 2 and 3";

        protected override IReadOnlyList<SearchPart> Parts(Setup setup) =>
        [
            new SearchPart($"k = {setup.Sizes.K}", SearchGrid.Mnist,
                row => GoingOn(setup.OnData(row.Model, setup.Sizes.SearchEpochs), isShort: true),
                row => row.PublishedOnMnist(setup.Sizes.K)!.Value),
        ];
    }

    private sealed class SyntheticSearch : LearningRateSearch
    {
        public override string Id => "table3";

        public override bool IsOnData => false;

        public override IReadOnlyList<Finding> Findings(ReproductionResults results) =>
            [SearchObservation.OnSynthetic(results, Id)];

        protected override string Title => "Learning-rate search of figure 4";

        protected override IReadOnlyList<SearchPart> Parts(Setup setup) =>
        [
            .. SearchGrid.Synthetic(setup.Sizes).Select(search => new SearchPart($"({search.Part}) k = {search.K}", search.Rows,
                row => GoingOn(setup.OnSynthetic(row.Model, search.K), isShort: search.Part == 'a'),
                row => row.PublishedOnSynthetic(search.K)!.Value)),
        ];
    }
}
