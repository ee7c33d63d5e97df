using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Outputs;
using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae inverse</c>: what scores are the scores of.</summary>
internal sealed class InverseCommand
{
    private readonly Option<bool> whitened = Options.Flag("--whiten", "the scores were written with --whiten");

    public static LazyCommand Create() => new(
        "inverse", "Write the samples that scores stand for, but for what lies outside the components.",
        command => new InverseCommand().AddTo(command));

    private void AddTo(Command command) => new ApplyArguments().AddTo(command, Scores, Apply, whitened);

    private OutputTable Apply(PrincipalComponents model, ISampleSource scores, ParseResult line) =>
        new(model.InverseTransform(scores, line.GetValue(whitened))) { ColumnNames = model.ColumnNames };

    // Of the data fitted to, the mean of every score is 0, and no score says anything of another.
    private static CompletedSource Scores(PrincipalComponents model, Dataset data, MissingValues missing, RunDisplay display) =>
        MissingRows.Of(data.Source, missing, (rows, _) =>
        {
            var filled = 0;
            foreach (ref var score in rows.AsSpan())
                if (double.IsNaN(score)) (score, filled) = (0, filled + 1);
            return filled;
        });
}
