using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>A run in the cache that has ended.</summary>
internal sealed record FinishedRun(string Folder, RunRecord Record)
{
    private readonly Lazy<IReadOnlyList<MetricsRow>> rows = new(() => MetricsFile.Read(Path.Combine(Folder, MetricsFile.FileName)));

    public RunOptions Options => Record.Options;

    public Model Model => new(Options.Training.Method, Options.Training.Optimizer);

    public ResultRecord Result => Record.Result!;

    public bool Diverged => Result.Reason == "diverged";

    /// <summary>All metrics.</summary>
    public IReadOnlyList<MetricsRow> Rows => rows.Value;

    /// <summary>W₂ after an epoch that a snapshot was taken of, m × k.</summary>
    /// <exception cref="BadDataException">There is none: the run diverged before, or the file is damaged.</exception>
    public Matrix<double> Decoder(int epoch) =>
        NpyFile.Read<double>(Path.Combine(Folder, string.Create(null, $"snapshots/epoch-{epoch:D6}"), "decoder.npy"));

    /// <summary>Whether the run got as far as that epoch.</summary>
    public bool Has(int epoch) => Result.Epoch >= epoch && !(Diverged && Result.Epoch == epoch);

    /// <summary>As the report looks at it.</summary>
    public MeasuredRun Measured(string figureId) => new()
    {
        FigureId = figureId,
        Model = Model,
        K = Options.Training.LatentDimension,
        Seed = Options.Training.Seed,
        BatchSize = Options.Training.BatchSize,
        LearningRate = Options.Training.LearningRate!.Value,
        Rows = Rows,
        Diverged = Diverged,
        Seconds = Record.Seconds,
    };
}
