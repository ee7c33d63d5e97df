using LinearAutoencoders.Data;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Inspect;

/// <summary>The metrics of runs as one table: a row an evaluation, with what tells its run apart.</summary>
internal static class RunsTable
{
    /// <summary>Writes it.</summary>
    /// <returns>How many rows there are.</returns>
    public static int Save(IReadOnlyList<StoredRun> runs, string path)
    {
        if (!path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"-o is {path}; give a name that ends in .csv");
        var differences = RunDifferences.Of([.. runs.Select(run => run.Options)]);
        var varied = differences.Beyond.Where(setting => setting.Name is not ("k" or "rate" or "seed")).ToList();
        var (table, count) = (new CsvTable([
            "run", "method", "optimizer", "k", "learning_rate", "seed", .. varied.Select(setting => setting.Name), "epoch", "loss",
            "reconstruction_loss", "axis_alignment", "ordered_alignment", "subspace_distance", "transpose_distance", "seconds",
        ]), 0);
        foreach (var run in runs)
        {
            var training = run.Options.Training;
            CsvCell[] start =
            [
                run.Folder, training.Method.Name, training.UsedOptimizer?.Name, training.LatentDimension, training.LearningRate,
                (double)training.Seed, .. varied.Select(setting => (CsvCell)setting.Value(run.Options)),
            ];
            foreach (var row in run.Rows())
            {
                table.Add([
                    .. start, row.Epoch, row.Loss, row.ReconstructionLoss, row.AxisAlignment, row.OrderedAlignment, row.SubspaceDistance,
                    row.TransposeDistance, row.Seconds,
                ]);
                count++;
            }
        }
        table.Save(path);
        return count;
    }
}
