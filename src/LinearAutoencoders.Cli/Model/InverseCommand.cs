using LinearAutoencoders.Data.Outputs;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae inverse</c>: what scores are the scores of.</summary>
internal static class InverseCommand
{
    public static LazyCommand Create() => new(
        "inverse", "Write the samples that scores stand for, but for what lies outside the components.",
        command => new ApplyArguments("the scores were written with --whiten").AddTo(command,
            (model, scores, whitened) => new OutputTable(model.InverseTransform(scores.Source, whitened)) { ColumnNames = model.ColumnNames }));
}
