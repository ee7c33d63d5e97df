using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>What runs that have not been done would take, judged by those that have.</summary>
internal static class CostEstimate
{
    /// <summary>
    ///   Seconds on one thread, should the run need all of its epochs: those of the run most like it, in proportion to <see
    ///   cref="PreparedData{T}.CostOf"/>.
    /// </summary>
    /// <param name="run">The missing run.</param>
    /// <param name="finished">Runs to judge by, at least one: of the same model those of the largest k come first.</param>
    /// <param name="dataSets">Where the data's size comes from.</param>
    public static double Seconds(RunOptions run, IEnumerable<FinishedRun> finished, DataSets dataSets)
    {
        var alike = finished.Where(other => other.Result.Epoch > 0)
            .OrderBy(other => other.Model.Optimizer.Name == run.Training.Optimizer.Name)
            .ThenBy(other => other.Model.Method.Name == run.Training.Method.Name)
            .ThenBy(other => other.Options.Training.LatentDimension).Last();
        return PerEpoch(run) / PerEpoch(alike.Options) * alike.Record.Seconds / alike.Result.Epoch * run.Training.Epochs;

        double PerEpoch(RunOptions options) => dataSets.Of(options).CostOf(options) / options.Training.Epochs;
    }
}
