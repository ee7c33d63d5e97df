using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae plan</c>: what a fit will take, before the data is read.</summary>
internal sealed class PlanCommand
{
    private readonly DataArguments data = new(new TableArguments());
    private readonly SolverArguments solver = new();
    private readonly OutputArguments output = new();
    private readonly Option<int?> k = Options.Integer("-k", "how many components");

    public static LazyCommand Create() => new(
        "plan", "Say what a fit will take, memory, passes and time, by which solver and why; little of the data is read for it.",
        command => new PlanCommand().AddTo(command));

    private void AddTo(Command command)
    {
        data.AddTo(command);
        k.Required = true;
        Option[] all = [k, .. solver.All, .. data.Options, .. output.WithoutFolder];
        foreach (var option in all) command.Options.Add(option);
        command.SetAction((line, cancellationToken) => Task.FromResult(Execute(line, cancellationToken)));
    }

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var count = line.GetValue(k)!.Value;
        solver.RequireSearch(line);
        using var team = output.Team(line);
        var preview = DataPreview.Of(data.Source(line), data.Read(line), team, cancellationToken);
        if (count < 1 || count > preview.Source.Dimension)
            throw new UsageException($"-k is {count} but {preview.Name} has {preview.Source.Dimension} columns; choose no more");
        var trial = Trial.Of(preview.Source, team, cancellationToken);
        var plan = UsageException.Of(() => new FitPlan(preview, count, solver.Search(line, cancellationToken), trial));
        if (output.IsJson(line)) JsonOutput.Write(Json(plan));
        else Print(plan);
        return ExitCode.Done;
    }

    private static void Print(FitPlan plan)
    {
        var about = plan.Data.IsExact ? "" : "about ";
        Terminal.Out.WriteLine($"data     {plan.Data.Name}: {about}{NumberText.Count(plan.Data.Rows)} samples of "
            + $"{NumberText.Count(plan.Data.Source.Dimension)} values");
        Terminal.Out.WriteLine($"solver   {Name(plan)}: {plan.Why}");
        Terminal.Out.WriteLine($"passes   {plan.Passes + plan.Data.SurveyPasses}");
        Terminal.Out.WriteLine($"memory   {Megabytes(plan.PeakBytes)} at the peak");
        Terminal.Out.WriteLine($"time     about {NumberText.Seconds(plan.Seconds)}");
    }

    private static JsonObject Json(FitPlan plan) => new()
    {
        ["data"] = plan.Data.Name,
        ["samples"] = plan.Data.Rows,
        ["samples_are_exact"] = plan.Data.IsExact,
        ["columns"] = plan.Data.Source.Dimension,
        ["components"] = plan.Count,
        ["solver"] = Name(plan),
        ["why"] = plan.Why,
        ["passes"] = plan.Passes + plan.Data.SurveyPasses,
        ["peak_bytes"] = plan.PeakBytes,
        ["seconds"] = plan.Seconds,
    };

    private static string Name(FitPlan plan) => JsonNamingPolicy.KebabCaseLower.ConvertName(plan.Solver.ToString());

    private static string Megabytes(long bytes) => bytes < 1e9
        ? $"{NumberText.Count(bytes / 1e6)} MB" : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB");
}
