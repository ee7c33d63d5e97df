namespace LinearAutoencoders.Reproduction.Results;

/// <summary>A quantity over epochs: its median over the seeds, and its smallest and largest value.</summary>
internal sealed record SeedBand(double[] Median, double[] Low, double[] High)
{
    /// <summary>Of the values of all seeds, epoch by epoch.</summary>
    public static SeedBand Of(IReadOnlyList<double[]> valuesOfEpochs) => new(
        [.. valuesOfEpochs.Select(Results.Median.Of)], [.. valuesOfEpochs.Select(values => values.Min())],
        [.. valuesOfEpochs.Select(values => values.Max())]);
}
