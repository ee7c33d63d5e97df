namespace LinearAutoencoders.Reproduction.Report;

/// <summary>
///   A number read off a figure of the paper, against ours; both depend on seeds, so only their size is compared.
/// </summary>
/// <param name="Text">Both, in words.</param>
/// <param name="Ratio">Ours to the paper's.</param>
internal sealed record ReadOffNumber(string Text, double Ratio)
{
    /// <summary>An order of magnitude.</summary>
    private const double Factor = 10;

    /// <summary>Whether all agree in their order of magnitude.</summary>
    public static Finding Decide(Observation observation, string figure, IReadOnlyList<ReadOffNumber> numbers)
    {
        if (numbers.Count == 0) return observation.NotMeasured($"{EvidenceText.NameOf(figure)} was not run.");
        var furthest = numbers.MaxBy(number => Math.Abs(Math.Log(number.Ratio)))!;
        var far = numbers.Where(number => !number.IsWithin(Factor)).ToList();
        var evidence = $"{numbers.Count} numbers, {numbers.Count(number => number.IsWithin(2))} of them within a factor of 2, "
            + $"{numbers.Count - far.Count} within {Factor}. Furthest apart: {furthest.Text}.";
        return observation.Decide(
            far.Count == 0, evidence, $"Further apart: {EvidenceText.List(far.Select(number => number.Text))}");
    }

    private bool IsWithin(double factor) => Ratio < factor && Ratio > 1 / factor;
}
