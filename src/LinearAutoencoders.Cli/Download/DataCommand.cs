using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using Spectre.Console;

namespace LinearAutoencoders.Cli.Download;

/// <summary><c>lae data mnist</c>: fetches MNIST and checks it.</summary>
internal sealed class DataCommand
{
    private readonly Option<string?> folder = Options.Text("--dir", $"where to put the files [{MnistFiles.DefaultDirectory}]", "DIR");

    private readonly Option<bool> json = Options.Flag("--json", "print the result as one JSON object");

    public static LazyCommand Create() => new("data", "Fetch data sets.", command => new DataCommand().AddTo(command));

    private void AddTo(Command command)
    {
        var mnist = new Command("mnist", "Download the four files of MNIST from public mirrors and check them; files that are there stay.");
        mnist.Options.Add(folder);
        mnist.Options.Add(json);
        mnist.SetAction(FetchAsync);
        command.Subcommands.Add(mnist);
    }

    private async Task<int> FetchAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var directory = line.GetValue(folder) ?? MnistFiles.DefaultDirectory;
        var download = new MnistDownload();
        var console = Display.RunDisplay.CreateConsole(Console.Error);
        var files = console.Profile.Out.IsTerminal
            ? await FetchWithBarsAsync(download, directory, console, cancellationToken).ConfigureAwait(false)
            : await download.FetchAsync(directory, null, cancellationToken).ConfigureAwait(false);
        if (line.GetValue(json)) JsonOutput.Write(new() { ["files"] = new JsonArray([.. files.Select(Json)]) });
        else foreach (var file in files) Terminal.Out.WriteLine(file.WasPresent ? $"{file.Path} is there already" : file.Path);
        if (directory != MnistFiles.DefaultDirectory) Terminal.Error.WriteLine($"use them with: --data mnist:{directory}");
        return ExitCode.Done;
    }

    private static JsonObject Json(FetchedFile file) => new() { ["path"] = file.Path, ["was_present"] = file.WasPresent };

    private static async Task<IReadOnlyList<FetchedFile>> FetchWithBarsAsync(
        MnistDownload download, string directory, IAnsiConsole console, CancellationToken cancellationToken)
    {
        IReadOnlyList<FetchedFile> files = [];
        await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn { Culture = CultureInfo.InvariantCulture })
            .StartAsync(async context =>
            {
                var bars = new Bars(context);
                files = await download.FetchAsync(directory, bars, cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
        return files;
    }

    /// <summary>A bar for each file. Not <see cref="Progress{T}"/>, which would report from another thread, out of order.</summary>
    private sealed class Bars(ProgressContext context) : IProgress<DownloadProgress>
    {
        private readonly Dictionary<string, ProgressTask> tasks = [];

        public void Report(DownloadProgress value)
        {
            lock (tasks)
            {
                if (!tasks.TryGetValue(value.File, out var task)) tasks[value.File] = task = context.AddTask(value.File);
                task.MaxValue = value.Total ?? Math.Max(value.Bytes, 1);
                task.Value = value.Bytes;
            }
        }
    }
}
