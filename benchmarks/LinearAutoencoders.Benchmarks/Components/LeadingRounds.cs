using System.Diagnostics;
using System.Globalization;
using LinearAutoencoders.Benchmarks.Products;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Benchmarks.Components;

/// <summary>
///   `leading FILE m k [alone]`: the leading eigenpairs of a symmetric matrix of doubles, once for every line on standard input, so that a
///   script can take turns with another library. Each answer is milliseconds, those of the proof among them, products with blocks, and the
///   largest residual over λ₁. Alone, on one thread, milliseconds are of the processor.
/// </summary>
internal static class LeadingRounds
{
    public static void Run(string[] args)
    {
        var (m, k) = (int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture));
        var matrix = new Matrix<double>(m, m);
        using (var file = File.OpenRead(args[0])) file.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(matrix.AsSpan()));
        var isAlone = args is [.., "alone"];
        var team = isAlone ? WorkerTeam.Alone : WorkerTeam.Shared;
        while (Console.ReadLine() != null)
        {
            var start = Seconds(isAlone);
            var found = LeadingEigen.Search(matrix, k, null, team, default, default);
            var milliseconds = 1e3 * (Seconds(isAlone) - start);
            start = Seconds(isAlone);
            var bound = new NextBoundSearch(matrix, LeadingEigen.Exponent(matrix), found.Found!, team, default).Prove();
            var proving = 1e3 * (Seconds(isAlone) - start);
            var residual = found.Estimate.Residuals.Take(k).Max() / found.Estimate.Values[0];
            var proof = bound?.By switch
            {
                BoundProof.Norm => "by the norm",
                BoundProof.SingleFactor => "by a single factor",
                BoundProof.DoubleFactor => "by a double factor",
                _ => "not proved",
            };
            Console.WriteLine(FormattableString.Invariant($"{milliseconds:F1} {proving:F1} {found.Estimate.Passes} {residual:E1} {proof}"));
        }
    }

    private static double Seconds(bool isAlone) => isAlone ? ThreadClock.Seconds : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
}
