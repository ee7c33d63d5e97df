using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LinearAutoencoders.Benchmarks.Products;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Retrieval;

namespace LinearAutoencoders.Benchmarks.Retrieval;

/// <summary>
///   `search [rows [columns [queries]]]`: multiply-adds a second of exact search on one thread, all that it does included, beside the most
///   that the processor can do in registers of the same width, right before and after, of the processor's time: the median of five rounds.
/// </summary>
internal static class SearchRate
{
    private const int Rounds = 5;

    public static void Run(string[] args)
    {
        var (rows, columns, queries) = (Number(args, 0, 60_000), Number(args, 1, 768), Number(args, 2, 2_000));
        var (random, database, asked) = (new RandomSource(1), new Matrix<float>(rows, columns), new Matrix<float>(queries, columns));
        random.FillNormal(database.AsSpan());
        random.FillNormal(asked.AsSpan());
        var source = new MatrixSource<float>(database);
        var rates = new (double Search, double Peak)[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var before = Rate(Peak);
            var search = Rate(() =>
            {
                ExactNeighbors.Find(source, asked, 10, VectorMetric.Cosine, WorkerTeam.Alone);
                return (double)rows * queries * columns;
            });
            rates[round] = (search, (before + Rate(Peak)) / 2);
        }
        var sorted = rates.OrderBy(rate => rate.Search / rate.Peak).ToArray();
        var (least, median, most) = (sorted[0], sorted[Rounds / 2], sorted[^1]);
        Console.WriteLine(FormattableString.Invariant(
            $"{rows} × {columns}, {queries} queries: {median.Search / 1e9:0.0} G multiply-adds/s of {median.Peak / 1e9:0.0} in ")
            + FormattableString.Invariant($"{(Vector512.IsHardwareAccelerated ? 512 : 256)}-bit registers: ")
            + FormattableString.Invariant($"{median.Search / median.Peak:0.00} (")
            + FormattableString.Invariant($"{least.Search / least.Peak:0.00} to {most.Search / most.Peak:0.00})"));
    }

    private static int Number(string[] args, int i, int known) =>
        i < args.Length ? int.Parse(args[i], CultureInfo.InvariantCulture) : known;

    private static double Rate(Func<double> work)
    {
        var before = ThreadClock.Seconds;
        var done = work();
        return done / (ThreadClock.Seconds - before);
    }

    private static double Peak() => Vector512.IsHardwareAccelerated
        ? Chains<Vector512<float>, Lanes512<float>>() : Chains<Vector256<float>, Lanes256<float>>();

    /// <summary>Twelve chains of fused multiply-adds in registers: enough to hide their latency.</summary>
    /// <returns>Multiply-adds done.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe double Chains<TVector, TLanes>() where TVector : struct where TLanes : struct, ILanes<TVector, float>
    {
        const int steps = 100_000_000;
        float ratio = 0.999f, start = 1e-6f;
        var (x, y) = (TLanes.Broadcast(&ratio), TLanes.Broadcast(&start));
        TVector a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (var step = 0; step < steps; step++)
        {
            a = TLanes.MultiplyAdd(a, x, y);
            b = TLanes.MultiplyAdd(b, x, y);
            c = TLanes.MultiplyAdd(c, x, y);
            d = TLanes.MultiplyAdd(d, x, y);
            e = TLanes.MultiplyAdd(e, x, y);
            f = TLanes.MultiplyAdd(f, x, y);
            g = TLanes.MultiplyAdd(g, x, y);
            h = TLanes.MultiplyAdd(h, x, y);
            i = TLanes.MultiplyAdd(i, x, y);
            j = TLanes.MultiplyAdd(j, x, y);
            k = TLanes.MultiplyAdd(k, x, y);
            l = TLanes.MultiplyAdd(l, x, y);
        }
        // Whatever is never looked at might never be computed.
        var all = TLanes.MultiplyAdd(a, b, TLanes.MultiplyAdd(c, d, TLanes.MultiplyAdd(e, f, y)));
        all = TLanes.MultiplyAdd(g, h, TLanes.MultiplyAdd(i, j, TLanes.MultiplyAdd(k, l, all)));
        var results = stackalloc float[TLanes.Count];
        TLanes.Store(all, results);
        return results[0] > 0 ? steps * 12.0 * TLanes.Count : 0;
    }
}
