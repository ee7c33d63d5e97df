using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Some columns of sparse rows, which stay sparse.</summary>
/// <param name="rows">The rows.</param>
/// <param name="columns">The columns, in their order there.</param>
internal sealed class SelectedSparseColumns(ISparseSampleSource rows, int[] columns) : IRawSource, ISparseSampleSource
{
    private readonly int[] places = PlacesOf(columns, rows.Dimension);

    public string Name => rows.Name;

    public double RelativeRounding => rows.RelativeRounding;

    public int Dimension => columns.Length;

    public long? Count => rows.Count;

    public IEnumerable<SparseBlock> ReadSparseBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        rows.ReadSparseBlocks(team, cancellationToken).Select(Select);

    public IEnumerable<SparseBlock> ReadSparseBlocks(RowRange some, WorkerTeam team, CancellationToken cancellationToken) =>
        rows.ReadSparseBlocks(some, team, cancellationToken).Select(Select);

    public string Fingerprint(CancellationToken cancellationToken) => Formats.Fingerprint.OfSparse(this, cancellationToken);

    private SparseBlock Select(SparseBlock block)
    {
        var (starts, indices, values) = (new int[block.Rows + 1], new int[block.Values.Length], new double[block.Values.Length]);
        var kept = 0;
        for (var i = 0; i < block.Rows; i++)
        {
            for (var cell = block.RowStarts[i]; cell < block.RowStarts[i + 1]; cell++)
                if (places[block.ColumnIndices[cell]] is >= 0 and var place) (indices[kept], values[kept++]) = (place, block.Values[cell]);
            starts[i + 1] = kept;
        }
        return new SparseBlock(columns.Length, starts, indices.AsMemory(0, kept), values.AsMemory(0, kept));
    }

    /// <summary>Where each column of the rows goes; −1: nowhere.</summary>
    private static int[] PlacesOf(int[] columns, int dimension)
    {
        var places = new int[dimension];
        Array.Fill(places, -1);
        for (var j = 0; j < columns.Length; j++) places[columns[j]] = j;
        return places;
    }
}
