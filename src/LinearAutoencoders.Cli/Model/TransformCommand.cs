using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Outputs;
using LinearAutoencoders.Runs;
using static System.FormattableString;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae transform</c>: the scores of samples, block by block.</summary>
internal sealed class TransformCommand
{
    private readonly Argument<string> model = ModelArgument.Create();
    private readonly DataArguments data = new();
    private readonly OutputArguments output = new();
    private readonly Option<int?> components = Options.Integer("--components", "write the scores of the first components only [all]");
    private readonly Option<bool> whiten = Options.Flag("--whiten", "divide each score by its standard deviation over the data fitted to");
    private readonly Option<string?> scores = Options.Text(
        "-o", $"the file for the scores: {TableFile.Endings}; - is standard output (required)", "OUT");

    public static LazyCommand Create() => new(
        "transform", "Write the scores of samples on the components of a model.", command => new TransformCommand().AddTo(command));

    private void AddTo(Command command)
    {
        command.Arguments.Add(model);
        command.Arguments.Add(data.Argument);
        foreach (var option in new Option[] { scores, components, whiten }.Concat(output.WithoutFolder)) command.Options.Add(option);
        command.SetAction((line, cancellationToken) => Task.FromResult(Execute(line, cancellationToken)));
    }

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var path = line.GetValue(scores) ?? throw new UsageException("-o is missing; give a file for the scores, such as -o scores.npy");
        TableFile.RequireKnown(path);
        using var team = output.Team(line);
        var applied = ModelFile.Load(line.GetRequiredValue(model));
        if (line.GetValue(components) is { } count)
            applied = count >= 1 && count <= applied.Count ? applied.Keep(count) : throw new UsageException(
                Invariant($"--components is {count}; the model has {applied.Count}, give 1 to {applied.Count}"));
        var rows = applied.Transform(data.Open(line, team, cancellationToken).Source, line.GetValue(whiten));
        var names = Enumerable.Range(1, applied.Count).Select(i => Invariant($"component_{i}")).ToList();
        var written = TableFile.Write(path, new OutputTable(rows) { ColumnNames = names }, team, cancellationToken);
        new RunDisplay(output.IsQuiet(line)).Say($"{path}: {NumberText.Count(written)} rows of {applied.Count} scores");
        return ExitCode.Done;
    }
}
