namespace LinearAutoencoders.Retrieval;

/// <summary>Which share of the true neighbours was found, on average over queries, and how far that can be trusted.</summary>
/// <remarks>
///   Wilson's interval of 95 %, with as many independent trials as the spread between queries leaves: n = p(1 − p) / (s²/q) for q queries
///   with variance s², and q where there is no spread.
/// </remarks>
/// <param name="Mean">From 0 to 1.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end.</param>
/// <param name="Queries">q.</param>
public sealed record RecallEstimate(double Mean, double Low, double High, int Queries)
{
    private const double Normal975 = 1.959963984540054;

    /// <summary>Of the shares of single queries.</summary>
    internal static RecallEstimate Of(IReadOnlyList<double> shares)
    {
        var (q, mean) = (shares.Count, shares.Average());
        var variance = q > 1 ? shares.Sum(share => (share - mean) * (share - mean)) / (q - 1) : 0;
        var trials = variance > 0 ? Math.Max(1, mean * (1 - mean) * q / variance) : q;
        var square = Normal975 * Normal975;
        var middle = (mean + square / (2 * trials)) / (1 + square / trials);
        var half = Normal975 / (1 + square / trials)
            * Math.Sqrt(Math.Max(0, mean * (1 - mean)) / trials + square / (4 * trials * trials));
        return new(mean, Math.Clamp(middle - half, 0, mean), Math.Clamp(middle + half, mean, 1), q);
    }

    /// <summary>The mean difference of paired shares and half the width of its interval of 95 %.</summary>
    internal static (double Mean, double Half) Difference(IReadOnlyList<double> shares, IReadOnlyList<double> others)
    {
        double[] differences = [.. shares.Zip(others, (share, other) => share - other)];
        var (q, mean) = (differences.Length, differences.Average());
        var variance = q > 1 ? differences.Sum(each => (each - mean) * (each - mean)) / (q - 1) : 0;
        return (mean, Normal975 * Math.Sqrt(variance / q));
    }
}
