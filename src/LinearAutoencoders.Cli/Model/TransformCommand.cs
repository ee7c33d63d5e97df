using System.CommandLine;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Outputs;
using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae transform</c>: the scores of samples.</summary>
internal sealed class TransformCommand
{
    private readonly Option<bool> whiten = Options.Flag(
        "--whiten", "divide each score by its standard deviation over the data fitted to");

    public static LazyCommand Create() => new(
        "transform", "Write the scores of samples on the components of a model.", command => new TransformCommand().AddTo(command));

    private void AddTo(Command command) => new ApplyArguments().AddTo(command, ApplyArguments.Samples, Apply, whiten);

    private OutputTable Apply(PrincipalComponents model, ISampleSource rows, ParseResult line) =>
        new(model.Transform(rows, line.GetValue(whiten))) { ColumnNames = ColumnLabels.OfScores(model.Count) };
}
