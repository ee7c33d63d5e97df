using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The rows of a source divided by a power of two: the same values in another unit, exactly.</summary>
internal sealed class ScaledSource(ISampleSource source, double unit) : ISampleSource
{
    /// <summary>The rows of a source, or what is left of them, divided by a power of two.</summary>
    public static ISampleSource Of(ISampleSource source, double unit) => source is LostRows lost
        ? lost.DividedBy([.. Enumerable.Repeat(unit, source.Dimension)]) : new ScaledSource(source, unit);

    public int Dimension => source.Dimension;

    public long? Count => source.Count;

    public string Name => source.Name;

    // A power of two rounds nothing.
    public double RelativeRounding => source.RelativeRounding;

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        foreach (var block in source.ReadBlocks(team, cancellationToken)) yield return Divided(block);
    }

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange rows, WorkerTeam team, CancellationToken cancellationToken)
    {
        foreach (var block in source.ReadBlocks(rows, team, cancellationToken)) yield return Divided(block);
    }

    private Matrix<double> Divided(ReadOnlyMatrix<double> block)
    {
        var scaled = new Matrix<double>(block.Rows, block.Columns);
        for (var i = 0; i < block.Rows; i++) TensorPrimitives.Divide(block.Row(i), unit, scaled.Row(i));
        return scaled;
    }
}
