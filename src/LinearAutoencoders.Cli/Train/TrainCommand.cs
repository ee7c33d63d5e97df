using System.CommandLine;
using System.Numerics;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Train;

/// <summary><c>lae train</c>: one run.</summary>
internal sealed class TrainCommand
{
    private readonly RunArguments run = new();
    private readonly OutputArguments output = new();
    private readonly Option<string?> method = Options.OneOf("--method", $"what to train: {string.Join(", ", MethodNames.All)} [rag]", MethodNames.All);
    private readonly Option<string?> optimizer = Options.OneOf("--optimizer", "what takes the steps [nesterov]", ["nesterov", "adam"]);
    private readonly Option<string?> resume = Options.Text("--resume", "go on with the interrupted run in this folder, to the same bits", "DIR");

    public Command Build()
    {
        var command = new Command("train", "Train one linear autoencoder and write its weights, metrics and learning curves.");
        foreach (var option in run.All.Prepend(optimizer).Prepend(method).Append(resume).Concat(output.All)) command.Options.Add(option);
        command.SetAction(ExecuteAsync);
        return command;
    }

    private Task<int> ExecuteAsync(ParseResult line, CancellationToken cancellation)
    {
        var display = new RunDisplay(output.IsQuiet(line));
        if (line.GetValue(resume) is { } folder) return ResumeAsync(line, folder, display, cancellation);
        var options = run.Read(line);
        options = options with { Method = line.GetValue(method) ?? options.Method, Optimizer = line.GetValue(optimizer) ?? options.Optimizer };
        options.ToTraining().RequireConsistent();  // throws on values that cannot be, before anything is read
        return options.Precision == "float64"
            ? StartAsync<double>(line, options, display, cancellation)
            : StartAsync<float>(line, options, display, cancellation);
    }

    private Task<int> StartAsync<T>(ParseResult line, RunOptions options, RunDisplay display, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var name = $"{Curves.DataName(options.Data).ToLowerInvariant()}-{options.Method}-{options.Optimizer}-k{options.K}";
        var folder = RunDirectory.Create(output.FolderOr(line, name));
        return RunAsync<T>(line, options, folder, checkpoint: null, display, cancellation);
    }

    private Task<int> ResumeAsync(ParseResult line, string path, RunDisplay display, CancellationToken cancellation)
    {
        Option[] fixedOptions = [.. run.All.Except(run.Changeable), method, optimizer, output.Folder];
        if (Array.Find(fixedOptions, option => line.IsGiven(option)) is { } given)
            throw new UsageException($"--resume goes on with the run's own options, so {given.Name} cannot be given; leave it out");
        var (folder, record) = RunDirectory.Open(path);
        var options = run.Change(line, record.Options);
        return options.Precision == "float64"
            ? ResumeAsync<double>(line, options, folder, record, display, cancellation)
            : ResumeAsync<float>(line, options, folder, record, display, cancellation);
    }

    private Task<int> ResumeAsync<T>(
        ParseResult line, RunOptions options, RunDirectory folder, RunRecord record, RunDisplay display, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var checkpoint = new SavedRun<T>(folder.Checkpoint.Load<T>(), record.Data.Fingerprint);
        if (checkpoint.State.Epoch >= options.Epochs)
            throw new UsageException($"{folder.Path} has done {checkpoint.State.Epoch} epochs already; give a larger --epochs");
        display.Say($"going on from epoch {Numbers.Count(checkpoint.State.Epoch)}");
        return RunAsync(line, options, folder, checkpoint, display, cancellation);
    }

    private async Task<int> RunAsync<T>(
        ParseResult line, RunOptions options, RunDirectory folder, SavedRun<T>? checkpoint, RunDisplay display, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var team = output.Team(line);
        var data = PreparedData<T>.Load(options, team, display, cancellation);
        checkpoint?.RequireSameData(data.Dataset, folder.Path);
        options = data.Resolve(options);
        var progress = RunProgress.Of(options);
        var job = new Run<T>(data, options, folder, progress);
        var work = Task.Run(() => job.Execute(team, checkpoint?.State, cancellation), CancellationToken.None);
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
                display.Say($"interrupted after epoch {Numbers.Count(record.Result!.Epoch)}; go on with: lae train --resume {folder.Path}");
                return ExitCode.Interrupted;
            default:
                return ExitCode.Done;
        }
    }

    /// <summary>A state, and the fingerprint of the data it was trained on.</summary>
    private sealed record SavedRun<T>(TrainingState<T> State, string Fingerprint) where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void RequireSameData(Dataset dataset, string folder)
        {
            if (dataset.Fingerprint != Fingerprint)
                throw new BadDataException($"{dataset.Name} is not the data that {folder} was trained on (their fingerprints differ); restore it, or start anew");
        }
    }
}
