using System.CommandLine;
using System.Numerics;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Train;

/// <summary><c>lae train</c>: one run.</summary>
internal sealed class TrainCommand
{
    private readonly RunArguments run = new();
    private readonly OutputArguments output = new();
    private readonly Option<string?> method = Options.OneOf(
        "--method", $"what to train: {string.Join(", ", Method.Registry.Names)} [rag]", Method.Registry.Names);
    private readonly Option<string?> optimizer = Options.OneOf(
        "--optimizer", "what takes the steps [nesterov]", Optimizer.Registry.Names);
    private readonly Option<string?> resume = Options.Text(
        "--resume", "go on with the interrupted run in this folder, to the same bits", "DIR");

    public static LazyCommand Create() => new(
        "train", "Train one linear autoencoder and write its weights, metrics and learning curves.",
        command => new TrainCommand().AddTo(command));

    private void AddTo(Command command)
    {
        foreach (var option in run.All.Prepend(optimizer).Prepend(method).Append(resume).Concat(output.All)) command.Options.Add(option);
        command.SetAction(ExecuteAsync);
    }

    private Task<int> ExecuteAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var display = new RunDisplay(output.IsQuiet(line));
        if (line.GetValue(resume) is { } path) return ResumeAsync(line, path, display, cancellationToken);
        var options = ReadOptions(line);
        var name = $"{Curves.DataName(options.Data).ToLowerInvariant()}-{options.NameWith("-")}-k{options.Training.LatentDimension}";
        var folder = RunDirectory.Create(output.FolderOr(line, name));
        return StartAsync(line, options, folder, saved: null, display, cancellationToken);
    }

    private RunOptions ReadOptions(ParseResult line)
    {
        var options = run.Read(line);
        var training = options.Training;
        var chosenMethod = line.GetValue(method) is { } name ? Method.Registry[name] : training.Method;
        var chosenOptimizer = line.GetValue(optimizer) is { } steps ? Optimizer.Registry[steps] : training.Optimizer;
        if (!chosenMethod.TakesOptimizer && line.IsGiven(optimizer))
            throw new UsageException($"{chosenMethod.Name} has steps of its own and takes no --optimizer; leave it out");
        run.OfMethods.RequireUsed(line, [chosenMethod]);
        run.OfOptimizers.RequireUsed(line, chosenMethod.TakesOptimizer ? [chosenOptimizer] : []);
        return run.WithAlgorithms(line, options, chosenMethod, chosenOptimizer);
    }

    private Task<int> ResumeAsync(ParseResult line, string path, RunDisplay display, CancellationToken cancellationToken)
    {
        Option[] fixedOptions = [.. run.All.Except(run.Changeable), method, optimizer, output.Folder];
        if (Array.Find(fixedOptions, option => line.IsGiven(option)) is { } given)
            throw new UsageException($"--resume goes on with the run's own options, so {given.Name} cannot be given; leave it out");
        var (folder, record) = RunDirectory.Open(path);
        var options = run.Change(line, record.Options);
        var (state, version) = folder.Checkpoint.Load();
        if (state.Epoch >= options.Training.Epochs)
            throw new UsageException($"{folder.Path} has done {state.Epoch} epochs already; give a larger --epochs");
        if (version != RunRecord.CurrentVersion)
            display.Say($"the state was saved by version {version}, this is {RunRecord.CurrentVersion}: "
                + "the bits may differ from those of a run by one of them");
        display.Say($"going on from epoch {NumberText.Count(state.Epoch)}");
        var saved = new SavedRun(state, record.Data.Fingerprint);
        return StartAsync(line, options, folder, saved, display, cancellationToken);
    }

    private Task<int> StartAsync(
        ParseResult line, RunOptions options, RunDirectory folder, SavedRun? saved, RunDisplay display,
        CancellationToken cancellationToken) =>
        options.Precision.Run(new Training
        {
            Command = this,
            Line = line,
            Options = options,
            Folder = folder,
            Saved = saved,
            Display = display,
            CancellationToken = cancellationToken,
        });

    private async Task<int> RunAsync<T>(
        ParseResult line, RunOptions options, RunDirectory folder, SavedRun? saved, RunDisplay display, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var team = output.Team(line);
        var data = PreparedData<T>.Load(options, team, display, cancellationToken);
        saved?.RequireSameData(data.Dataset.Name, data.Dataset.Fingerprint, folder.Path);
        options = data.Resolve(options);
        var progress = RunProgress.Of(options);
        var job = new Run<T>(data, options, folder, progress);
        var work = Task.Run(() => job.Execute(team, saved?.State, cancellationToken), CancellationToken.None);
        await display.ShowAsync([progress], work).ConfigureAwait(false);
        var record = await work.ConfigureAwait(false);
        return Report(line, folder, record, progress.Status, display);
    }

    private int Report(ParseResult line, RunDirectory folder, RunRecord record, RunStatus status, RunDisplay display)
    {
        if (output.IsJson(line)) TrainReport.WriteJson(Console.Out, record, folder);
        else TrainReport.WriteText(Console.Out, record, folder);
        switch (status)
        {
            case RunStatus.Diverged:
                Console.Error.WriteLine(TrainReport.DivergenceAdvice(record));
                return ExitCode.RunFailed;
            case RunStatus.Cancelled:
                display.Say($"interrupted after epoch {NumberText.Count(record.Result!.Epoch)}; "
                    + $"go on with: lae train --resume {folder.Path}");
                return ExitCode.Interrupted;
            default:
                return ExitCode.Done;
        }
    }

    /// <summary>A state, and the fingerprint of the data it was trained on.</summary>
    private sealed record SavedRun(TrainingState State, string Fingerprint)
    {
        public void RequireSameData(string name, string fingerprint, string folder)
        {
            if (fingerprint != Fingerprint)
                throw new BadDataException(
                    $"{name} is not the data that {folder} was trained on (their fingerprints differ); restore it, or start anew");
        }
    }

    private sealed record Training : IForPrecision<Task<int>>
    {
        public required TrainCommand Command { get; init; }

        public required ParseResult Line { get; init; }

        public required RunOptions Options { get; init; }

        public required RunDirectory Folder { get; init; }

        public required SavedRun? Saved { get; init; }

        public required RunDisplay Display { get; init; }

        public required CancellationToken CancellationToken { get; init; }

        public Task<int> Run<T>() where T : unmanaged, IFloatingPointIeee754<T> =>
            Command.RunAsync<T>(Line, Options, Folder, Saved, Display, CancellationToken);
    }
}
