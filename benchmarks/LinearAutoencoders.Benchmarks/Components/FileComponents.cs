using System.Diagnostics;
using System.Globalization;
using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Benchmarks.Components;

/// <summary>`components DATA k [solver]`: the leading components of data, the way they were found, and what that took.</summary>
internal static class FileComponents
{
    public static void Run(string[] args)
    {
        var watch = Stopwatch.StartNew();
        var data = DataSource.Open(args[0]);
        var solver = args.Length > 2 ? Enum.Parse<EigenSolver>(args[2], ignoreCase: true) : EigenSolver.Auto;
        var moments = new DataMoments(data.Source, data.Center);
        var options = new EigenOptions
        {
            Solver = solver,
            AfterPass = _ => Console.Error.WriteLine(FormattableString.Invariant($"a pass; {watch.Elapsed.TotalSeconds:F1} s so far")),
        };
        var found = moments.LeadingComponents(int.Parse(args[1], CultureInfo.InvariantCulture), options);
        var sine = Enumerable.Range(0, found.Values.Count).Max(found.Estimate.Sine);
        Console.WriteLine(FormattableString.Invariant(
            $"{moments.Count} × {moments.Dimension}: {found.Solver}, {found.Estimate.Passes} products, {watch.Elapsed.TotalSeconds:F2} s, ")
            + FormattableString.Invariant($"largest sine {sine:E1}, {(found.IsConverged ? "" : "not ")}converged, ")
            + FormattableString.Invariant($"at most {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB"));
    }
}
