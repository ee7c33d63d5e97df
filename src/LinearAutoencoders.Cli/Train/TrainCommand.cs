using System.CommandLine;
using System.Numerics;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Cli.Live;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Mpi;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Train;

/// <summary><c>lae train</c>: one run.</summary>
internal sealed class TrainCommand
{
    private readonly RunArguments run = new();
    private readonly OutputArguments output = new();
    private readonly LiveArguments live = new();
    private readonly Option<string?> method = Options.OneOf(
        "--method", $"what to train: {string.Join(", ", Method.Registry.Names)} [gauge-fixed]", Method.Registry.Names);
    private readonly Option<string?> optimizer = Options.OneOf(
        "--optimizer", "what takes the steps [nesterov; aligned-vae: adam]", Optimizer.Registry.Names);
    private readonly Option<string?> resume = Options.Text(
        "--resume", "go on with the interrupted run in this folder, to the same bits", "DIR");

    private readonly Option<bool> requireLearned = Options.Flag(
        "--require-learned", "exit code 1 unless all k components are learned, in order");

    public static LazyCommand Create() => new(
        "train", "Train one linear autoencoder and write its weights, metrics and learning curves.",
        command => new TrainCommand().AddTo(command));

    private void AddTo(Command command)
    {
        Option[] all = [method, optimizer, .. run.All, resume, requireLearned, .. live.All, .. output.OfRuns];
        foreach (var option in all) command.Options.Add(option);
        command.SetAction(ExecuteAsync);
    }

    private Task<int> ExecuteAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var display = new RunDisplay(output.IsQuiet(line));
        if (line.GetValue(resume) is { } path) return ResumeAsync(line, path, display, cancellationToken);
        var options = ReadOptions(line);
        var name = $"{Curves.DataName(options.Data).ToLowerInvariant()}-{options.NameWith("-")}-k{options.Training.LatentDimension}";
        var folder = new RunDirectory(Ranks.FolderOr(() => output.FolderOr(line, name)));
        folder.RequireOurs();  // before anything is read
        Ranks.KeepStatusOf(folder.Path);
        return StartAsync(line, options, folder, isResumed: false, display, cancellationToken);
    }

    private RunOptions ReadOptions(ParseResult line)
    {
        var options = run.Read(line);
        var training = options.Training;
        var chosenMethod = line.GetValue(method) is { } name ? Method.Registry[name] : training.Method;
        var chosenOptimizer = line.GetValue(optimizer) is { } steps ? Optimizer.Registry[steps] : chosenMethod.PreferredOptimizer;
        if (!chosenMethod.TakesOptimizer && line.IsGiven(optimizer))
            throw new UsageException($"{chosenMethod.Name} has steps of its own and takes no --optimizer; leave it out");
        run.OfMethods.RequireUsed(line, [chosenMethod]);
        run.OfOptimizers.RequireUsed(line, chosenMethod.TakesOptimizer ? [chosenOptimizer] : []);
        return run.WithAlgorithms(line, options, chosenMethod, chosenOptimizer);
    }

    private Task<int> ResumeAsync(ParseResult line, string path, RunDisplay display, CancellationToken cancellationToken)
    {
        Option[] fixedOptions = [.. run.All.Except(run.Changeable), method, optimizer, output.Folder, output.Force];
        if (Array.Find(fixedOptions, option => line.IsGiven(option)) is { } given)
            throw new UsageException($"--resume goes on with the run's own options, so {given.Name} cannot be given; leave it out");
        if (MpiWorld.IsLaunched) throw new UsageException(
            "on ranks a run goes on with the command that began it; give that instead of --resume, or leave out mpirun");
        var folder = new RunDirectory(path);
        var record = folder.RequireRecord();
        var options = run.Change(line, record.Options);
        if (record.Timing?.WorkingDirectory is { } start && options.Data == record.Options.Data && start != Directory.GetCurrentDirectory()
            && Directory.Exists(start))
        {
            // The names in the options are meant from where the run was begun.
            folder = new RunDirectory(Path.GetFullPath(path));
            Directory.SetCurrentDirectory(start);
        }
        return StartAsync(line, options, folder, isResumed: true, display, cancellationToken);
    }

    private Task<int> StartAsync(
        ParseResult line, RunOptions options, RunDirectory folder, bool isResumed, RunDisplay display,
        CancellationToken cancellationToken) =>
        options.Precision.Run(new Training
        {
            Command = this,
            Line = line,
            Options = options,
            Folder = folder,
            IsResumed = isResumed,
            Display = display,
            CancellationToken = cancellationToken,
        });

    private async Task<int> RunAsync<T>(
        ParseResult line, RunOptions options, RunDirectory folder, bool isResumed, RunDisplay display, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var team = output.SharedTeam(line);
        Ranks.ShareFolder(folder.Path);
        var data = PreparedData<T>.Load(options, team, display, cancellationToken, display.Say);
        var isDefaultRate = options.Training.LearningRate is null;
        var asked = options;
        options = data.Resolve(asked);
        if (PenaltyChoice.Note(asked, options) is { } note) display.Say($"{options.Training.Method.Name}: {note}");
        if (data.Warning(options) is { } warning) display.Say($"{options.Training.Method.Name}: {warning}");
        using var view = live.Start(line, folder.Path, display, cancellationToken);
        var progress = RunProgress.Of(options);
        var job = new Run<T>(data, options, folder, progress)
        {
            ChangesEpochs = isResumed,
            MayRestart = isDefaultRate,
            Replaces = output.Replaces(line),
            DrawsCurves = false,  // after the results
            Say = display.Say,
        };
        var work = Task.Run(() => job.Execute(team, view.Token), CancellationToken.None);
        await display.ShowAsync([progress], work).ConfigureAwait(false);
        var record = await work.ConfigureAwait(false);
        var code = Report(line, folder, record, progress.Status, display);
        if (output.Draws(line)) folder.WriteCurves(record.Options);
        return code;
    }

    private int Report(ParseResult line, RunDirectory folder, RunRecord record, RunStatus status, RunDisplay display)
    {
        if (output.IsJson(line)) TrainReport.WriteJson(record, folder);
        else TrainReport.WriteText(record, output.Draws(line) ? folder.CurvesPath : null);
        switch (status)
        {
            case RunStatus.Diverged:
                Terminal.Error.WriteLine(TrainReport.DivergenceAdvice(record));
                return ExitCode.RunFailed;
            case RunStatus.Cancelled:
                display.Say($"interrupted after epoch {NumberText.Count(record.Result!.Epoch)}; "
                    + $"go on with: lae train --resume {folder.Path}");
                return ExitCode.Interrupted;
            default:
                var isComplete = record.Result!.Learning is { IsComplete: true };
                return line.GetValue(requireLearned) && !isComplete ? ExitCode.RunFailed : ExitCode.Done;
        }
    }

    private sealed record Training : IForPrecision<Task<int>>
    {
        public required TrainCommand Command { get; init; }

        public required ParseResult Line { get; init; }

        public required RunOptions Options { get; init; }

        public required RunDirectory Folder { get; init; }

        public required bool IsResumed { get; init; }

        public required RunDisplay Display { get; init; }

        public required CancellationToken CancellationToken { get; init; }

        public Task<int> Run<T>() where T : unmanaged, IFloatingPointIeee754<T> =>
            Command.RunAsync<T>(Line, Options, Folder, IsResumed, Display, CancellationToken);
    }
}
