using System.CommandLine;
using System.Numerics;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Cli.Live;
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
    private readonly Sweep sweep = new();
    private readonly OutputArguments output = new();
    private readonly LiveArguments live = new();
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
        foreach (var option in run.Numbers) sweep.Add(option);
        foreach (var (hyperparameter, option) in run.OfMethods.Entries.Concat(run.OfOptimizers.Entries))
            sweep.Add(option, hyperparameter.Kind == HyperparameterKind.Numbers);
        Option[] all = [methods, optimizers, .. run.All, requireLearned, .. live.All, .. output.OfRuns];
        foreach (var option in all) command.Options.Add(option);
        command.SetAction(ExecuteAsync);
    }

    private Task<int> ExecuteAsync(ParseResult line, CancellationToken cancellationToken)
    {
        List<Method> chosenMethods = [.. MethodGroups.Of(Listed(line, methods))];
        List<Optimizer> chosenOptimizers = Listed(line, optimizers) is { Count: > 0 } listed
            ? [.. listed.Select(name => Optimizer.Registry[name])] : [.. Optimizer.Registry.All];
        run.OfMethods.RequireUsed(line, chosenMethods);
        run.OfOptimizers.RequireUsed(line, chosenOptimizers);
        // What a list varies need not be a setting of every method: each run is there once.
        List<RunOptions> all = [.. sweep.Lines(line).SelectMany(one => Runs(one, chosenMethods, chosenOptimizers))
            .DistinctBy(options => RunIdentity.Of(options, ""))
            .OrderBy(options => chosenMethods.FindIndex(method => method.Name == options.Training.Method.Name))
            .ThenBy(options => chosenOptimizers.FindIndex(optimizer => optimizer.Name == options.Training.Optimizer.Name))];
        return all[0].Precision.Run(new Comparison(this, line, all, cancellationToken));
    }

    private IEnumerable<RunOptions> Runs(ParseResult line, List<Method> chosenMethods, List<Optimizer> chosenOptimizers)
    {
        var options = run.Read(line);
        return from method in chosenMethods
               from optimizer in method.TakesOptimizer ? chosenOptimizers : [options.Training.Optimizer]
               select run.WithAlgorithms(line, options, method, optimizer);
    }

    private static string? Note(RunOptions asked, RunOptions resolved) => PenaltyChoice.Note(asked, resolved) is { } note
        ? $"{resolved.Training.Method.Name}, k = {resolved.Training.LatentDimension}: {note}" : null;

    /// <summary>What the option lists, once each; nothing without the option, which the parser gives as an empty list.</summary>
    private static List<string> Listed(ParseResult line, Option<string[]?> option) => [.. (line.GetValue(option) ?? []).Distinct()];

    private async Task<int> CompareAsync<T>(ParseResult line, List<RunOptions> all, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var display = new RunDisplay(output.IsQuiet(line));
        var largest = all.MaxBy(options => options.Training.LatentDimension)!;
        var folder = output.FolderOr(
            line, $"{Curves.DataName(largest.Data).ToLowerInvariant()}-compare-k{largest.Training.LatentDimension}");
        OutputFolder.RequireOurs(folder, Kind, [ComparisonReport.SummaryFile]);  // before anything is read

        using var team = output.Team(line);
        var data = PreparedData<T>.Load(largest, team, display, cancellationToken, display.Say);
        // What does not fit the data must fail before the first run starts.
        var isDefaultRate = all[0].Training.LearningRate is null;
        var asked = all;
        all = all.ConvertAll(data.Resolve);
        foreach (var note in asked.Zip(all, Note).OfType<string>().Distinct()) display.Say(note);
        var differences = RunDifferences.Of(all);
        var progress = all.ConvertAll(options => new RunProgress(differences.NameOf(options), options.Training.Epochs));
        var report = new ComparisonReport(folder, differences, all);
        var names = report.RunFolders;
        using var claim = OutputFolder.Claim(folder, Kind, [.. names, .. report.Files]);
        claim.RemoveParts(below: false);
        List<Run<T>> runs = [.. all.Select((options, i) =>
            new Run<T>(data, options, new RunDirectory(Path.Combine(folder, names[i])), progress[i])
            {
                MayRestart = isDefaultRate,
                Replaces = output.Replaces(line),
                DrawsCurves = false,  // after the results
                Say = display.Say,
            })];
        foreach (var one in runs) one.RequireOwnFolder();

        using var view = live.Start(line, folder, display, cancellationToken);
        var work = RunPool.RunAsync(
            runs, output.Threads(line), (one, team, stop) => one.Execute(team, stop),
            one => -data.CostOf(one.Options), view.Token);  // the shortest first: there is something to see at once
        await display.ShowAsync(progress, work).ConfigureAwait(false);
        var records = await work.ConfigureAwait(false);
        return Report(line, report, records, display, view.Token);
    }

    private int Report(
        ParseResult line, ComparisonReport report, IReadOnlyList<RunRecord> records, RunDisplay display,
        CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested || records.Any(record => record.IsInterrupted))
        {
            display.Say($"interrupted; each run's state is saved, the same command with --out {report.Folder} goes on");
            return ExitCode.Interrupted;
        }
        if (output.IsJson(line)) report.WriteJson(records);
        else report.WriteTable(records, output.Draws(line));
        report.WriteFiles(records, output.Draws(line));
        var isFailed = records.All(record => record.Result!.Reason == "diverged");
        var isLearned = records.Any(record => record.Result!.Learning is { IsComplete: true });
        return isFailed || (line.GetValue(requireLearned) && !isLearned) ? ExitCode.RunFailed : ExitCode.Done;
    }

    private sealed record Comparison(CompareCommand Command, ParseResult Line, List<RunOptions> All, CancellationToken CancellationToken)
        : IForPrecision<Task<int>>
    {
        public Task<int> Run<T>() where T : unmanaged, IFloatingPointIeee754<T> => Command.CompareAsync<T>(Line, All, CancellationToken);
    }
}
