using System.CommandLine;
using LinearAutoencoders.Cli.Display;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae show</c>: what is in a model.</summary>
internal sealed class ShowCommand
{
    private readonly ModelArgument model = new();
    private readonly Option<bool> json = Options.Flag("--json", "print it as one JSON object");

    public static LazyCommand Create() => new("show", "Show what is in a model.", command => new ShowCommand().AddTo(command));

    private void AddTo(Command command)
    {
        model.AddTo(command, json);
        command.SetAction(Execute);
    }

    private int Execute(ParseResult line)
    {
        var report = new ModelReport(model.Load(line), model.Path(line));
        if (line.GetValue(json)) JsonOutput.Write(report.ToJson());
        else report.Print(withOrigin: true);
        return ExitCode.Done;
    }
}
