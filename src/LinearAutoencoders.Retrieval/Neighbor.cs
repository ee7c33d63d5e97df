namespace LinearAutoencoders.Retrieval;

/// <summary>A row that was found.</summary>
/// <param name="Row">Its number, from 0.</param>
/// <param name="Score">How near it is, as <see cref="VectorMetric"/> says: the higher, the nearer.</param>
public readonly record struct Neighbor(long Row, double Score);
