using System.Globalization;
using System.Numerics;
using LinearAutoencoders.Numerics;
using Parquet.Data;
using Parquet.Schema;

namespace LinearAutoencoders.Data.Formats;

/// <summary>The values of a column in one group of rows, read in order.</summary>
internal abstract class ParquetColumn : IDisposable
{
    private readonly RawColumnData data;
    private readonly DataField field;
    private readonly int rows;
    private int next, value;

    private ParquetColumn(RawColumnData data, DataField field, int rows) => (this.data, this.field, this.rows) = (data, field, rows);

    public static ParquetColumn Of(RawColumnData data, DataField field, int rows) => data switch
    {
        RawColumnData<float> values => new Numbers<float>(values, field, rows),
        RawColumnData<double> values => new Numbers<double>(values, field, rows),
        RawColumnData<int> values => new Numbers<int>(values, field, rows),
        RawColumnData<long> values => new Numbers<long>(values, field, rows),
        RawColumnData<short> values => new Numbers<short>(values, field, rows),
        RawColumnData<sbyte> values => new Numbers<sbyte>(values, field, rows),
        RawColumnData<byte> values => new Numbers<byte>(values, field, rows),
        RawColumnData<ushort> values => new Numbers<ushort>(values, field, rows),
        RawColumnData<uint> values => new Numbers<uint>(values, field, rows),
        RawColumnData<ulong> values => new Numbers<ulong>(values, field, rows),
        RawColumnData<decimal> values => new Numbers<decimal>(values, field, rows),
        RawColumnData<bool> values => new Flags(values, field, rows),
        _ => throw new NotSupportedException($"{field.Name} is of {field.ClrType.Name}"),
    };

    /// <summary>Writes the next values down a column of a matrix; NaN where there is none.</summary>
    public void CopyTo(Matrix<double> block, int column)
    {
        var levels = field.MaxDefinitionLevel > 0 ? data.DefinitionLevels : [];
        for (var i = 0; i < block.Rows; i++, next++)
            block[i, column] = levels.IsEmpty || levels[next] == field.MaxDefinitionLevel ? ValueAt(value++) : double.NaN;
    }

    /// <summary>Writes the next lists into the rows of a matrix.</summary>
    /// <exception cref="BadDataException">One has another length, or is missing.</exception>
    public void CopyLists(Matrix<double> block, string name, long firstRow)
    {
        var levels = data.DefinitionLevels;
        var starts = data.RepetitionLevels;
        for (var i = 0; i < block.Rows; i++)
        {
            var length = LengthOfList(starts, levels);
            if (length != block.Columns)
                throw new BadDataException(
                    $"{name}, row {firstRow + i + 1}: the list has {length} numbers, but the first has {block.Columns}; give all the same");
            for (var j = 0; j < length; j++, next++)
                block[i, j] = levels[next] == field.MaxDefinitionLevel ? ValueAt(value++) : double.NaN;
        }
    }

    public int LengthOfFirstList() => rows == 0 ? 0 : LengthOfList(data.RepetitionLevels, data.DefinitionLevels);

    /// <summary>The values as text.</summary>
    public IEnumerable<string> Texts()
    {
        for (var i = 0; i < rows; i++)
        {
            var isThere = field.MaxDefinitionLevel == 0 || data.DefinitionLevels[i] == field.MaxDefinitionLevel;
            yield return isThere ? ValueAt(value++).ToString("R", CultureInfo.InvariantCulture) : "";
        }
    }

    public void Dispose() => data.Dispose();

    protected abstract double ValueAt(int index);

    // A list starts where nothing is repeated; one that is empty or null has a place but no value.
    private int LengthOfList(ReadOnlySpan<int> starts, ReadOnlySpan<int> levels)
    {
        if (next >= starts.Length) throw new InvalidDataException("there are fewer lists than rows");
        var end = next + 1;
        while (end < starts.Length && starts[end] > 0) end++;
        return end == next + 1 && levels[next] < field.MaxDefinitionLevel - (field.IsNullable ? 1 : 0) ? 0 : end - next;
    }

    private sealed class Numbers<T>(RawColumnData<T> typed, DataField field, int rows) : ParquetColumn(typed, field, rows)
        where T : struct, INumber<T>
    {
        protected override double ValueAt(int index) => double.CreateTruncating(typed.Values[index]);
    }

    private sealed class Flags(RawColumnData<bool> typed, DataField field, int rows) : ParquetColumn(typed, field, rows)
    {
        protected override double ValueAt(int index) => typed.Values[index] ? 1 : 0;
    }
}
