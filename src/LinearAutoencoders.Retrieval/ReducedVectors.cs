using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>The vectors of a source, made smaller as they are read.</summary>
internal sealed class ReducedVectors(ISampleSource vectors, VectorReduction reduction) : ISampleSource
{
    public int Dimension => reduction.Dimensions;

    public long? Count => vectors.Count;

    public string Name => vectors.Name;

    public double RelativeRounding => ElementType.RelativeRounding<float>();

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        SingleBlocks.Widened(ReadSingleBlocks(team, cancellationToken));

    public IEnumerable<ReadOnlyMatrix<float>> ReadSingleBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        SourceBlocks.OfSingle(vectors, team, cancellationToken).Select(rows => new ReadOnlyMatrix<float>(reduction.Reduce(rows, team)));
}
