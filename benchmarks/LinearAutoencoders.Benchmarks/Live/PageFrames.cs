using System.Diagnostics;
using LinearAutoencoders.Tests.Cli.Live;
using static LinearAutoencoders.Benchmarks.Live.LivePageRounds;

namespace LinearAutoencoders.Benchmarks.Live;

/// <summary>
///   Ten runs of 30,000 epochs on one page, scrolled by a wheel or a finger while the pointer moves over the curves: when all is shown and
///   nothing goes on, and from the opening of the page on, with a further run that goes.
/// </summary>
internal static class PageFrames
{
    private const string Listed =
        "[...document.querySelectorAll('#rows tr')].filter(row => row.cells[3].textContent === '30,000/30,000').length === 10";

    public static async Task ShowAsync(IReadOnlyList<string> tools, string folder, int rounds)
    {
        Console.WriteLine("| page | screen | tool | opened in, s; busy, s | between frames: median, 95 %, longest, ms "
            + "| busy in a frame, mean, ms |\n|---|---|---|--:|--:|--:|");
        var runs = Path.Combine(folder, "runs");
        await MakeAsync(tools[0], runs);
        foreach (var isGoing in new[] { false, true })
        {
            foreach (var isPhone in new[] { false, true })
            {
                var all = tools.ToDictionary(tool => tool, _ => new List<Measured>());
                for (var round = 0; round < rounds; round++)
                    foreach (var tool in tools) all[tool].Add(await MeasureAsync(tool, runs, isPhone, isGoing));
                foreach (var (tool, measured) in all)
                {
                    List<double> frames = [.. measured.SelectMany(one => one.Frames)];
                    var (opened, work) = (Median(measured.Select(one => one.Opened)), Median(measured.Select(one => one.Work)));
                    Console.WriteLine($"| {(isGoing ? "opened, a run goes" : "at rest")} | {(isPhone ? "phone" : "desk")} | {tool} "
                        + $"| {opened:0.00}; {work:0.00} | {Median(frames):0.0}, {Share(frames, 0.95):0.0}, {frames.Max():0.0} "
                        + $"| {measured.Average(one => one.Busy):0.0} |");
                }
            }
        }
    }

    private static Task MakeAsync(string lae, string runs) => Started(
        lae, "compare", "--data", "digits", "-k", "10", "--methods", "rag", "--optimizers", "nesterov", "--seed", "0..9",
        "--epochs", "30000", "--eval-every", "1", "--no-picture", "--quiet", "--out", runs).WaitForExitAsync();

    private static async Task<Measured> MeasureAsync(string lae, string runs, bool isPhone, bool isGoing)
    {
        var further = Path.Combine(runs, "further");
        List<Process> processes = [];
        if (isGoing)
        {
            processes.Add(Started(
                lae, "train", "--data", "digits", "-k", "10", "--method", "rag", "--epochs", "100000000", "--eval-every", "100",
                "--threads", "1", "--quiet", "--out", further));
        }
        try
        {
            processes.Add(Started(lae, "watch", runs));
            var address = (await processes[^1].StandardOutput.ReadLineAsync())!;
            var (width, height) = isPhone ? (390, 844) : (1280, 900);
            var clock = Stopwatch.StartNew();
            using var page = await Browser.OpenAsync(address, width, height, isPhone: isPhone);
            if (isGoing) await page.WaitForAsync($"document.getElementById('rows') && ({Record})");
            await page.WaitForAsync(Listed);
            var (opened, work) = (clock.Elapsed.TotalSeconds, await page.SecondsBusyAsync());
            if (!isGoing)
            {
                await Task.Delay(1000);  // all rows are there, and drawn once
                await page.EvaluateAsync(Record);
            }
            var before = await page.SecondsBusyAsync();
            for (var i = 0; i < 6; i++) await page.ScrollAsync(i % 2 == 0 ? 600 : -600, isPhone);
            var frames = (await page.EvaluateAsync("isOver = true, between"))!.AsArray().Select(time => (double)time!).ToList();
            return new(opened, work, frames, 1000 * (await page.SecondsBusyAsync() - before) / frames.Count);
        }
        finally
        {
            foreach (var process in processes)
            {
                process.Kill();
                await process.WaitForExitAsync();
                process.Dispose();
            }
            if (isGoing) Directory.Delete(further, recursive: true);
        }
    }

    private static Process Started(string lae, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(lae, arguments) { RedirectStandardOutput = true })!;

    /// <summary>Notes the time between frames, in each of which the pointer moves.</summary>
    private const string Record = """
        (() => {
            window.between = []; window.isOver = false;
            let last = 0;
            const chart = document.getElementById('chart');
            const step = now => {
                between.push(now - last);
                last = now;
                chart.dispatchEvent(new PointerEvent('pointermove', { clientX: 100 + 2 * between.length % 200, clientY: 200 }));
                if (!isOver) requestAnimationFrame(step);
            };
            requestAnimationFrame(now => { last = now; requestAnimationFrame(step); });
            return true;
        })()
        """;

    /// <param name="Opened">Seconds until all runs were listed.</param>
    /// <param name="Work">Seconds that the page was busy for that.</param>
    /// <param name="Frames">Milliseconds from one frame to the next.</param>
    /// <param name="Busy">Milliseconds of a frame that the page was busy, in the mean.</param>
    private sealed record Measured(double Opened, double Work, List<double> Frames, double Busy);
}
