namespace LinearAutoencoders.Data.Formats;

/// <summary>A sparse matrix in memory.</summary>
internal sealed class SparseMatrix(string name, int columns, long[] starts, int[] indices, double[] values)
    : SparseSource(name, columns, starts)
{
    protected override ISparseReader Open(CancellationToken cancellationToken) => new Reader(indices, values);

    private sealed class Reader(int[] indices, double[] values) : ISparseReader
    {
        private int position;

        public void Read(Span<int> columns, Span<double> numbers)
        {
            indices.AsSpan(position, columns.Length).CopyTo(columns);
            values.AsSpan(position, numbers.Length).CopyTo(numbers);
            position += numbers.Length;
        }

        public void RequireEnd() { }

        public void Dispose() { }
    }
}
