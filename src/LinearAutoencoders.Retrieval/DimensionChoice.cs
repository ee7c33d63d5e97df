using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>How few dimensions are enough for vectors such as embeddings, measured on queries that nothing was fitted to.</summary>
/// <remarks>
///   The axes are ordered: the first d of one model are those of the best model of d. For the cosine and the inner product they are the
///   eigenvectors of the second moment of the vectors at length 1, <b>without subtracting their mean</b>: what is to be kept is ⟨q, x⟩,
///   and E⟨q, x − P x⟩² is least for these. Subtracted, the mean is no longer there to be multiplied, and neighbours change. Distances do
///   not see a mean: for them it is subtracted, and the axes are principal components.
///   <para>One pass over the data sums the moments, in single precision, of as many rows as are enough to fit to, and holds 128 MB of
///   rows, both drawn at random. Where those held are not all, the same pass finds what is near to the queries among all rows, or a
///   second one where queries cannot be had before all is read;
///   recalls are then those among all rows, in which a row that is near to nothing by full vectors is represented by those drawn. All
///   recalls are measured at once, for the products of d coordinates are part of those of more.</para>
/// </remarks>
public sealed record DimensionChoice
{
    /// <summary>The ordered axes, as many as were tried; its settings name the metric and the chosen number.</summary>
    public required PrincipalComponents Model { get; init; }

    /// <summary>By what vectors are near.</summary>
    public required VectorMetric Metric { get; init; }

    /// <summary>k of recall@k.</summary>
    public required int Neighbors { get; init; }

    /// <summary>The smallest number of dimensions that reaches the target; null: none of those tried does.</summary>
    public int? Dimensions { get; init; }

    /// <summary>The curve that decided: that of the ordered axes, in bytes if they were asked for.</summary>
    public required RecallCurve Curve { get; init; }

    /// <summary>All curves: ordered, in bytes, the earlier model's, truncated, centred.</summary>
    public required IReadOnlyList<RecallCurve> Curves { get; init; }

    /// <summary>Rows of the database.</summary>
    public required long Rows { get; init; }

    /// <summary>How many of them the axes are fitted to: all, or some that were drawn at random.</summary>
    public required long Fitted { get; init; }

    /// <summary>How many queries were asked.</summary>
    public required int Queries { get; init; }

    /// <summary>Rows drawn to represent all that are not near to a query; null: all were searched.</summary>
    public long? Sampled { get; init; }

    /// <summary>The numbers of the rows held out as queries, rising, from 0; none where queries were given.</summary>
    public required IReadOnlyList<long> QueryRows { get; init; }

    /// <summary>
    ///   The recall at the chosen dimensions by the number of rows fitted to, among a sample of the rows; the last is of all that are.
    /// </summary>
    public IReadOnlyList<LearningPoint> Learning { get; init; } = [];

    /// <summary>How much more a new fit would find than the earlier model; null: there is none.</summary>
    public RecallDrift? Drift { get; init; }

    /// <summary>Fits the axes and measures.</summary>
    /// <param name="vectors">n × m, read once or twice; values count as single precision.</param>
    /// <param name="options">What is enough.</param>
    /// <param name="team">The threads to use; none: all cores. Results do not depend on them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BadDataException">There are too few rows, or a value is not finite.</exception>
    public static DimensionChoice Fit(
        ISampleSource vectors, DimensionOptions? options = null, WorkerTeam? team = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        return new DimensionStudy(vectors, options ?? new(), team ?? WorkerTeam.Shared, cancellationToken).Run();
    }
}

/// <summary>What so many rows are enough for.</summary>
/// <param name="Rows">Rows fitted to.</param>
/// <param name="Recall">What such axes reach.</param>
public sealed record LearningPoint(long Rows, RecallEstimate Recall);

/// <summary>What a model has lost since it was fitted, by the same queries.</summary>
/// <param name="Dimensions">At so many dimensions.</param>
/// <param name="Earlier">The model's recall on this data.</param>
/// <param name="Refitted">That of axes fitted to this data.</param>
/// <param name="Loss">The mean difference, query by query.</param>
/// <param name="LossError">Half the width of its interval of 95 %.</param>
public sealed record RecallDrift(int Dimensions, RecallEstimate Earlier, RecallEstimate Refitted, double Loss, double LossError)
{
    /// <summary>Whether a new fit is better by more than chance would have it.</summary>
    public bool HasDrifted => Loss > LossError;
}
