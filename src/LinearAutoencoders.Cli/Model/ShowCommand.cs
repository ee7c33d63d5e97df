using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae show</c>: what is in a model.</summary>
internal sealed class ShowCommand
{
    private readonly Argument<string> model = ModelArgument.Create();
    private readonly Option<bool> json = Options.Flag("--json", "print it as one JSON object");

    public static LazyCommand Create() => new("show", "Show what is in a model.", command => new ShowCommand().AddTo(command));

    private void AddTo(Command command)
    {
        command.Arguments.Add(model);
        command.Options.Add(json);
        command.SetAction(Execute);
    }

    private int Execute(ParseResult line)
    {
        var path = line.GetRequiredValue(model);
        var shown = ModelFile.Load(path);
        if (line.GetValue(json)) JsonOutput.Write(ModelReport.ToJson(shown, path), Console.Out);
        else ModelReport.Print(shown, path, RunDisplay.CreateConsole(Console.Out));
        return ExitCode.Done;
    }
}
