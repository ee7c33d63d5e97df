using LinearAutoencoders.Moments;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>What each column is divided by, once its mean is subtracted.</summary>
public abstract record ColumnScale
{
    /// <summary>Nothing: columns count by their variance.</summary>
    public static ColumnScale None { get; } = new Unscaled();

    /// <summary>
    ///   Its standard deviation, divided by n − 1: all columns count the same (correlation PCA). A constant column is divided by 1.
    /// </summary>
    public static ColumnScale StandardDeviation { get; } = new Deviation();

    /// <summary>Numbers of one's own.</summary>
    /// <param name="divisors">m positive numbers.</param>
    public static ColumnScale Of(IReadOnlyList<double> divisors)
    {
        ArgumentNullException.ThrowIfNull(divisors);
        return new Given([.. divisors]);
    }

    /// <summary>The m divisors for some data; null where there are none.</summary>
    /// <param name="moments">The data's, unscaled.</param>
    /// <param name="effectiveCount">n, or what weights leave of it.</param>
    internal abstract double[]? Resolve(DataMoments moments, double effectiveCount);

    private sealed record Unscaled : ColumnScale
    {
        internal override double[]? Resolve(DataMoments moments, double effectiveCount) => null;
    }

    private sealed record Deviation : ColumnScale
    {
        internal override double[] Resolve(DataMoments moments, double effectiveCount) =>
            [.. moments.Variances.Select(variance => variance > 0 ? Math.Sqrt(variance * effectiveCount / (effectiveCount - 1)) : 1)];
    }

    private sealed record Given(double[] Divisors) : ColumnScale
    {
        internal override double[] Resolve(DataMoments moments, double effectiveCount)
        {
            if (Divisors.Length != moments.Dimension)
                throw new BadDataException(Invariant(
                    $"{moments.Source.Name} has {moments.Dimension} columns but there are {Divisors.Length} scales; give one a column"));
            var wrong = Array.FindIndex(Divisors, value => !(double.IsFinite(value) && value > 0));
            if (wrong >= 0)
                throw new BadDataException(Invariant($"the scale of column {wrong + 1} is {Divisors[wrong]}; it must be positive"));
            return Divisors;
        }
    }
}
