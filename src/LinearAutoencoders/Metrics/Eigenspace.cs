namespace LinearAutoencoders.Metrics;

/// <summary>Eigenvalues that are equal but for rounding: within their eigenvectors' span any axes are as good as any others.</summary>
/// <param name="Start">The first of them, counted from 0.</param>
/// <param name="End">The one behind the last.</param>
public readonly record struct Eigenspace(int Start, int End)
{
    /// <summary>
    ///   Eigenvalues come with errors of some ε·λ₁, and no more than nine of their own digits say anything about data.
    /// </summary>
    private const double OfLargest = 1e-13, OfOwn = 1e-9;

    /// <summary>The eigenspaces of two dimensions and more that hold any of the first eigenvectors, in their order.</summary>
    /// <param name="eigenvalues">Descending; without those that are 0, of which there are no components.</param>
    /// <param name="count">How many eigenvectors matter; the last eigenspace may reach beyond them.</param>
    public static IReadOnlyList<Eigenspace> Among(IReadOnlyList<double> eigenvalues, int count)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        var spaces = new List<Eigenspace>();
        for (var (start, end) = (0, 1); start < Math.Min(count, eigenvalues.Count); start = end++)
        {
            while (end < eigenvalues.Count && AreEqual(eigenvalues[0], eigenvalues[end - 1], eigenvalues[end])) end++;
            if (end - start > 1) spaces.Add(new Eigenspace(start, end));
        }
        return spaces;
    }

    private static bool AreEqual(double largest, double one, double next) =>
        one - next <= Math.Max(OfLargest * largest, OfOwn * one);
}
