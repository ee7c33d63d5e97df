namespace LinearAutoencoders.Data.Formats;

/// <summary>Values of a matrix in any order, each with its place; those of one place are added.</summary>
internal sealed class SparseEntries
{
    private readonly GrowingList<Entry> entries = new();

    public void Add(int row, int column, double value) => entries.Add(new Entry(row, column, value));

    /// <summary>The matrix, row after row.</summary>
    public SparseMatrix ToMatrix(string name, int rows, int columns)
    {
        var starts = new long[rows + 1];
        foreach (var part in entries.Parts)
            foreach (var entry in part.Span) starts[entry.Row + 1]++;
        for (var row = 0; row < rows; row++) starts[row + 1] += starts[row];
        var (indices, values) = (new int[entries.Count], new double[entries.Count]);
        var next = starts.AsSpan(0, rows).ToArray();
        foreach (var part in entries.Parts)
            foreach (var entry in part.Span)
            {
                var place = next[entry.Row]++;
                (indices[place], values[place]) = (entry.Column, entry.Value);
            }
        return Merged(name, columns, starts, indices, values);
    }

    private static SparseMatrix Merged(string name, int columns, long[] starts, int[] indices, double[] values)
    {
        var kept = 0;
        for (var row = 0; row + 1 < starts.Length; row++)
        {
            var (from, end) = ((int)starts[row], (int)starts[row + 1]);
            Array.Sort(indices, values, from, end - from);
            starts[row] = kept;
            for (var i = from; i < end; i++)
            {
                if (i > from && indices[i] == indices[i - 1]) values[kept - 1] += values[i];
                else (indices[kept], values[kept++]) = (indices[i], values[i]);
            }
        }
        starts[^1] = kept;
        return new SparseMatrix(name, columns, starts, indices, values);
    }

    private readonly record struct Entry(int Row, int Column, double Value);
}
