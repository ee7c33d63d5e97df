using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LinearAutoencoders.MachineLearning;

/// <summary>A column of an ML.NET data view as samples: one vector of a fixed size, or one number, a row.</summary>
/// <remarks>Rows are read through a cursor, in order, and never all held. Values are single precision in ML.NET.</remarks>
public sealed class DataViewSource : ISampleSource
{
    private const int BlockCells = 1 << 16;

    private readonly IDataView data;
    private readonly DataViewSchema.Column column;

    /// <summary>The rows of a column.</summary>
    /// <param name="data">Can be read more than once.</param>
    /// <param name="columnName">A column of <see cref="float"/>, or of vectors of them of one size.</param>
    /// <exception cref="ArgumentException">There is no such column, or it is of another type.</exception>
    public DataViewSource(IDataView data, string columnName)
    {
        ArgumentNullException.ThrowIfNull(data);
        this.data = data;
        column = data.Schema.GetColumnOrNull(columnName)
            ?? throw new ArgumentException($"the data has no column '{columnName}'; it has {string.Join(", ", data.Schema)}");
        Dimension = column.Type switch
        {
            VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType { RawType: var raw } } vector
                when raw == typeof(float) => vector.Size,
            NumberDataViewType { RawType: var raw } when raw == typeof(float) => 1,
            var other => throw new ArgumentException(
                $"column '{columnName}' is of {other}; convert it to a vector of Single of a known size, by Concatenate for example"),
        };
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public long? Count => data.GetRowCount();

    /// <inheritdoc/>
    public string Name => $"column '{column.Name}'";

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        using var cursor = data.GetRowCursor([column]);
        var read = column.Type is VectorDataViewType ? VectorReader(cursor) : NumberReader(cursor);
        var block = new Matrix<double>(Math.Max(1, BlockCells / Dimension), Dimension);
        var filled = 0;
        while (cursor.MoveNext())
        {
            read(block, filled++);
            if (filled < block.Rows) continue;
            cancellationToken.ThrowIfCancellationRequested();
            yield return block;
            filled = 0;
        }
        if (filled > 0) yield return block.RowRange(0, filled);
    }

    private Action<Matrix<double>, int> VectorReader(DataViewRowCursor cursor)
    {
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        var (buffer, values) = (default(VBuffer<float>), new float[Dimension]);
        return (block, row) =>
        {
            getter(ref buffer);
            buffer.CopyTo(values);
            for (var j = 0; j < values.Length; j++) block[row, j] = values[j];
        };
    }

    private Action<Matrix<double>, int> NumberReader(DataViewRowCursor cursor)
    {
        var getter = cursor.GetGetter<float>(column);
        var value = 0f;
        return (block, row) =>
        {
            getter(ref value);
            block[row, 0] = value;
        };
    }
}
