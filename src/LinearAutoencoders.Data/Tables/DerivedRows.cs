using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Rows that are made from those of another source, a block at a time.</summary>
/// <param name="rows">The other.</param>
/// <param name="dimension">Columns of a row.</param>
/// <param name="count">How many there are.</param>
internal abstract class DerivedRows(IRawSource rows, int dimension, long? count) : IRawSource
{
    public string Name => rows.Name;

    public double RelativeRounding => rows.RelativeRounding;

    public int Dimension => dimension;

    public long? Count => count;

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        Derive(rows.ReadBlocks(team, cancellationToken), before: 0);

    // Where there is one for each of the other source, that can go to the first of them.
    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange some, WorkerTeam team, CancellationToken cancellationToken) =>
        count == rows.Count ? Derive(rows.ReadBlocks(some, team, cancellationToken), some.First)
            : some.Of(ReadBlocks(team, cancellationToken));

    private IEnumerable<ReadOnlyMatrix<double>> Derive(IEnumerable<ReadOnlyMatrix<double>> blocks, long before)
    {
        var made = new Matrix<double>(0, dimension);
        foreach (var block in blocks)
        {
            if (made.Rows < block.Rows) made = new Matrix<double>(block.Rows, dimension);
            var filled = Make(block, before, made);
            before += block.Rows;
            if (filled > 0) yield return made.RowRange(0, filled);
        }
    }

    public virtual string Fingerprint(CancellationToken cancellationToken) => Formats.Fingerprint.Of(this, cancellationToken);

    /// <summary>Makes the rows of a block.</summary>
    /// <param name="block">Rows of the other source.</param>
    /// <param name="before">How many came before them.</param>
    /// <param name="made">At least as many rows, to be filled from the first on.</param>
    /// <returns>How many were.</returns>
    protected abstract int Make(ReadOnlyMatrix<double> block, long before, Matrix<double> made);
}
