using System.Globalization;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Cli.Reproduce.Engine;
using LinearAutoencoders.Cli.Reproduce.Report;
using LinearAutoencoders.Cli.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Reproduce.Results.Statements;

/// <summary>Appendix H: the learning rates were searched to be optimal, tables 2 and 3.</summary>
internal static class LearningRateClaims
{
    private const double Aligned = 0.3;

    /// <summary>Whether the paper's choice of each grid is the best of ours: first to an alignment of 0.3, else the nearest to it.</summary>
    /// <param name="results">All that was measured.</param>
    /// <param name="table"><c>table2</c> or <c>table3</c>.</param>
    /// <param name="data">The paper's data for it, by which its choices are known.</param>
    public static Claim PublishedAreBest(ReproductionResults results, string table, string data)
    {
        var statement = new Statement($"H, {Evidence.NameOf(table).ToLowerInvariant()}", "The learning rates in boldface are optimal within their grids.");
        if (data == "mnist" && Curves.DataName(results.Data) != "MNIST")
            return statement.NotMeasured($"The paper's rates are for MNIST, not for {Curves.DataName(results.Data)}.");
        var rows = results.Groups(table).GroupBy(group => (group.First.K, group.First.Method, group.First.Optimizer))
            .Select(row => new Row(row.Key.Method, row.Key.Optimizer, row.Key.K, data, [.. row]))
            .Where(row => row.Cells.Count > 1 && row.PublishedCell is not null).ToList();
        if (rows.Count == 0) return statement.NotMeasured($"{Evidence.NameOf(table)} was not run.");
        var other = rows.Where(row => !row.Agrees).ToList();
        var evidence = $"{rows.Count - other.Count} of {rows.Count} grids have their best rate where the paper has it."
            + (other.Count > 0 ? $" Elsewhere, ours and the paper's with epochs to {Aligned.ToString(CultureInfo.InvariantCulture)}: {Evidence.List(other.Select(row => row.Difference))}" : "");
        // Rates are optimal for the data that they were searched on.
        if (data == "synthetic" && results.Profile != Profile.Paper)
            return statement.NotMeasured($"The paper's rates are for its own synthetic data; that of the profile '{results.Profile.Name}' is smaller.", evidence);
        return statement.Decide(other.Count == 0, evidence,
            "The best rate of a grid is taken here as the one that aligns first; the paper has the fastest convergence to axis alignment, without a measure of it."
            + NeverAligned(other) + OnAverage(rows));
    }

    private static string NeverAligned(IReadOnlyList<Row> other)
    {
        var undecided = other.Where(row => row.Cells.All(cell => cell.Diverged || double.IsInfinity(cell.EpochsTo(Aligned)))).ToList();
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
                $"{Evidence.Name(row.Method, row.Optimizer)}: {Row.Average(row.BestOnAverage)} against {Row.Average(row.PublishedCell!)}")));
    }

    private sealed record Row(Method Method, OptimizerKind Optimizer, int K, string Data, IReadOnlyList<RunGroup> Cells)
    {
        public RunGroup Best => Cells.OrderBy(cell => cell.Diverged).ThenBy(cell => cell.EpochsTo(Aligned)).ThenBy(cell => cell.FinalAlignment).First();

        public RunGroup? PublishedCell => PublishedLearningRate.For(Data, Method, Optimizer, K) is { } rate
            ? Cells.FirstOrDefault(cell => Math.Abs(cell.First.LearningRate / rate - 1) < 1e-6) : null;

        /// <summary>Whether no run was stopped where it was aligned.</summary>
        public bool IsComplete => Cells.Where(cell => !cell.Diverged).All(cell => cell.LastEpoch == LastEpoch);

        public int LastEpoch => Cells.Where(cell => !cell.Diverged).Select(cell => cell.LastEpoch).DefaultIfEmpty().Max();

        public RunGroup BestOnAverage => Cells.MinBy(cell => cell.MeanAlignmentUntil(LastEpoch))!;

        public bool Agrees => Best == PublishedCell;

        public string Difference => $"{Evidence.Name(Method, Optimizer)}, k = {K}: {Text(Best)} against {Text(PublishedCell!)}";

        public static string Average(RunGroup cell) => $"{Rate(cell)} ({Numbers.Distance(cell.MeanAlignmentUntil(cell.LastEpoch))})";

        private static string Text(RunGroup cell) => Rate(cell)
            + (cell.Diverged ? " (diverged)" : $" ({Evidence.Epochs(cell.EpochsTo(Aligned))}, d_align {Numbers.Distance(cell.FinalAlignment)})");

        private static string Rate(RunGroup cell) => cell.First.LearningRate.ToString("0e-0", CultureInfo.InvariantCulture);
    }
}
