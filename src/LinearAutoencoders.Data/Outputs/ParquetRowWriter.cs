using LinearAutoencoders.Numerics;
using Parquet;
using Parquet.Schema;

namespace LinearAutoencoders.Data.Outputs;

/// <summary>
///   A Parquet file with a column of lists of floats, <c>embedding</c>, behind columns of text; some rows at a time are a group.
/// </summary>
internal sealed class ParquetRowWriter : IRowWriter
{
    /// <summary>Values of a group.</summary>
    private const int GroupCells = 1 << 22;

    private readonly OutputTable table;
    private readonly DataField[] texts;
    private readonly ListField list = new("embedding", new DataField<float>("element"));
    private readonly ParquetWriter writer;
    private readonly float[] values;
    private readonly int[] starts, levels;
    private int filled;
    private int written;

    public ParquetRowWriter(Stream stream, OutputTable table)
    {
        this.table = table;
        var columns = table.Rows.Dimension;
        texts = [.. table.Labels.Select(label => new DataField(label.Name, typeof(string)))];
        writer = ParquetWriter.CreateAsync(new ParquetSchema([.. texts, list]), stream).GetAwaiter().GetResult();
        values = new float[Math.Max(1, GroupCells / columns) * columns];
        (starts, levels) = (new int[values.Length], new int[values.Length]);
        for (var i = 0; i < starts.Length; i++) (starts[i], levels[i]) = (i % columns == 0 ? 0 : 1, list.Item.MaxDefinitionLevel);
    }

    public void Write(ReadOnlyMatrix<double> rows)
    {
        for (var i = 0; i < rows.Rows; i++)
        {
            SinglePrecision.Values(rows.Row(i)).CopyTo(values, filled);
            filled += rows.Columns;
            if (filled == values.Length) WriteGroup();
        }
    }

    public void End()
    {
        if (filled > 0) WriteGroup();
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private void WriteGroup()
    {
        using var group = writer.CreateRowGroup();
        var rows = filled / table.Rows.Dimension;
        for (var i = 0; i < texts.Length; i++)
        {
            var label = table.Labels[i].Values;
            string[] cells = [.. Enumerable.Range(written, rows).Select(row => label[row])];
            group.WriteAsync(texts[i], cells).GetAwaiter().GetResult();
        }
        group.WriteAllPartsAsync<float>((DataField)list.Item, values.AsMemory(0, filled), levels.AsMemory(0, filled),
            starts.AsMemory(0, filled), CancellationToken.None).GetAwaiter().GetResult();
        written += rows;
        filled = 0;
    }
}
