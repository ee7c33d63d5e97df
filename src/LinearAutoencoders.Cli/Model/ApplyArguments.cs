using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Outputs;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Model;

/// <summary>What all commands share that apply a model to rows and write others: they stream, and hold no more than a block.</summary>
/// <param name="whitening">What <c>--whiten</c> does.</param>
internal sealed class ApplyArguments(string whitening)
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new();
    private readonly OutputArguments output = new();
    private readonly Option<bool> whiten = Options.Flag("--whiten", whitening);
    private readonly Option<string?> file = Options.Text(
        "-o", $"the file to write: {TableFile.Endings}; - is standard output (required)", "OUT");

    /// <summary>A command with these.</summary>
    public void AddTo(Command command, Func<PrincipalComponents, Dataset, bool, OutputTable> apply)
    {
        model.AddTo(command);
        data.AddTo(command);
        foreach (var option in output.OfFile.Prepend(whiten).Prepend(file)) command.Options.Add(option);
        command.SetAction((line, cancellationToken) => Task.FromResult(Execute(line, apply, cancellationToken)));
    }

    private int Execute(ParseResult line, Func<PrincipalComponents, Dataset, bool, OutputTable> apply, CancellationToken cancellationToken)
    {
        var path = line.GetValue(file) ?? throw new UsageException("-o is missing; give a file to write, such as -o scores.npy");
        TableFile.RequireKnown(path);
        using var team = output.Team(line);
        var applied = model.Load(line);
        var table = apply(applied, data.Open(line, team, cancellationToken), line.GetValue(whiten));
        var written = TableFile.Write(path, table, team, cancellationToken);
        new RunDisplay(output.IsQuiet(line)).Say($"{path}: {NumberText.Count(written)} rows of {NumberText.Count(table.Rows.Dimension)} values");
        return ExitCode.Done;
    }
}
