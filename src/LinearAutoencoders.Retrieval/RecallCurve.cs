namespace LinearAutoencoders.Retrieval;

/// <summary>How well vectors of fewer dimensions find the neighbours of the full ones.</summary>
/// <param name="Name">What the vectors are: <c>ordered</c>, <c>ordered int8</c>, <c>truncated</c>, <c>centred</c>.</param>
/// <param name="Points">In the order of their dimensions.</param>
public sealed record RecallCurve(string Name, IReadOnlyList<RecallPoint> Points)
{
    /// <summary>The point of so many dimensions, if there is one.</summary>
    public RecallPoint? At(int dimensions) => Points.FirstOrDefault(point => point.Dimensions == dimensions);
}

/// <summary>One number of dimensions.</summary>
/// <param name="Dimensions">d.</param>
/// <param name="Bytes">Of a vector: 4d, or d + 4 of bytes with a scale.</param>
/// <param name="Recall">Which share of the k nearest by full vectors is among the k nearest by these.</param>
public sealed record RecallPoint(int Dimensions, int Bytes, RecallEstimate Recall)
{
    /// <summary>
    ///   Which share is among the shortlist's more nearest, and so found once those are compared by full vectors; null where no shortlist
    ///   was asked for.
    /// </summary>
    public RecallEstimate? Reranked { get; init; }

    /// <summary>Which share of queries has the label that most of its k neighbours have; null where there are no labels.</summary>
    public RecallEstimate? Accuracy { get; init; }

    /// <summary>The recall of each query.</summary>
    internal IReadOnlyList<double> Shares { get; init; } = [];
}
