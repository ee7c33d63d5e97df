namespace LinearAutoencoders.Components;

/// <summary>What is to be known of samples to judge moments of them, and what the moments do not say.</summary>
/// <param name="EffectiveCount">n, or what weights leave of it.</param>
/// <param name="IsCentered">Whether a mean was subtracted, before or by the moments.</param>
/// <param name="Offset">The squared norm of what was subtracted, divided by a scale as the samples are.</param>
internal readonly record struct SampleFacts(double EffectiveCount, bool IsCentered, double Offset)
{
    public static SampleFacts Of(double effectiveCount, bool isCentered, IReadOnlyList<double> mean, IReadOnlyList<double>? scale)
    {
        var offset = 0.0;
        for (var j = 0; j < mean.Count; j++)
        {
            var value = mean[j] / (scale?[j] ?? 1);
            offset += value * value;
        }
        return new(effectiveCount, isCentered, offset);
    }
}
