using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Rows most of whose values are zero, in compressed form, a block at a time.</summary>
/// <param name="name">What errors call them.</param>
/// <param name="columns">m.</param>
/// <param name="starts">Where the values of each row start, and at last their number: n + 1 numbers that rise.</param>
internal abstract class SparseSource(string name, int columns, long[] starts) : IRawSource, ISparseSampleSource
{
    /// <summary>The most columns: one row with its zeros is then 64 MB.</summary>
    public const int MostColumns = 1 << 23;

    /// <summary>Values of a block, if they are of more than one row: 12 MB.</summary>
    private const int BlockValues = 1 << 20;

    public string Name => name;

    public int Dimension => columns;

    public long? Count => starts.Length - 1;

    public virtual double RelativeRounding => 0;

    public IEnumerable<SparseBlock> ReadSparseBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        using var reader = Open(cancellationToken);
        var (indices, values) = (Array.Empty<int>(), Array.Empty<double>());
        for (var row = 0; row < starts.Length - 1;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = row + 1;
            while (end < starts.Length - 1 && starts[end + 1] - starts[row] <= BlockValues) end++;
            var count = (int)(starts[end] - starts[row]);
            if (values.Length < count) (indices, values) = (new int[count], new double[count]);
            reader.Read(indices.AsSpan(0, count), values.AsSpan(0, count));
            var blockStarts = new int[end - row + 1];
            for (var i = 0; i < blockStarts.Length; i++) blockStarts[i] = (int)(starts[row + i] - starts[row]);
            for (var i = 0; i + 1 < blockStarts.Length; i++)
                SortRow(row + i, indices.AsSpan(blockStarts[i]..blockStarts[i + 1]), values.AsSpan(blockStarts[i]..blockStarts[i + 1]));
            yield return new SparseBlock(columns, blockStarts, indices.AsMemory(0, count), values.AsMemory(0, count));
            row = end;
        }
        reader.RequireEnd();
    }

    public string Fingerprint(CancellationToken cancellationToken)
    {
        using var fingerprint = new Fingerprint(starts.Length - 1, columns, sizeof(double));
        fingerprint.Append<long>(starts);
        foreach (var block in ReadSparseBlocks(WorkerTeam.Alone, cancellationToken))
        {
            fingerprint.Append(block.ColumnIndices);
            fingerprint.Append(block.Values);
        }
        return fingerprint.End();
    }

    /// <summary>Starts a pass over the values.</summary>
    protected abstract ISparseReader Open(CancellationToken cancellationToken);

    private void SortRow(int row, Span<int> indices, Span<double> values)
    {
        var isSorted = true;
        for (var i = 1; i < indices.Length; i++) isSorted &= indices[i] >= indices[i - 1];
        if (!isSorted) indices.Sort(values);
        if (indices.Length > 0 && (indices[0] < 0 || indices[^1] >= columns))
            throw new BadDataException($"{name}, row {row + 1}: a value is in column {(indices[0] < 0 ? indices[0] : indices[^1]) + 1L}, "
                + $"but the columns are 1 to {columns}; write the matrix again");
        for (var i = 1; i < indices.Length; i++)
            if (indices[i] == indices[i - 1])
                throw new BadDataException($"{name}, row {row + 1}: column {indices[i] + 1} has two values; add them with sum_duplicates");
    }
}

/// <summary>One pass over the values of a sparse matrix, row after row.</summary>
internal interface ISparseReader : IDisposable
{
    /// <summary>The next values, and their columns from 0.</summary>
    void Read(Span<int> columns, Span<double> values);

    /// <summary>Throws unless all were read.</summary>
    void RequireEnd();
}
