namespace LinearAutoencoders.Components;

/// <summary>Some components held against data.</summary>
/// <param name="Axes">One a component, in their order.</param>
/// <param name="SampleCount">n of the data.</param>
/// <param name="Variance">What their span holds of the data's variance, divided by n − 1.</param>
/// <param name="BestVariance">The most that any as many components can hold.</param>
/// <param name="TotalVariance">All of it.</param>
/// <param name="LargestCosine">The largest cosine, without its sign, between two of them: 0 of orthogonal ones.</param>
public sealed record ComponentComparison(
    IReadOnlyList<AxisComparison> Axes, long SampleCount, double Variance, double BestVariance, double TotalVariance, double LargestCosine)
{
    /// <summary>Whether nothing is wrong with any.</summary>
    public bool AllRight => Axes.All(axis => axis.Faults == AxisFaults.None);

    /// <summary>The share of the best possible variance that is lost.</summary>
    public double Loss => BestVariance > 0 ? Math.Max(0, 1 - Variance / BestVariance) : 0;
}

/// <summary>What may be wrong with a component.</summary>
[Flags]
public enum AxisFaults
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is off the eigenvector of its number: by more than the tolerance, and than what the eigenvector itself may be.</summary>
    Angle = 1,

    /// <summary>It is an eigenvector of the data, but of another number.</summary>
    Order = 2,

    /// <summary>It is not of length 1.</summary>
    Length = 4,

    /// <summary>The mean is wrong: the scores' own is not 0, by more than a sample's mean varies.</summary>
    Mean = 8,

    /// <summary>Its variance is not the one that is claimed, by more than a sample's varies.</summary>
    Variance = 16,
}

/// <summary>One component held against data. Angles are in radians; variances are divided by n − 1.</summary>
public sealed record AxisComparison
{
    /// <summary>What is wrong.</summary>
    public required AxisFaults Faults { get; init; }

    /// <summary>All that is wrong in a sentence; or that nothing is.</summary>
    public required string Explanation { get; init; }

    /// <summary>‖row‖.</summary>
    public required double Length { get; init; }

    /// <summary>The number, from 0, of the eigenvector that it is nearest to, of twice as many as it has components, or of ten.</summary>
    public required int Nearest { get; init; }

    /// <summary>The angle between them.</summary>
    public required double NearestAngle { get; init; }

    /// <summary>
    ///   The angle to the eigenvector of its own number; or to the subspace of several, where their variances are so near that rounding
    ///   hides which is which.
    /// </summary>
    public required double Angle { get; init; }

    /// <summary>What this data's own components may be off the population's; null: not known.</summary>
    public double? SamplingAngle { get; init; }

    /// <summary>Of the data along it.</summary>
    public required double Variance { get; init; }

    /// <summary>Of the data along the eigenvector of its number: the most that it could have beside those before it.</summary>
    public required double BestVariance { get; init; }

    /// <summary>What it says itself; null: nothing.</summary>
    public double? ClaimedVariance { get; init; }

    /// <summary>How far the mean of its scores is off 0, as a multiple of that mean's standard error; null: it says no mean.</summary>
    public double? MeanError { get; init; }
}
