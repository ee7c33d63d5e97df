using System.Runtime.InteropServices;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Outputs;

/// <summary>
///   A .npy file of doubles, or of floats. Its header comes first and has the number of rows: where that is not known, it is put in at
///   the end.
/// </summary>
internal sealed class NpyRowWriter : IRowWriter
{
    // As many digits as any number of rows can have: the header keeps its length.
    private const long Unknown = long.MaxValue;

    private readonly Stream stream;
    private readonly string elementType;
    private readonly int columns;
    private readonly long? promised;
    private readonly int headerLength;
    private long written;

    /// <param name="stream">Takes the bytes; must be seekable where the count is not known.</param>
    /// <param name="columns">Values of a row.</param>
    /// <param name="count">The number of rows; null: not known.</param>
    /// <param name="isSingle">Whether they are floats.</param>
    public NpyRowWriter(Stream stream, int columns, long? count, bool isSingle)
    {
        (this.stream, this.columns, promised, elementType) = (stream, columns, count, isSingle ? "<f4" : "<f8");
        var header = NpyHeader.Format(elementType, [count ?? Unknown, columns]);
        headerLength = header.Length;
        stream.Write(header);
    }

    public void Write(ReadOnlyMatrix<double> rows)
    {
        for (var i = 0; i < rows.Rows; i++)
            if (elementType == "<f8") stream.Write(MemoryMarshal.AsBytes(rows.Row(i)));
            else stream.Write(SinglePrecision.Bytes(rows.Row(i)));
        written += rows.Rows;
    }

    public void Write(ReadOnlyMatrix<float> rows)
    {
        if (elementType == "<f8") Write(rows.Viewed.ConvertTo<double>());
        else
        {
            if (rows.Viewed.IsContiguous) stream.Write(MemoryMarshal.AsBytes(rows.Viewed.AsSpan()));
            else
                for (var i = 0; i < rows.Rows; i++) stream.Write(MemoryMarshal.AsBytes(rows.Row(i)));
            written += rows.Rows;
        }
    }

    public void End()
    {
        if (promised is not null) return;
        stream.Position = 0;
        stream.Write(NpyHeader.Format(elementType, [written, columns], headerLength));
        stream.Seek(0, SeekOrigin.End);
    }
}
