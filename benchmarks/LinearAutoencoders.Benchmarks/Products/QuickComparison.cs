using System.Diagnostics;
using System.Globalization;
using System.Text;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Benchmarks.Products;

/// <summary>Ours against OpenBLAS in a minute or two: both in turns, so that a noisy machine disturbs both alike.</summary>
internal static class QuickComparison
{
    private const double SecondsPerCase = 0.4;
    private const double SecondsPerSample = 0.0005;

    /// <summary>
    /// Prints a Markdown table of the fastest times; arguments are words that a case's name must contain, or threads=1.
    /// </summary>
    public static void Run(string[] arguments)
    {
        var words = arguments.Where(word => !word.StartsWith("threads=", StringComparison.Ordinal)).ToArray();
        var threads = arguments.Where(word => word.StartsWith("threads=", StringComparison.Ordinal))
            .Select(word => int.Parse(word["threads=".Length..], CultureInfo.InvariantCulture)).ToArray();
        if (threads.Length == 0) threads = [1, 2];
        Console.OutputEncoding = Encoding.UTF8;
        Console.WriteLine(OpenBlas.Configuration);
        var cases = ProductCase.All.Where(one => words.All(word => Matches(one, word))).ToArray();
        if (cases.Length == 0) throw new ArgumentException($"no product has all of: {string.Join(", ", words)}");
        foreach (var count in threads) Compare(count, cases);
    }

    private static bool Matches(ProductCase product, string word) =>
        product.ToString().Contains(word, StringComparison.Ordinal)
        || product.Shape.ToString().Contains(word, StringComparison.Ordinal);

    private static void Compare(int threads, ProductCase[] cases)
    {
        using var team = new WorkerTeam(threads);
        OpenBlas.SetThreads(threads);
        Console.WriteLine($"\n{threads} thread{(threads > 1 ? "s" : "")}\n");
        Console.WriteLine("| product | ours, µs | OpenBLAS, µs | GFLOP/s | OpenBLAS / ours |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        var logarithms = new List<(ProductShape Shape, double Log)>();
        foreach (var product in cases)
        {
            var (ours, theirs) = Measure(product, team);
            logarithms.Add((product.Shape, Math.Log(theirs / ours)));
            var speed = 2e-9 * product.MultiplyAdds / ours;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {product} | {Microseconds(ours)} | {Microseconds(theirs)} | {speed:F1} | {theirs / ours:F2} |"));
            GC.Collect();
        }
        Console.WriteLine();
        foreach (var shape in logarithms.GroupBy(one => one.Shape))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"- {shape.Key}: {Mean(shape):F3}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\nGeometric mean of OpenBLAS / ours, {threads} thread(s): **{Mean(logarithms):F3}**"));
    }

    private static double Mean(IEnumerable<(ProductShape Shape, double Log)> logarithms) =>
        Math.Exp(logarithms.Average(one => one.Log));

    // Of the shortest calls every nanosecond counts.
    private static string Microseconds(double seconds) =>
        (seconds * 1e6).ToString(seconds < 1e-6 ? "F3" : seconds < 1e-5 ? "F2" : "F1", CultureInfo.InvariantCulture);

    private static (double Ours, double Theirs) Measure(ProductCase product, WorkerTeam team)
    {
        // One thread's work is timed by the processor time it took: other programs then take their share without a trace.
        var alone = team.Threads == 1 && ThreadClock.IsAvailable;
        var (ours, theirs) = product.Prepare(team);
        var (repeatOurs, repeatTheirs) = (Repeats(ours), Repeats(theirs));
        var (bestOurs, bestTheirs) = (double.MaxValue, double.MaxValue);
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < 3 || watch.Elapsed.TotalSeconds < SecondsPerCase; round++)
        {
            bestOurs = Math.Min(bestOurs, Time(ours, repeatOurs, alone));
            bestTheirs = Math.Min(bestTheirs, Time(theirs, repeatTheirs, alone));
        }
        return (bestOurs, bestTheirs);
    }

    private static int Repeats(Action action)
    {
        Time(action, 1, ofThisThread: false);
        return (int)Math.Clamp(SecondsPerSample / Time(action, 1, ofThisThread: false), 1, 2000);
    }

    private static double Time(Action action, int repeats, bool ofThisThread)
    {
        var start = ofThisThread ? ThreadClock.Seconds : Wall;
        for (var i = 0; i < repeats; i++) action();
        return ((ofThisThread ? ThreadClock.Seconds : Wall) - start) / repeats;
    }

    private static double Wall => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
}
