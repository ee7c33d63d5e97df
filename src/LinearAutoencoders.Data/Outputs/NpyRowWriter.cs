using System.Runtime.InteropServices;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Outputs;

/// <summary>
///   A .npy file of doubles. Its header comes first and has the number of rows: where that is not known, it is put in at the end.
/// </summary>
internal sealed class NpyRowWriter : IRowWriter
{
    // As many digits as any number of rows can have: the header keeps its length.
    private const long Unknown = long.MaxValue;

    private readonly Stream stream;
    private readonly int columns;
    private readonly long? promised;
    private readonly int headerLength;
    private long written;

    /// <param name="stream">Takes the bytes; must be seekable where the count is not known.</param>
    /// <param name="columns">Values of a row.</param>
    /// <param name="count">The number of rows; null: not known.</param>
    public NpyRowWriter(Stream stream, int columns, long? count)
    {
        (this.stream, this.columns, promised) = (stream, columns, count);
        var header = NpyHeader.Format("<f8", [count ?? Unknown, columns]);
        headerLength = header.Length;
        stream.Write(header);
    }

    public void Write(ReadOnlyMatrix<double> rows)
    {
        for (var i = 0; i < rows.Rows; i++) stream.Write(MemoryMarshal.AsBytes(rows.Row(i)));
        written += rows.Rows;
    }

    public void End()
    {
        if (promised is not null) return;
        stream.Position = 0;
        stream.Write(NpyHeader.Format("<f8", [written, columns], headerLength));
        stream.Seek(0, SeekOrigin.End);
    }
}
