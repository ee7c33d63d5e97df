using LinearAutoencoders.Mpi;
using LinearAutoencoders.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LinearAutoencoders.Cli.Display;

/// <summary>Shows runs on standard error while they go: a live table on a terminal, now and then a line elsewhere, or nothing.</summary>
internal sealed class RunDisplay(bool quiet) : IProgress<DataLoaded>
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan OverallInterval = TimeSpan.FromMinutes(1);

    /// <summary>A console on a writer; as wide as it takes where nobody wraps lines.</summary>
    public static IAnsiConsole CreateConsole(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        // What Open MPI gives ranks is a terminal that nobody looks at.
        if (!console.Profile.Out.IsTerminal || MpiWorld.IsLaunched) console.Profile.Width = 200;
        return console;
    }

    /// <summary>One line for the person at the terminal.</summary>
    public void Say(string line)
    {
        if (quiet) return;
        var lines = Console.IsErrorRedirected ? [line] : Words.Wrap(line, Math.Max(20, Console.WindowWidth));
        foreach (var part in lines) Terminal.Error.WriteLine(part);
    }

    /// <summary>A line that says how far work is while it lasts.</summary>
    public TransientLine Transient() =>
        new(quiet ? null : !Console.IsErrorRedirected, Console.IsErrorRedirected ? 0 : Math.Max(20, Console.WindowWidth));

    /// <summary>Says what was assumed of data while it was read, if anything was.</summary>
    public void SayNotes(string source, IReadOnlyList<string> notes)
    {
        if (notes.Count > 0) Say($"{source}: {string.Join("; ", notes)}");
    }

    /// <summary>Says what was done to data, if something was, and hands on the result.</summary>
    public TResult SayNote<TResult>(string source, (TResult Result, string? Note) noted)
    {
        SayNotes(source, noted.Note is { } note ? [note] : []);
        return noted.Result;
    }

    /// <summary>Says what was read, what was assumed of it, and how long it took.</summary>
    public void Report(DataLoaded value)
    {
        SayNotes(value.Source, value.Notes);
        Say($"{value.Source}: {NumberText.Count(value.Samples)} samples of {NumberText.Count(value.Dimension)} values, "
            + $"read in {NumberText.Seconds(value.ReadSeconds)}; "
            + $"their principal components in {NumberText.Seconds(value.ComponentsSeconds)}");
    }

    /// <summary>Shows the runs until the work is done; does not observe its exceptions.</summary>
    /// <param name="runs">All of them.</param>
    /// <param name="work">Ends when they have.</param>
    /// <param name="overall">How far they are together, as a line; null: nothing is said of that.</param>
    public async Task ShowAsync(IReadOnlyList<RunProgress> runs, Task work, Func<string>? overall = null)
    {
        if (!quiet) await (LiveConsole() is { } console ? ShowLiveAsync(console, runs, work, overall) : ShowLinesAsync(runs, work, overall))
            .ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);  // a terminal that goes away ends no run
        await work.ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
    }

    /// <summary>A console that can show a live table, if standard error is one; made for nothing else, as making it takes time.</summary>
    private static IAnsiConsole? LiveConsole() =>
        !Console.IsErrorRedirected && CreateConsole(Console.Error) is { Profile: { Out.IsTerminal: true, Capabilities.Ansi: true } } console
            ? console : null;

    private static async Task ShowLiveAsync(
        IAnsiConsole console, IReadOnlyList<RunProgress> runs, Task work, Func<string>? overall)
    {
        await console.Live(Rendered()).AutoClear(true).StartAsync(async context =>
        {
            while (!work.IsCompleted)
            {
                context.UpdateTarget(Rendered());
                await Task.WhenAny(work, Task.Delay(LiveInterval)).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);

        IRenderable Rendered() => RunTable.Render(runs, console.Profile.Width, console.Profile.Height, overall?.Invoke());
    }

    private async Task ShowLinesAsync(IReadOnlyList<RunProgress> runs, Task work, Func<string>? overall)
    {
        // Who asked for an overall line waits for hours: a line a minute and one for each end is what a log can hold.
        var interval = overall is null ? LineInterval : OverallInterval;
        var lastOverall = Environment.TickCount64;
        var ended = new HashSet<RunProgress>();
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(LineInterval)).ConfigureAwait(false);
            var isTime = Environment.TickCount64 - lastOverall >= interval.TotalMilliseconds || overall is null;
            if (isTime && overall is not null)
            {
                Say(overall());
                lastOverall = Environment.TickCount64;
            }
            foreach (var run in runs)
            {
                if (isTime && run.Status is RunStatus.Running && !work.IsCompleted) Say(Line(run));
                else if (runs.Count > 1 && run.Status > RunStatus.Running && ended.Add(run)) Say(Line(run));
            }
        }
    }

    private static string Line(RunProgress run)
    {
        var metrics = run.Metrics;
        var state = run.TimeLeft is { } left
            ? $"{NumberText.Rate(run.EpochsPerSecond)} epochs/s, {NumberText.Duration(left)} left"
            : run.Status.ToString().ToLowerInvariant();
        return $"{run.Name}: epoch {NumberText.Count(run.Epoch)} of {NumberText.Count(run.Epochs)}, "
            + $"loss {NumberText.Loss(metrics.Loss, metrics.ReconstructionLoss)}, "
            + $"d_align {NumberText.Distance(metrics.AxisAlignment)}, d_sub {NumberText.Distance(metrics.SubspaceDistance)}, {state}";
    }
}
