using System.CommandLine;
using LinearAutoencoders.Data;

namespace LinearAutoencoders.Cli.Embed;

/// <summary><c>lae embed fit</c>: ordered axes for vectors, and how many of them are enough.</summary>
internal sealed class EmbedFitCommand
{
    private readonly RecallArguments recall = new();
    private readonly Option<string?> model = OutputFile.Option("the file for the model", "MODEL.npz");

    public static LazyCommand Create() => new(
        "fit", "Fit ordered axes to vectors, and find the fewest dimensions that still find the neighbours.",
        command => new EmbedFitCommand().AddTo(command));

    private void AddTo(Command command)
    {
        recall.AddTo(command, model);
        command.SetAction((line, cancellationToken) => Task.FromResult(Execute(line, cancellationToken)));
    }

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var path = OutputFile.Model(line, line.GetRequiredValue(model)!);
        var display = recall.Display(line);
        var (choice, isReached) = recall.Measure(line, options => options, display, cancellationToken);
        choice.Model.Save(path);
        recall.Show(line, new RecallReport(choice) { Model = path }, display);
        return isReached ? ExitCode.Done : ExitCode.RunFailed;
    }
}
