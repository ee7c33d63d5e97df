namespace LinearAutoencoders.Components;

/// <summary>How many variances are more than rounding of the largest.</summary>
internal static class SpectrumRank
{
    /// <summary>Those above m · 2⁻⁵² of the first.</summary>
    /// <param name="descending">Eigenvalues or variances; 1 or more.</param>
    /// <param name="dimension">m.</param>
    public static int Of(IReadOnlyList<double> descending, int dimension) =>
        descending.TakeWhile(value => value > Least(descending, dimension)).Count();

    /// <summary>What is no more is rounding.</summary>
    public static double Least(IReadOnlyList<double> descending, int dimension) =>
        Math.Max(0, descending[0]) * dimension * Math.ScaleB(1, -52);
}
