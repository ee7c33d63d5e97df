using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LinearAutoencoders.Embeddings;

/// <summary>What is told to OpenTelemetry of the reduction, beside what the generator itself tells of the embedding.</summary>
/// <remarks>
///   A span <c>reduce_embeddings</c> with <c>gen_ai.embeddings.dimension.count</c> and <c>embeddings.count</c>, and a histogram of
///   seconds, <c>linear_autoencoders.embeddings.reduce.duration</c>. Nothing is done where nobody listens to
///   <see cref="SourceName"/>.
/// </remarks>
public static class EmbeddingTelemetry
{
    /// <summary>The name of the activity source and of the meter: for <c>AddSource</c> and <c>AddMeter</c>.</summary>
    public const string SourceName = "LinearAutoencoders.Embeddings";

    private const string DimensionTag = "gen_ai.embeddings.dimension.count";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "linear_autoencoders.embeddings.reduce.duration", "s", "Time to make the embeddings of one call smaller.");

    internal static Activity? Start(int count, int dimensions) =>
        Source.StartActivity("reduce_embeddings")?.SetTag(DimensionTag, dimensions).SetTag("embeddings.count", count);

    internal static void End(TimeSpan duration, int dimensions) =>
        Durations.Record(duration.TotalSeconds, new KeyValuePair<string, object?>(DimensionTag, dimensions));
}
