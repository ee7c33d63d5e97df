using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Model;

/// <summary>A method of training as a solver of <c>lae fit</c>: its components are those that its weights span.</summary>
internal sealed class TrainedSolver(
    Method method, RunDisplay display, Action<MetricsRow> watch, WorkerTeam team, CancellationToken cancellationToken)
{
    public Learner Learner => new(method.Name, Learn);

    private Weights<double> Learn(DataMoments moments, int count)
    {
        var options = UsageException.Of(() => new TrainingOptions
        {
            Method = method,
            LatentDimension = count,
            Epochs = RunOptions.Default("", count).Training.Epochs,
        });
        using var line = display.Transient();
        var result = new Trainer<double>(new TrainingData<double>(moments), options, team)
            .Run(new Epochs(line, method.Name, options.Epochs, watch), cancellationToken);
        return result.Reason != StopReason.Diverged ? result.Weights : throw new UsageException(
            $"{method.Name} diverged at epoch {NumberText.Count(result.Epoch)} of this data; use another --solver, or lae train");
    }

    private sealed class Epochs(TransientLine line, string name, int count, Action<MetricsRow> watch) : ITrainingObserver<double>
    {
        public void OnEpoch(int epoch) =>
            line.Show(() => $"{name}: epoch {NumberText.Count(epoch)} of {NumberText.Count(count)}");

        public void OnMetrics(MetricsRow row) => watch(row);

        public void OnSnapshot(int epoch, Weights<double> weights)
        {
        }

        public void OnCheckpoint(TrainingState state)
        {
        }
    }
}
