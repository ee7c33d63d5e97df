using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Outputs;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae transform</c>: the scores of samples.</summary>
internal static class TransformCommand
{
    public static LazyCommand Create() => new(
        "transform", "Write the scores of samples on the components of a model.",
        command => new ApplyArguments("divide each score by its standard deviation over the data fitted to").AddTo(command,
            (model, data, whiten) => new OutputTable(model.Transform(data.Source, whiten)) { ColumnNames = ColumnLabels.OfScores(model.Count) }));
}
