using System.CommandLine;
using System.Numerics;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Cli.Train;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Compare;

/// <summary><c>lae compare</c>: several methods on the same data from the same initial weights.</summary>
internal sealed class CompareCommand
{
    private static readonly string[] OptimizerNames = ["nesterov", "adam"];

    private readonly RunArguments run = new();
    private readonly OutputArguments output = new();
    private readonly Option<string[]?> methods = Options.SomeOf("--methods", $"methods to compare, with commas: {string.Join(',', MethodNames.All)} [all]", MethodNames.All);
    private readonly Option<string[]?> optimizers = Options.SomeOf("--optimizers", "optimizers, each with every method [nesterov,adam]", OptimizerNames);

    public Command Build()
    {
        var command = new Command("compare", "Train several methods side by side on the same data; end with one table and one picture.");
        foreach (var option in run.All.Prepend(optimizers).Prepend(methods).Concat(output.All)) command.Options.Add(option);
        command.SetAction(ExecuteAsync);
        return command;
    }

    private Task<int> ExecuteAsync(ParseResult line, CancellationToken cancellation)
    {
        var options = run.Read(line);
        List<RunOptions> all = [.. from method in Chosen(line, methods, MethodNames.All)
                                   from optimizer in Chosen(line, optimizers, OptimizerNames)
                                   select options with { Method = method, Optimizer = optimizer }];
        foreach (var one in all) one.ToTraining().RequireConsistent();  // throws on values that cannot be, before anything is read
        return options.Precision == "float64"
            ? CompareAsync<double>(line, all, cancellation)
            : CompareAsync<float>(line, all, cancellation);
    }

    /// <summary>What the option lists, once each; all there is without the option, which the parser gives as an empty list.</summary>
    private static IEnumerable<string> Chosen(ParseResult line, Option<string[]?> option, IReadOnlyList<string> all) =>
        line.GetValue(option) is { Length: > 0 } listed ? listed.Distinct() : all;

    private async Task<int> CompareAsync<T>(ParseResult line, List<RunOptions> all, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var display = new RunDisplay(output.IsQuiet(line));
        var folder = output.FolderOr(line, $"{Curves.DataName(all[0].Data).ToLowerInvariant()}-compare-k{all[0].K}");
        if (File.Exists(Path.Combine(folder, ComparisonReport.SummaryFile)))
            throw new UsageException($"{folder} holds a comparison already; choose another --out");
        var folders = all.Select(options => RunDirectory.Create(Path.Combine(folder, $"{options.Method}-{options.Optimizer}"))).ToList();

        using var team = output.Team(line);
        var data = PreparedData<T>.Load(all[0], team, display, cancellation);
        // What does not fit the data must fail before the first run starts.
        foreach (var options in all) MomentChoice.Resolve(options.ToTraining(), data.Training.Count, data.Training.Dimension);
        List<RunProgress> progress = [.. all.Select(RunProgress.Of)];
        List<Run<T>> runs =
            [.. all.Select((options, i) => new Run<T>(data, data.Resolve(options), folders[i], progress[i]))];

        var work = RunPool.RunAsync(
            runs, output.Threads(line), (one, team, stop) => one.Execute(team, resumeFrom: null, stop), one => RunPool.Weight(one.Options), cancellation);
        await display.ShowAsync(progress, work).ConfigureAwait(false);
        var records = await work.ConfigureAwait(false);
        return Report(line, new ComparisonReport(folder, records), display, cancellation);
    }

    private int Report(ParseResult line, ComparisonReport report, RunDisplay display, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            display.Say($"interrupted; each run's state is saved, go on with: lae train --resume {report.Folder}/METHOD-OPTIMIZER");
            return ExitCode.Interrupted;
        }
        report.WriteFiles();
        if (output.IsJson(line)) report.WriteJson(Console.Out);
        else report.WriteTable(RunDisplay.CreateConsole(Console.Out));
        return report.AllDiverged ? ExitCode.RunFailed : ExitCode.Done;
    }
}
