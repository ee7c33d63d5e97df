using LinearAutoencoders.Training;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>A run of a figure, as far as the report looks at it.</summary>
internal sealed record MeasuredRun
{
    /// <summary>√λ evenly spaced (appendix H).</summary>
    public const string DefaultPenalties = "default";

    /// <summary>The solution of the min-max problem (16).</summary>
    public const string OptimalPenalties = "optimal";

    /// <summary>
    ///   The figure or table it was made for: <c>fig2</c>, <c>table3</c>. A run that serves two is listed twice.
    /// </summary>
    public required string FigureId { get; init; }

    /// <summary>What was trained, and which optimizer took the steps.</summary>
    public required Model Model { get; init; }

    /// <summary>Latent dimensions.</summary>
    public required int K { get; init; }

    /// <summary>The run's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Samples of a step; null: all.</summary>
    public int? BatchSize { get; init; }

    /// <summary>α.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Which ℓ₂ penalties: <see cref="DefaultPenalties"/> or <see cref="OptimalPenalties"/>.</summary>
    public string Penalties { get; init; } = DefaultPenalties;

    /// <summary>All metrics, from epoch 0 to where the run ended.</summary>
    public required IReadOnlyList<MetricsRow> Rows { get; init; }

    /// <summary>Whether the loss left all bounds.</summary>
    public bool Diverged { get; init; }

    /// <summary>What the run cost.</summary>
    public required double Seconds { get; init; }

    /// <summary>Of the last decoder that figure 3 shows; null elsewhere.</summary>
    public DecoderOrder? DecoderOrder { get; init; }
}
