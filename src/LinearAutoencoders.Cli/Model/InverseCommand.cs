using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Outputs;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae inverse</c>: what scores are the scores of.</summary>
internal sealed class InverseCommand
{
    private readonly Option<bool> whitened = Options.Flag("--whiten", "the scores were written with --whiten");

    public static LazyCommand Create() => new(
        "inverse", "Write the samples that scores stand for, but for what lies outside the components.",
        command => new InverseCommand().AddTo(command));

    private void AddTo(Command command) => new ApplyArguments().AddTo(command, Apply, whitened);

    private OutputTable Apply(PrincipalComponents model, Dataset scores, ParseResult line, RunDisplay display) =>
        new(model.InverseTransform(scores.Source, line.GetValue(whitened))) { ColumnNames = model.ColumnNames };
}
