using System.CommandLine;
using System.Numerics;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Cli.Train;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Compare;

/// <summary><c>lae compare</c>: several methods on the same data from the same initial weights.</summary>
internal sealed class CompareCommand
{
    private const string Kind = "comparison";

    private readonly RunArguments run = new();
    private readonly OutputArguments output = new();
    private readonly Option<string[]?> methods = Options.SomeOf(
        "--methods", $"methods to compare, with commas: {string.Join(',', Method.Registry.Names)}; paper: those of its experiments, "
            + "related: those of the work it is related to, all [all but related]",
        [.. MethodGroups.Names, .. Method.Registry.Names]);
    private readonly Option<string[]?> optimizers = Options.SomeOf(
        "--optimizers", $"optimizers, each with every method that takes one [{string.Join(',', Optimizer.Registry.Names)}]",
        Optimizer.Registry.Names);

    private readonly Option<bool> requireLearned = Options.Flag(
        "--require-learned", "exit code 1 unless one of the runs has learned all k components, in order");

    public static LazyCommand Create() => new(
        "compare", "Train several methods side by side on the same data; end with one table and one picture.",
        command => new CompareCommand().AddTo(command));

    private void AddTo(Command command)
    {
        Option[] all = [methods, optimizers, .. run.All, requireLearned, .. output.OfRuns];
        foreach (var option in all) command.Options.Add(option);
        command.SetAction(ExecuteAsync);
    }

    private Task<int> ExecuteAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var options = run.Read(line);
        List<Method> chosenMethods = [.. MethodGroups.Of(Listed(line, methods))];
        List<Optimizer> chosenOptimizers = Listed(line, optimizers) is { Count: > 0 } listed
            ? [.. listed.Select(name => Optimizer.Registry[name])] : [.. Optimizer.Registry.All];
        run.OfMethods.RequireUsed(line, chosenMethods);
        run.OfOptimizers.RequireUsed(line, chosenOptimizers);
        List<RunOptions> all = [.. from method in chosenMethods
                                   from optimizer in method.TakesOptimizer ? chosenOptimizers : [options.Training.Optimizer]
                                   select run.WithAlgorithms(line, options, method, optimizer)];
        return options.Precision.Run(new Comparison(this, line, all, cancellationToken));
    }

    /// <summary>What the option lists, once each; nothing without the option, which the parser gives as an empty list.</summary>
    private static List<string> Listed(ParseResult line, Option<string[]?> option) => [.. (line.GetValue(option) ?? []).Distinct()];

    private async Task<int> CompareAsync<T>(ParseResult line, List<RunOptions> all, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var display = new RunDisplay(output.IsQuiet(line));
        var folder = output.FolderOr(line, $"{Curves.DataName(all[0].Data).ToLowerInvariant()}-compare-k{all[0].Training.LatentDimension}");
        OutputFolder.RequireOurs(folder, Kind, ComparisonReport.Files);  // before anything is read

        using var team = output.Team(line);
        var data = PreparedData<T>.Load(all[0], team, display, cancellationToken, display.Say);
        // What does not fit the data must fail before the first run starts.
        var isDefaultRate = all[0].Training.LearningRate is null;
        all = all.ConvertAll(data.Resolve);
        var progress = all.ConvertAll(RunProgress.Of);
        string[] names = [.. all.Select(options => options.NameWith("-"))];
        using var claim = OutputFolder.Claim(folder, Kind, [.. names, .. ComparisonReport.Files]);
        claim.RemoveParts(below: false);
        List<Run<T>> runs = [.. all.Select((options, i) =>
            new Run<T>(data, options, new RunDirectory(Path.Combine(folder, names[i])), progress[i])
            {
                MayRestart = isDefaultRate,
                Replaces = output.Replaces(line),
                Say = display.Say,
            })];
        foreach (var one in runs) one.RequireOwnFolder();

        var work = RunPool.RunAsync(
            runs, output.Threads(line), (one, team, stop) => one.Execute(team, stop),
            one => data.CostOf(one.Options), cancellationToken);
        await display.ShowAsync(progress, work).ConfigureAwait(false);
        var records = await work.ConfigureAwait(false);
        return Report(line, new ComparisonReport(folder, records), display, cancellationToken);
    }

    private int Report(ParseResult line, ComparisonReport report, RunDisplay display, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            display.Say($"interrupted; each run's state is saved, the same command with --out {report.Folder} goes on");
            return ExitCode.Interrupted;
        }
        report.WriteFiles();
        if (output.IsJson(line)) report.WriteJson(Terminal.Out);
        else report.WriteTable(RunDisplay.CreateConsole(Console.Out));
        return report.AllDiverged || (line.GetValue(requireLearned) && !report.AnyComplete) ? ExitCode.RunFailed : ExitCode.Done;
    }

    private sealed record Comparison(CompareCommand Command, ParseResult Line, List<RunOptions> All, CancellationToken CancellationToken)
        : IForPrecision<Task<int>>
    {
        public Task<int> Run<T>() where T : unmanaged, IFloatingPointIeee754<T> => Command.CompareAsync<T>(Line, All, CancellationToken);
    }
}
