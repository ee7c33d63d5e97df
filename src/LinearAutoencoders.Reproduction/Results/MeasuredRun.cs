using LinearAutoencoders.Training;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>A run of a figure, as far as the report looks at it.</summary>
/// <param name="FigureId">The figure or table it was made for: <c>fig2</c>, <c>table3</c>. A run that serves two is listed twice.</param>
/// <param name="Model">What was trained, and which optimizer took the steps.</param>
/// <param name="K">Latent dimensions.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="BatchSize">Samples of a step; null: all.</param>
/// <param name="LearningRate">α.</param>
/// <param name="Penalties">Which ℓ₂ penalties: <see cref="DefaultPenalties"/> or <see cref="OptimalPenalties"/>.</param>
/// <param name="Rows">All metrics, from epoch 0 to where the run ended.</param>
/// <param name="Diverged">Whether the loss left all bounds.</param>
/// <param name="Seconds">What the run cost.</param>
internal sealed record MeasuredRun(
    string FigureId, Model Model, int K, ulong Seed, int? BatchSize, double LearningRate, string Penalties,
    IReadOnlyList<MetricsRow> Rows, bool Diverged, double Seconds)
{
    /// <summary>√λ evenly spaced (appendix H).</summary>
    public const string DefaultPenalties = "default";

    /// <summary>The solution of the min-max problem (16).</summary>
    public const string OptimalPenalties = "optimal";

    /// <summary>Of the last decoder that figure 3 shows; null elsewhere.</summary>
    public DecoderOrder? DecoderOrder { get; init; }
}
