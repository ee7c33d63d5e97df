using Apache.Arrow;
using Apache.Arrow.Types;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Arrow;

/// <summary>A column of record batches that holds numbers, one or a list of them a row.</summary>
/// <param name="index">Its number in the schema.</param>
/// <param name="described">What the schema says of it.</param>
/// <param name="source">What errors call the data.</param>
internal sealed class NumberColumn(int index, Field described, string source)
{
    private readonly IArrowType numbers = ItemOf(described.DataType);

    public string Name => described.Name;

    /// <summary>How many numbers a row has; null: only a row says.</summary>
    public int? Width { get; set; } = described.DataType switch
    {
        FixedSizeListType list => list.ListSize,
        ListType => null,
        _ => 1,
    };

    /// <summary>A name for each number.</summary>
    public IEnumerable<string> Names => described.DataType is FixedSizeListType or ListType
        ? Enumerable.Range(1, Width!.Value).Select(i => Invariant($"{Name}_{i}")) : [Name];

    public double RelativeRounding => numbers.TypeId switch
    {
        ArrowTypeId.Float => Math.ScaleB(1, -24),
        ArrowTypeId.HalfFloat => Math.ScaleB(1, -11),
        _ => 0,
    };

    /// <summary>The columns of a schema that are asked for.</summary>
    /// <exception cref="ArgumentException">There is no such column, it holds no numbers, or no column does.</exception>
    public static NumberColumn[] Of(Schema schema, IReadOnlyList<string>? names, string source)
    {
        var all = schema.FieldsList.Select((field, index) => new NumberColumn(index, field, source)).ToList();
        var found = names is null ? all.Where(column => column.HoldsNumbers).ToArray() : [.. names.Select(Named)];
        return found.Length > 0 ? found
            : throw new ArgumentException(
                $"{source}: no column holds numbers; there are {string.Join(", ", all.Select(column => column.Described))}");

        NumberColumn Named(string name)
        {
            var column = all.Find(column => column.Name == name) ?? throw new ArgumentException(
                $"{source}: there is no column '{name}'; there are {string.Join(", ", all.Select(other => other.Name))}");
            return column.HoldsNumbers ? column
                : throw new ArgumentException($"{source}: column {column.Described} holds no numbers; leave it out, or cast it");
        }
    }

    /// <summary>How many numbers the first list of a batch has; null: there is none.</summary>
    public int? WidthIn(RecordBatch batch)
    {
        var lists = (ListArray)batch.Column(index);
        for (var i = 0; i < lists.Length; i++)
            if (!lists.IsNull(i)) return lists.GetValueLength(i);
        return null;
    }

    /// <summary>Writes some rows of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="number">How many rows of the data are before it.</param>
    /// <param name="rows">As many rows as are wanted, of this column's numbers alone.</param>
    public void Write(RecordBatch batch, int start, long number, Matrix<double> rows)
    {
        var array = batch.Column(index);
        for (var i = 0; i < rows.Rows; i++)
        {
            if (array.IsNull(start + i)) rows.Row(i).Fill(double.NaN);
            else Write(array, start + i, number + i, rows.Row(i));
        }
    }

    private bool HoldsNumbers => numbers is NumberType or BooleanType;

    private void Write(IArrowArray array, int row, long number, Span<double> to)
    {
        switch (array)
        {
            case FixedSizeListArray lists:
                Convert(lists.Values, (lists.Offset + row) * to.Length, number, to);
                break;
            case ListArray lists when lists.GetValueLength(row) == to.Length:
                Convert(lists.Values, lists.ValueOffsets[row], number, to);
                break;
            case ListArray lists:
                throw new BadDataException(Invariant(
                    $"{source}, row {number + 1}: the list in '{Name}' has {lists.GetValueLength(row)} numbers, ")
                    + Invariant($"the first has {to.Length}; lists must have one length"));
            default:
                Convert(array, row, number, to);
                break;
        }
    }

    private void Convert(IArrowArray array, int first, long number, Span<double> to)
    {
        for (var j = 0; j < to.Length; j++)
            to[j] = array.IsNull(first + j) ? double.NaN : Value(array, first + j, number);
    }

    private double Value(IArrowArray array, int i, long number) => array switch
    {
        FloatArray numbers => numbers.Values[i],
        DoubleArray numbers => numbers.Values[i],
        HalfFloatArray numbers => (double)numbers.Values[i],
        Int8Array numbers => numbers.Values[i],
        Int16Array numbers => numbers.Values[i],
        Int32Array numbers => numbers.Values[i],
        Int64Array numbers => Exact(numbers.Values[i], number),
        UInt8Array numbers => numbers.Values[i],
        UInt16Array numbers => numbers.Values[i],
        UInt32Array numbers => numbers.Values[i],
        UInt64Array numbers => Exact(numbers.Values[i], number),
        BooleanArray flags => flags.GetValue(i) is true ? 1 : 0,
        _ => throw new BadDataException($"{source}: column '{Name}' is of {array.Data.DataType.Name} in a batch, but not in the schema"),
    };

    private double Exact(Int128 value, long number)
    {
        const long most = 1L << 53;
        if (value < -most || value > most)
            throw new BadDataException(Invariant(
                $"{source}, row {number + 1}: {value} in '{Name}' is beyond 2^53, where integers cannot be told apart; leave it out"));
        return (double)value;
    }

    private static IArrowType ItemOf(IArrowType type) => type switch
    {
        FixedSizeListType list => list.ValueDataType,
        ListType list => list.ValueDataType,
        _ => type,
    };

    private string Described => $"'{Name}' ({described.DataType.Name})";
}
