using System.CommandLine;
using System.Diagnostics;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae fit</c>: the ordered components of data, as a model.</summary>
internal sealed class FitCommand
{
    private readonly DataArguments data = new();
    private readonly OutputArguments output = new();
    private readonly Option<ComponentCount?> k = Options.Components(
        "-k", "how many components: a number such as 20, or the share of the variance that they hold, such as 0.95 (required)");
    private readonly Option<bool> noCenter = Options.Flag("--no-center", "fit to the data as it is, without subtracting each column's mean");
    private readonly Option<string?> model = Options.Text("-o", "the file for the model (required)", "MODEL.npz");

    public static LazyCommand Create() => new(
        "fit", "Fit ordered principal components, and say how far each can be trusted.", command => new FitCommand().AddTo(command));

    private void AddTo(Command command)
    {
        data.AddTo(command);
        foreach (var option in output.WithoutFolder.Prepend(noCenter).Prepend(model).Prepend(k)) command.Options.Add(option);
        command.SetAction((line, cancellationToken) => Task.FromResult(Execute(line, cancellationToken)));
    }

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var count = line.GetValue(k) ?? throw new UsageException("-k is missing; give the number of components");
        var path = line.GetValue(model) ?? throw new UsageException("-o is missing; give a file for the model, such as -o model.npz");
        var display = new RunDisplay(output.IsQuiet(line));
        using var team = output.Team(line);
        var clock = Stopwatch.StartNew();
        var dataset = data.Open(line, team, cancellationToken, center: !line.GetValue(noCenter));
        var fitted = PrincipalComponents.Fit(
            dataset.Source, new FitOptions { Components = count, Center = dataset.Center }, team, cancellationToken);
        fitted.Save(path);
        display.Say($"{dataset.Name}: {NumberText.Count(fitted.SampleCount)} samples of {NumberText.Count(fitted.Dimension)} values, "
            + $"fitted in {NumberText.Seconds(clock.Elapsed.TotalSeconds)}");
        var report = new ModelReport(fitted, path);
        if (output.IsJson(line)) JsonOutput.Write(report.ToJson(), Console.Out);
        else report.Print(RunDisplay.CreateConsole(Console.Out), withOrigin: false);
        return ExitCode.Done;
    }
}
