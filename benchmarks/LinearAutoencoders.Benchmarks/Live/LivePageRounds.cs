using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LinearAutoencoders.Tests.Cli.Live;

namespace LinearAutoencoders.Benchmarks.Live;

/// <summary>
///   What the page of a run costs, how far it is behind, and how long its frames take: <c>live LAE [EPOCHS] [ROUNDS]</c>, LAE being the
///   installed tool. Needs Chromium, and GNU time for the processor time of a run.
/// </summary>
internal static class LivePageRounds
{
    private const string Epoch = "+(document.querySelector('#rows tr')?.cells[3].textContent.split('/')[0].replaceAll(',', '') || 0)";

    public static async Task RunAsync(string[] arguments)
    {
        if (arguments.Length == 0 || Browser.Program is null)
            throw new ArgumentException("live LAE [EPOCHS] [ROUNDS], with Chromium installed");
        var lae = Path.GetFullPath(arguments[0]);
        var epochs = arguments.Length > 1 ? arguments[1] : "3000000";
        var rounds = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 5;
        var folder = Directory.CreateTempSubdirectory("lae-live-").FullName;
        try
        {
            await CostAsync(lae, folder, epochs, rounds);
            await FramesAsync(lae, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Processor time of a run with an open page over that of the same run without, in turns.</summary>
    private static async Task CostAsync(string lae, string folder, string epochs, int rounds)
    {
        var (ratios, delays) = (new List<double>(), new List<double>());
        Console.WriteLine("| round | run, s | with its page, s | ratio | behind by at most, s |\n|--:|--:|--:|--:|--:|");
        for (var round = 1; round <= rounds; round++)
        {
            var alone = await TrainAsync(lae, folder, epochs, watch: null);
            var delay = 0.0;
            var watched = await TrainAsync(
                lae, folder, epochs, async (address, process) => delay = await FollowAsync(address, process, folder));
            ratios.Add(watched / alone);
            delays.Add(delay);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {round} | {alone:0.00} | {watched:0.00} | {watched / alone:0.000} | {delay:0.00} |"));
        }
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\nmedian ratio {Median(ratios):0.000}, behind {Median(delays):0.00} s\n"));
    }

    /// <summary>The processor time of a run.</summary>
    private static async Task<double> TrainAsync(string lae, string folder, string epochs, Func<string, Process, Task>? watch)
    {
        var (times, run) = (Path.Combine(folder, "times"), Path.Combine(folder, "run"));
        if (Directory.Exists(run)) Directory.Delete(run, recursive: true);
        var start = new ProcessStartInfo("/usr/bin/time") { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] command =
        [
            "-f", "%U %S", "-o", times, lae, "train", "--data", "digits", "-k", "10", "--method", "rag", "--epochs", epochs,
            "--eval-every", "100", "--threads", "1", "--no-picture", "--out", run, .. watch is null ? Array.Empty<string>() : ["--live"],
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

    /// <summary>Keeps the page open until the run has ended, and says how old what it showed was at most.</summary>
    private static async Task<double> FollowAsync(string address, Process process, string folder)
    {
        using var page = await Browser.OpenAsync(address, 1280, 900);
        var (clock, shown) = (Stopwatch.StartNew(), new List<(double At, int Epoch)>());
        while (!process.HasExited)
        {
            var at = clock.Elapsed.TotalSeconds;
            if ((int)(await page.EvaluateAsync(Epoch))! is var epoch and > 0) shown.Add((at, epoch));
            await Task.Delay(50);
        }
        // Epochs by the run's own clock, which began when the oldest of what was shown was new.
        var rows = await File.ReadAllLinesAsync(Path.Combine(folder, "run", "metrics.csv"));
        var seconds = rows.Skip(1).Select(line => line.Split(',')).ToDictionary(
            cells => int.Parse(cells[0], CultureInfo.InvariantCulture), cells => double.Parse(cells[6], CultureInfo.InvariantCulture));
        var ages = shown.Select(one => one.At - seconds[one.Epoch]).ToList();
        return ages.Count == 0 ? double.NaN : ages.Max() - ages.Min();
    }

    /// <summary>Ten runs of 30,000 epochs on one page: the pointer moves over the curves while it scrolls.</summary>
    private static async Task FramesAsync(string lae, string folder)
    {
        var runs = Path.Combine(folder, "ten");
        Console.WriteLine("| rows of a run | between frames: median, 95 %, longest, ms | of which busy, mean, ms |\n|--:|--:|--:|");
        foreach (var every in new[] { "10", "1" })
        {
            string[] compare =
            [
                "compare", "--data", "digits", "-k", "5", "--methods", "rag", "--optimizers", "nesterov", "--seed", "0..9",
                "--epochs", "30000", "--eval-every", every, "--no-picture", "--force", "--quiet", "--out", runs,
            ];
            using (var made = Process.Start(new ProcessStartInfo(lae, compare) { RedirectStandardOutput = true })!)
            {
                _ = await made.StandardOutput.ReadToEndAsync();
                await made.WaitForExitAsync();
            }
            var start = new ProcessStartInfo(lae, ["watch", runs]) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            using (var page = await Browser.OpenAsync((await process.StandardOutput.ReadLineAsync())!, 1280, 900))
            {
                await page.WaitForAsync("[...document.querySelectorAll('#rows tr')]"
                    + ".filter(row => row.cells[3].textContent === '30,000/30,000').length === 10");
                await Task.Delay(1000);  // all rows are there, and drawn once
                var before = await page.SecondsBusyAsync();
                var frames = (await page.EvaluateAsync(Frames))!.AsArray();
                var busy = 1000 * (await page.SecondsBusyAsync() - before) / frames.Count;
                var rows = 30_000 / int.Parse(every, CultureInfo.InvariantCulture) + 1;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {rows:N0} | {Text(frames)} | {busy:0.0} |"));
            }
            process.Kill();
            await process.WaitForExitAsync();
        }

        static string Text(JsonArray times)
        {
            List<double> sorted = [.. times.Select(time => (double)time!).Order()];
            return string.Create(
                CultureInfo.InvariantCulture, $"{Median(sorted):0.0}, {sorted[sorted.Count * 95 / 100]:0.0}, {sorted[^1]:0.0}");
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>The times from one frame to the next, 300 of them.</summary>
    private const string Frames = """
        new Promise(done => {
            const chart = document.getElementById('chart'), between = [];
            let last = performance.now();
            const step = now => {
                between.push(now - last);
                last = now;
                const n = between.length;
                chart.dispatchEvent(new PointerEvent('pointermove', { clientX: 100 + 2 * n, clientY: 200 }));
                scrollBy(0, n % 40 < 20 ? 20 : -20);
                if (n < 300) requestAnimationFrame(step); else done(between);
            };
            requestAnimationFrame(step);
        })
        """;
}
