using System.Globalization;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Table2And3LearningRateSearch;

/// <summary>Appendix H: the learning rates were searched to be optimal, tables 2 and 3.</summary>
internal static class SearchObservation
{
    /// <summary>Table 2.</summary>
    public static Finding OnData(ReproductionResults results, string tableId)
    {
        var observation = Of(tableId);
        if (!results.HasPaperData)
            return observation.NeedsPapersData($"The paper's rates are for MNIST, not for {results.DataName}.");
        var k = results.Sizes.K;
        var rows = RowsOf(results.Groups(tableId), SearchGrid.Mnist, k, row => row.PublishedOnMnist(k));
        return Decide(observation, tableId, [.. rows], notMeasured: null);
    }

    /// <summary>Table 3.</summary>
    public static Finding OnSynthetic(ReproductionResults results, string tableId)
    {
        // Rates are optimal for the data that they were searched on.
        var otherData = results.HasPaperSizes ? null
            : $"The paper's rates are for its own synthetic data; that of the profile '{results.Sizes.Name}' is smaller.";
        var rows = SearchGrid.Synthetic(results.Sizes).SelectMany(part =>
            RowsOf(results.Groups(tableId), part.Rows, part.K, row => row.PublishedOnSynthetic(part.K)));
        return Decide(Of(tableId), tableId, [.. rows], otherData);
    }

    private static Observation Of(string tableId) =>
        new($"H, {EvidenceText.NameOf(tableId).ToLowerInvariant()}",
            "The learning rates in boldface are optimal within their grids.");

    // A rate alone in its grid is the best of nothing.
    private static IEnumerable<Row> RowsOf(
        IReadOnlyList<RunGroup> measured, IEnumerable<SearchRow> grid, int k, Func<SearchRow, double?> published) =>
        grid.Where(row => row.Rates.Count > 1).Select(row => new Row(
            row, k, published(row), [.. measured.Where(cell => cell.First.K == k && cell.Model == row.Model)]));

    /// <summary>
    ///   Whether the paper's choice of each grid is the best of ours: first to an alignment of 0.3, else the nearest to it.
    /// </summary>
    private static Finding Decide(Observation observation, string tableId, IReadOnlyList<Row> rows, string? notMeasured)
    {
        var whole = rows.Where(row => row.IsWhole).ToList();
        if (whole.Count == 0)
            return observation.NotMeasured(
                $"No grid of {EvidenceText.NameOf(tableId).ToLowerInvariant()} was run with all of its rates.");
        var other = whole.Where(row => !row.Agrees).ToList();
        var evidence = Evidence(rows, whole, other);
        if (notMeasured is not null) return observation.NotMeasured(notMeasured, evidence);
        return observation.Decide(other.Count == 0, evidence,
            "The best rate of a grid is taken here as the one that aligns first; the paper has the fastest convergence to axis "
            + "alignment, without a measure of it." + NeverAligned(other) + OnAverage(whole));
    }

    private static string Evidence(IReadOnlyList<Row> rows, List<Row> whole, List<Row> other)
    {
        var alignment = Setup.Alignment.ToString(CultureInfo.InvariantCulture);
        return $"{whole.Count - other.Count} of {whole.Count} grids have their best rate where the paper has it."
            + (whole.Count < rows.Count ? $" Not all rates were run of {rows.Count - whole.Count} more." : "")
            + (other.Count == 0 ? "" : $" Elsewhere, ours and the paper's with epochs to {alignment}: "
                + EvidenceText.List(other.Select(row => row.Difference)));
    }

    private static string NeverAligned(List<Row> other)
    {
        var undecided = other.Count(row => row.NeverAligns);
        return undecided == 0 ? ""
            : $" In {undecided} of the {other.Count} that differ no rate aligns, and the one that ends nearest, "
                + "of one seed, counts.";
    }

    /// <summary>
    ///   What the search would have found had it gone by all epochs, where the runs have them: a large rate is early, but may
    ///   not stay.
    /// </summary>
    private static string OnAverage(IReadOnlyList<Row> rows)
    {
        var complete = rows.Where(row => row.IsComplete).ToList();
        if (complete.Count == 0) return "";
        var other = complete.Where(row => row.BestOnAverage != row.PublishedCell).ToList();
        return $" By d_align averaged over {NumberText.Count(complete[0].LastEpoch)} epochs the paper's rate is the best in "
            + $"{complete.Count - other.Count} of the {complete.Count} grids whose runs were not stopped"
            + (other.Count == 0 ? "." : $", all but {EvidenceText.List(other.Select(row => row.AverageDifference))}");
    }

    /// <summary>A grid with what was measured.</summary>
    private sealed record Row(SearchRow Searched, int K, double? Published, IReadOnlyList<RunGroup> Cells)
    {
        /// <summary>Whether every rate was run, the paper's choice among them: one that was not might be the best.</summary>
        public bool IsWhole => Cells.Count == Searched.Rates.Count && PublishedCell is not null;

        public RunGroup? PublishedCell => Cells.FirstOrDefault(cell => IsNear(cell.First.LearningRate, Published));

        public bool Agrees => Best == PublishedCell;

        public bool NeverAligns => Cells.All(cell => cell.Diverged || double.IsInfinity(cell.EpochsTo(Setup.Alignment)));

        /// <summary>Whether no run was stopped where it was aligned.</summary>
        public bool IsComplete => Cells.Where(cell => !cell.Diverged).All(cell => cell.LastEpoch == LastEpoch);

        public int LastEpoch => Cells.Where(cell => !cell.Diverged).Select(cell => cell.LastEpoch).DefaultIfEmpty().Max();

        public RunGroup BestOnAverage => Cells.MinBy(cell => cell.MeanAlignmentUntil(LastEpoch))!;

        public string Difference => $"{Name}: {Text(Best)} against {Text(PublishedCell!)}";

        public string AverageDifference => $"{Name}: {Average(BestOnAverage)} against {Average(PublishedCell!)}";

        private RunGroup Best =>
            Cells.OrderBy(cell => cell.Diverged).ThenBy(cell => cell.EpochsTo(Setup.Alignment))
                .ThenBy(cell => cell.FinalAlignment).First();

        private string Name => $"{Searched.Model.Title}, k = {K}";

        private static bool IsNear(double rate, double? other) => Math.Abs(rate / (other ?? double.NaN) - 1) < 1e-6;

        private static string Average(RunGroup cell) =>
            $"{Rate(cell)} ({NumberText.Distance(cell.MeanAlignmentUntil(cell.LastEpoch))})";

        private static string Text(RunGroup cell) => Rate(cell) + (cell.Diverged ? " (diverged)"
            : $" ({EvidenceText.Epochs(cell.EpochsTo(Setup.Alignment))}, d_align {NumberText.Distance(cell.FinalAlignment)})");

        private static string Rate(RunGroup cell) => cell.First.LearningRate.ToString("0e-0", CultureInfo.InvariantCulture);
    }
}
