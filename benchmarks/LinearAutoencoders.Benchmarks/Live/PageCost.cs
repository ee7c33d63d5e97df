using System.Diagnostics;
using System.Globalization;
using LinearAutoencoders.Tests.Cli.Live;
using static LinearAutoencoders.Benchmarks.Live.LivePageRounds;

namespace LinearAutoencoders.Benchmarks.Live;

/// <summary>Processor time of a run with an open page over that of the same run without, and how old what the page shows is.</summary>
internal static class PageCost
{
    private const string Epoch = "+(document.querySelector('#rows tr')?.cells[3].textContent.split('/')[0].replaceAll(',', '') || 0)";

    public static async Task ShowAsync(IReadOnlyList<string> tools, string folder, int epochs, int rounds)
    {
        var measured = tools.ToDictionary(tool => tool, _ => new List<(double Ratio, double Delay)>());
        Console.WriteLine("| round | tool | run, s | with its page, s | ratio | behind: median, at most, s |\n|--:|---|--:|--:|--:|--:|");
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var tool in tools)
            {
                var alone = await TrainAsync(tool, folder, epochs, watch: null);
                List<double> ages = [];
                var watched = await TrainAsync(
                    tool, folder, epochs, async (address, process) => ages = await FollowAsync(address, process, folder));
                measured[tool].Add((watched / alone, ages.Max()));
                Console.WriteLine($"| {round} | {tool} | {alone:0.00} | {watched:0.00} | {watched / alone:0.000} "
                    + $"| {Median(ages):0.00}, {ages.Max():0.00} |");
            }
        }
        foreach (var (tool, all) in measured)
        {
            var (ratio, delay) = (Median(all.Select(one => one.Ratio)), Median(all.Select(one => one.Delay)));
            Console.WriteLine($"\n{tool}: median ratio {ratio:0.000}, behind at most {delay:0.00} s");
        }
    }

    /// <summary>The processor time of a run.</summary>
    private static async Task<double> TrainAsync(string lae, string folder, int epochs, Func<string, Process, Task>? watch)
    {
        var (times, run) = (Path.Combine(folder, "times"), Path.Combine(folder, "run"));
        if (Directory.Exists(run)) Directory.Delete(run, recursive: true);
        var start = new ProcessStartInfo("/usr/bin/time") { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] command =
        [
            "-f", "%U %S", "-o", times, lae, "train", "--data", "digits", "-k", "10", "--method", "rag",
            "--epochs", epochs.ToString(CultureInfo.InvariantCulture), "--eval-every", "100", "--threads", "1", "--no-picture",
            "--out", run, .. watch is null ? Array.Empty<string>() : ["--live"],
        ];
        foreach (var word in command) start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        if (watch is not null)
        {
            string? line;
            do line = await process.StandardError.ReadLineAsync();
            while (line is not null && !line.StartsWith("live: ", StringComparison.Ordinal));
            _ = process.StandardError.ReadToEndAsync();
            await watch(line!["live: ".Length..], process);
        }
        else
        {
            _ = process.StandardError.ReadToEndAsync();
        }
        await process.WaitForExitAsync();
        return (await File.ReadAllLinesAsync(times))[^1].Split(' ').Sum(part => double.Parse(part, CultureInfo.InvariantCulture));
    }

    /// <summary>Keeps the page open until the run has ended, and says how old what it showed was, as often as it was asked.</summary>
    private static async Task<List<double>> FollowAsync(string address, Process process, string folder)
    {
        using var page = await Browser.OpenAsync(address, 1280, 900);
        var (written, shown) = (new List<(double At, int Epoch)>(), new List<(double At, int Epoch)>());
        var clock = Stopwatch.StartNew();
        var metrics = Path.Combine(folder, "run", "metrics.csv");
        while (!process.HasExited)
        {
            // First the file, then the page: what the page is asked for has been in the file for so long at least.
            if (LastEpoch(metrics) is { } newest) written.Add((clock.Elapsed.TotalSeconds, newest));
            if ((int)(await page.EvaluateAsync(Epoch))! is var epoch and > 0) shown.Add((clock.Elapsed.TotalSeconds, epoch));
            await Task.Delay(20);
        }
        // What is shown was replaced in the file at the first sight of a later epoch there.
        return [.. shown.Select(one => written.Find(row => row.Epoch > one.Epoch) is { At: > 0 } next ? Math.Max(0, one.At - next.At) : 0)];
    }

    private static int? LastEpoch(string metrics)
    {
        try
        {
            using var file = new FileStream(metrics, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Position = Math.Max(0, file.Length - 512);
            using var reader = new StreamReader(file);
            var last = reader.ReadToEnd().TrimEnd().Split('\n')[^1].Split(',')[0];
            return int.TryParse(last, CultureInfo.InvariantCulture, out var epoch) ? epoch : null;
        }
        catch (IOException)
        {
            return null;  // not there yet
        }
    }
}
