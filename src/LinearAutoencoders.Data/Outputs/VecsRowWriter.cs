using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Outputs;

/// <summary>A .fvecs file: before each vector its number of floats.</summary>
internal sealed class VecsRowWriter(Stream stream, int columns) : IRowWriter
{
    private readonly byte[] head = BitConverter.GetBytes(columns);

    public void Write(ReadOnlyMatrix<double> rows)
    {
        for (var i = 0; i < rows.Rows; i++)
        {
            stream.Write(head);
            stream.Write(SinglePrecision.Bytes(rows.Row(i)));
        }
    }

    public void End() { }
}
