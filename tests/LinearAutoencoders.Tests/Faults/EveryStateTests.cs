using System.Globalization;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Tests.Faults;

/// <summary>
///   A run is stopped before each of its operations on files, by a kill and by a power cut, and done again: its files are those of one
///   that was never stopped.
/// </summary>
/// <remarks>A sample of the operations; LAE_FAULTS=all takes each, and LAE_FAULTS_REPORT names a file for the counts.</remarks>
public class EveryStateTests
{
    private const int SampleSize = 2;

    private static readonly Lock Gate = new();

    public static TheoryData<string, string> All => Tests.Training.Runs.All;

    [Theory, MemberData(nameof(All))]
    public void Run_EndsInTheSameFiles_WhereverItWasStopped(string method, string optimizer)
    {
        using var run = new SmallRun(method, optimizer);
        AssertSurvivesEverything(run, $"{method} {optimizer}", 0);
    }

    [Fact]
    public void InterruptedRun_EndsInTheSameFiles_WhereverItWasStopped()
    {
        using var run = new SmallRun("rag", "adam");
        AssertSurvivesEverything(run, "interrupted", 5);
    }

    [Fact]
    public void DivergingRun_EndsInTheSameFiles_WhereverItWasStopped()
    {
        using var run = new SmallRun("rag", "nesterov",
            training => training with { LearningRate = 1, CheckpointEvery = 1, EvaluateEvery = 4 });
        AssertSurvivesEverything(run, "diverging", 0);
    }

    [Fact]
    public void RestartingRun_EndsInTheSameFiles_WhereverItWasStopped()
    {
        using var run = new SmallRun("rag", "nesterov",
            training => training with { LearningRate = 8, CheckpointEvery = 1 }, mayRestart: true);
        Assert.InRange(run.Execute("probe").Restarts!.Value, 2, 11);
        AssertSurvivesEverything(run, "restarting", 0);
    }

    [Fact]
    public void AligningRun_EndsInTheSameFiles_WhereverItWasStopped()
    {
        using var probe = new SmallRun("rag", "adam");
        probe.Execute("run");
        var reached = MetricsFile.Read(probe.PathOf("run/metrics.csv")).Single(row => row.Epoch == 6).AxisAlignment;
        using var run = new SmallRun("rag", "adam", training => training with { StopBelowAlignment = reached * 1.000001 });
        AssertSurvivesEverything(run, "aligning", 0);
    }

    /// <param name="run">The run.</param>
    /// <param name="name">For the report.</param>
    /// <param name="cancelAfter">Ctrl-C after so many epochs comes before the kill, so that a resumed run is stopped; 0: none.</param>
    private static void AssertSurvivesEverything(SmallRun run, string name, int cancelAfter)
    {
        Start(run, "whole", cancelAfter);
        var counter = new Interruption();
        run.Execute("whole", counter);
        var expected = run.Files("whole");
        var moments = Moments(counter.Count, name);
        foreach (var moment in moments)
        {
            Start(run, "cut", cancelAfter);
            var cut = new Interruption(moment) { Model = cancelAfter == 0 ? new DiskModel(run.PathOf("cut")) : null };
            Assert.Throws<KilledException>(() => run.Execute("cut", cut));
            if (cancelAfter == 0)
            {
                cut.Model!.Restore(run.PathOf("lost"), null);
                cut.Model.Restore(run.PathOf("mixed"), new Random(moment));
            }
            foreach (var state in cancelAfter == 0 ? new[] { "cut", "lost", "mixed" } : ["cut"])
            {
                run.Execute(state);
                Assert.True(expected.SequenceEqual(run.Files(state)), Difference(expected, run.Files(state), $"{name}, {state}, {moment}"));
                Directory.Delete(run.PathOf(state), recursive: true);
            }
        }
        var continued = moments.Count * (cancelAfter == 0 ? 3 : 1);
        Report($"{name}: {counter.Count} operations, {moments.Count} stops, {continued} continued, 0 lost");
    }

    private static void Start(SmallRun run, string name, int cancelAfter)
    {
        if (cancelAfter > 0) Assert.Equal("cancelled", run.Execute(name, cancelAfter: cancelAfter).Result!.Reason);
    }

    private static List<int> Moments(int count, string name)
    {
        if (Environment.GetEnvironmentVariable("LAE_FAULTS") == "all") return [.. Enumerable.Range(0, count)];
        var random = new Random(name.Sum(letter => letter));
        return [.. Enumerable.Range(0, SampleSize).Select(i => (int)((i + random.NextDouble()) * count / SampleSize))];
    }

    private static void Report(string line)
    {
        if (Environment.GetEnvironmentVariable("LAE_FAULTS_REPORT") is not { Length: > 0 } path) return;
        lock (Gate) File.AppendAllText(path, line + "\n");
    }

    internal static string Difference(SortedDictionary<string, string> expected, SortedDictionary<string, string> found, string what)
    {
        var names = expected.Keys.Union(found.Keys).Where(name => expected.GetValueOrDefault(name) != found.GetValueOrDefault(name));
        return string.Create(CultureInfo.InvariantCulture, $"{what}: {string.Join(", ", names)} differ");
    }
}
