using System.Numerics.Tensors;
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

    public IEnumerable<ReadOnlyMatrix<float>> ReadSingleBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        var (first, held) = (0L, default(Matrix<float>));
        foreach (var rows in SourceBlocks.OfSingle(vectors, team, cancellationToken))
        {
            if (held.Rows < rows.Rows) held = new(rows.Rows, Dimension);
            var reduced = held.RowRange(0, rows.Rows);
            reduction.Reduce(rows, reduced, team);
            for (var i = 0; i < reduced.Rows; i++)
                if (!TensorPrimitives.IsFiniteAll<float>(reduced.Row(i))) throw VectorBatches.Unusable(Name, first + i);
            first += rows.Rows;
            yield return reduced;
        }
    }
}
