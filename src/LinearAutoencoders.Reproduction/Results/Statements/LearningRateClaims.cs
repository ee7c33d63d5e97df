using System.Globalization;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Results.Statements;

/// <summary>Appendix H: the learning rates were searched to be optimal, tables 2 and 3.</summary>
internal static class LearningRateClaims
{
    /// <summary>Table 2, the search on MNIST.</summary>
    public static Claim Table2(ReproductionResults results) =>
        PublishedAreBest(results, "table2", "mnist", SearchGrid.Mnist.Select(row => (results.Profile.K, row)));

    /// <summary>Table 3, the search on synthetic data.</summary>
    public static Claim Table3(ReproductionResults results) =>
        PublishedAreBest(results, "table3", "synthetic", SearchGrid.Synthetic(results.Profile).SelectMany(part => part.Rows.Select(row => (part.K, row))));

    /// <summary>Whether the paper's choice of each grid is the best of ours: first to an alignment of 0.3, else the nearest to it.</summary>
    private static Claim PublishedAreBest(ReproductionResults results, string table, string data, IEnumerable<(int K, SearchRow Searched)> grids)
    {
        var statement = new Statement($"H, {Evidence.NameOf(table).ToLowerInvariant()}", "The learning rates in boldface are optimal within their grids.");
        if (data == "mnist" && Curves.DataName(results.Data) != "MNIST")
            return statement.NotMeasured($"The paper's rates are for MNIST, not for {Curves.DataName(results.Data)}.");
        var rows = Rows(results.Groups(table), data, grids);
        var whole = rows.Where(row => row.IsWhole).ToList();
        if (whole.Count == 0) return statement.NotMeasured($"No grid of {Evidence.NameOf(table).ToLowerInvariant()} was run with all of its rates.");
        var other = whole.Where(row => !row.Agrees).ToList();
        var evidence = $"{whole.Count - other.Count} of {whole.Count} grids have their best rate where the paper has it."
            + (whole.Count < rows.Count ? $" Not all rates were run of {rows.Count - whole.Count} more." : "")
            + (other.Count > 0 ? $" Elsewhere, ours and the paper's with epochs to {Setup.Alignment.ToString(CultureInfo.InvariantCulture)}: {Evidence.List(other.Select(row => row.Difference))}" : "");
        // Rates are optimal for the data that they were searched on.
        if (data == "synthetic" && results.Profile != Profile.Paper)
            return statement.NotMeasured($"The paper's rates are for its own synthetic data; that of the profile '{results.Profile.Name}' is smaller.", evidence);
        return statement.Decide(other.Count == 0, evidence,
            "The best rate of a grid is taken here as the one that aligns first; the paper has the fastest convergence to axis alignment, without a measure of it."
            + NeverAligned(other) + OnAverage(whole));
    }

    // A rate alone in its grid is the best of nothing.
    private static List<Row> Rows(IReadOnlyList<RunGroup> measured, string data, IEnumerable<(int K, SearchRow Searched)> grids) =>
        [.. grids.Where(grid => grid.Searched.Rates.Count > 1).Select(grid => new Row(grid.Searched, grid.K, data,
            [.. measured.Where(cell => cell.First.K == grid.K && cell.Model == grid.Searched.Model)]))];

    private static string NeverAligned(IReadOnlyList<Row> other)
    {
        var undecided = other.Where(row => row.Cells.All(cell => cell.Diverged || double.IsInfinity(cell.EpochsTo(Setup.Alignment)))).ToList();
        return undecided.Count == 0 ? "" : $" In {undecided.Count} of the {other.Count} that differ no rate aligns, and the one that ends nearest, of one seed, counts.";
    }

    /// <summary>What the search would have found had it gone by all epochs, where the runs have them: a large rate is early, but may not stay.</summary>
    private static string OnAverage(IReadOnlyList<Row> rows)
    {
        var complete = rows.Where(row => row.IsComplete).ToList();
        if (complete.Count == 0) return "";
        var other = complete.Where(row => row.BestOnAverage != row.PublishedCell).ToList();
        return $" By d_align averaged over {Numbers.Count(complete[0].LastEpoch)} epochs the paper's rate is the best in {complete.Count - other.Count} of the "
            + $"{complete.Count} grids whose runs were not stopped" + (other.Count == 0 ? "." : ", all but " + Evidence.List(other.Select(row =>
                $"{row.Name}: {Row.Average(row.BestOnAverage)} against {Row.Average(row.PublishedCell!)}")));
    }

    private sealed record Row(SearchRow Searched, int K, string Data, IReadOnlyList<RunGroup> Cells)
    {
        public Model Model => Searched.Model;

        /// <summary>Whether every rate was run, the paper's choice among them: one that was not might be the best.</summary>
        public bool IsWhole => Cells.Count == Searched.Rates.Count && PublishedCell is not null;

        public RunGroup Best => Cells.OrderBy(cell => cell.Diverged).ThenBy(cell => cell.EpochsTo(Setup.Alignment)).ThenBy(cell => cell.FinalAlignment).First();

        public RunGroup? PublishedCell => PublishedLearningRate.For(Data, Model.Method, Model.Optimizer, K) is { } rate
            ? Cells.FirstOrDefault(cell => Math.Abs(cell.First.LearningRate / rate - 1) < 1e-6) : null;

        /// <summary>Whether no run was stopped where it was aligned.</summary>
        public bool IsComplete => Cells.Where(cell => !cell.Diverged).All(cell => cell.LastEpoch == LastEpoch);

        public int LastEpoch => Cells.Where(cell => !cell.Diverged).Select(cell => cell.LastEpoch).DefaultIfEmpty().Max();

        public RunGroup BestOnAverage => Cells.MinBy(cell => cell.MeanAlignmentUntil(LastEpoch))!;

        public bool Agrees => Best == PublishedCell;

        public string Name => $"{Model.Title}, k = {K}";

        public string Difference => $"{Name}: {Text(Best)} against {Text(PublishedCell!)}";

        public static string Average(RunGroup cell) => $"{Rate(cell)} ({Numbers.Distance(cell.MeanAlignmentUntil(cell.LastEpoch))})";

        private static string Text(RunGroup cell) => Rate(cell)
            + (cell.Diverged ? " (diverged)" : $" ({Evidence.Epochs(cell.EpochsTo(Setup.Alignment))}, d_align {Numbers.Distance(cell.FinalAlignment)})");

        private static string Rate(RunGroup cell) => cell.First.LearningRate.ToString("0e-0", CultureInfo.InvariantCulture);
    }
}
