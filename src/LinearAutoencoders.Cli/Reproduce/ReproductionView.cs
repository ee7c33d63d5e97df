using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Reproduce;

/// <summary>A reproduction on the screen: its runs as those of <c>lae compare</c>, and how far they are together.</summary>
internal sealed class ReproductionView(RunDisplay display) : IReproductionView
{
    public void Say(string line) => display.Say(line);

    public async Task ShowAsync(IReadOnlyList<PlannedRun> runs, Func<IReadOnlyList<IProgress<RunEvent>>, Task> start)
    {
        List<RunProgress> progress = [.. runs.Select(run => new RunProgress(run.Name, run.Epochs))];
        var overall = new OverallProgress([.. progress.Zip(runs, (shown, run) => (shown, run.Cost))]);
        var work = start(progress);
        await display.ShowAsync(progress, work, overall.Line).ConfigureAwait(false);
        await work.ConfigureAwait(false);
    }
}
