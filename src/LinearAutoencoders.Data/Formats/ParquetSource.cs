using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using Parquet.Schema;

namespace LinearAutoencoders.Data.Formats;

/// <summary>The numbers of a Parquet file: in every pass read again, a group of rows at a time.</summary>
/// <param name="stored">The file.</param>
/// <param name="fields">The columns with the numbers, or the one with lists of them.</param>
/// <param name="dimension">m.</param>
/// <param name="rows">n.</param>
/// <param name="allowsMissing">Whether a value that is not there is read as NaN; else it is an error.</param>
internal sealed class ParquetSource(StoredFile stored, DataField[] fields, int dimension, long rows, bool allowsMissing) : IRawSource
{
    public string Name => stored.Name;

    public double RelativeRounding =>
        Array.Exists(fields, column => column.ClrType == typeof(float)) ? ElementType.RelativeRounding<float>() : 0;

    public int Dimension => dimension;

    public long? Count => rows;

    private bool HasLists => fields is [{ MaxRepetitionLevel: > 0 }];

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        ReadBlocks(new RowRange(0, rows), team, cancellationToken);

    // Groups that have none of the rows are not read.
    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange some, WorkerTeam team, CancellationToken cancellationToken) =>
        Prefetched.Of(stop => Read(some, stop), cancellationToken);

    private IEnumerable<ReadOnlyMatrix<double>> Read(RowRange some, CancellationToken cancellationToken)
    {
        using var file = ParquetFile.Open(stored, cancellationToken);
        if (file.Rows != rows) throw new BadDataException($"{Name}: the file has changed since it was opened; leave it alone during a run");
        var block = new Matrix<double>(BlockConversion.RowsOf(dimension, rows), dimension);
        var before = 0L;
        for (var group = 0; group < file.Groups && before < some.End; before += file.RowsOf(group), group++)
        {
            if (before + file.RowsOf(group) <= some.First) continue;
            var columns = Array.ConvertAll(fields, field => file.Read(group, field, cancellationToken));
            for (var start = 0; start < file.RowsOf(group) && before + start < some.End; start += block.Rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var filled = block.RowRange(0, Math.Min(block.Rows, file.RowsOf(group) - start));
                file.Do(() => Fill(columns, filled, before + start));
                var own = new RowRange(some.First - before - start, some.Count);
                if (own.End > 0 && own.First < filled.Rows) yield return own.PartOf(filled);
            }
        }
    }

    public string Fingerprint(CancellationToken cancellationToken) => Formats.Fingerprint.Of(this, cancellationToken);

    private bool Fill(ParquetColumn[] columns, Matrix<double> block, long firstRow)
    {
        if (HasLists) columns[0].CopyLists(block, Name, firstRow);
        else for (var j = 0; j < columns.Length; j++) columns[j].CopyTo(block, j);
        if (!allowsMissing) RequireComplete(block, firstRow);
        return true;
    }

    private void RequireComplete(Matrix<double> block, long firstRow)
    {
        for (var i = 0; i < block.Rows; i++)
            for (var j = 0; j < block.Columns; j++)
                if (double.IsNaN(block[i, j]))
                    throw new BadDataException($"{Name}, row {firstRow + i + 1}, column {j + 1}: the value is missing; "
                        + "fill it in, or give --missing drop or mean");
    }
}
