using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Outputs;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae transform</c>: the scores of samples.</summary>
internal sealed class TransformCommand
{
    private readonly Option<bool> whiten = Options.Flag(
        "--whiten", "divide each score by its standard deviation over the data fitted to");

    public static LazyCommand Create() => new(
        "transform", "Write the scores of samples on the components of a model.", command => new TransformCommand().AddTo(command));

    private void AddTo(Command command) => new ApplyArguments().AddTo(command, Apply, whiten);

    private OutputTable Apply(PrincipalComponents model, Dataset data, ParseResult line, RunDisplay display)
    {
        var rows = display.SayNote(data.Name, ModelColumns.Of(model.ColumnNames, data));
        return new(model.Transform(rows, line.GetValue(whiten))) { ColumnNames = ColumnLabels.OfScores(model.Count) };
    }
}
