using System.Globalization;
using LinearAutoencoders.Tests.Cli.Live;

namespace LinearAutoencoders.Benchmarks.Live;

/// <summary>
///   The page of a run: <c>live-cost LAE... [epochs=N] [rounds=N]</c> and <c>live-frames LAE... [rounds=N]</c>, each LAE an installed tool;
///   several are measured in turns. Needs Chromium, and GNU time for the processor time of a run.
/// </summary>
internal static class LivePageRounds
{
    public static async Task RunAsync(string what, string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        List<string> tools = [.. arguments.Where(word => !word.Contains('=')).Select(Path.GetFullPath)];
        if (tools.Count == 0 || Browser.Program is null) throw new ArgumentException($"{what} LAE... [rounds=N], with Chromium installed");
        var folder = Directory.CreateTempSubdirectory("lae-live-").FullName;
        try
        {
            if (what == "live-cost") await PageCost.ShowAsync(tools, folder, Given("epochs=", 3_000_000), Given("rounds=", 5));
            else await PageFrames.ShowAsync(tools, folder, Given("rounds=", 3));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        int Given(string name, int otherwise) =>
            arguments.FirstOrDefault(word => word.StartsWith(name, StringComparison.Ordinal)) is { } word
                ? int.Parse(word[name.Length..], CultureInfo.InvariantCulture) : otherwise;
    }

    public static double Median(IEnumerable<double> values) => Share(values, 0.5);

    /// <summary>What a share of the values is not above.</summary>
    public static double Share(IEnumerable<double> values, double share) =>
        values.Order().ToList() is var sorted ? sorted[(int)(share * (sorted.Count - 1))] : double.NaN;
}
