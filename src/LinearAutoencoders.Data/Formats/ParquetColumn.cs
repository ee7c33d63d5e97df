using System.Globalization;
using System.Numerics;
using LinearAutoencoders.Numerics;
using Parquet;
using Parquet.Schema;

namespace LinearAutoencoders.Data.Formats;

/// <summary>The values of a column in one group of rows, read in order.</summary>
internal abstract class ParquetColumn
{
    // By type, and not by Parquet.Net's own choice among types, which needs code to be made while the program runs.
    private static readonly Dictionary<Type, Func<DataField, int, ParquetColumn>> Kinds = new()
    {
        [typeof(float)] = (field, count) => new Numbers<float>(field, count),
        [typeof(double)] = (field, count) => new Numbers<double>(field, count),
        [typeof(int)] = (field, count) => new Numbers<int>(field, count),
        [typeof(long)] = (field, count) => new Numbers<long>(field, count),
        [typeof(short)] = (field, count) => new Numbers<short>(field, count),
        [typeof(sbyte)] = (field, count) => new Numbers<sbyte>(field, count),
        [typeof(byte)] = (field, count) => new Numbers<byte>(field, count),
        [typeof(ushort)] = (field, count) => new Numbers<ushort>(field, count),
        [typeof(uint)] = (field, count) => new Numbers<uint>(field, count),
        [typeof(ulong)] = (field, count) => new Numbers<ulong>(field, count),
        [typeof(decimal)] = (field, count) => new Numbers<decimal>(field, count),
        [typeof(bool)] = (field, count) => new Flags(field, count),
    };

    private readonly int count;
    private readonly int[] definitionLevels, repetitionLevels;
    private int next, value;

    private ParquetColumn(DataField field, int count)
    {
        Field = field;
        this.count = count;
        definitionLevels = field.MaxDefinitionLevel > 0 ? new int[count] : [];
        repetitionLevels = field.MaxRepetitionLevel > 0 ? new int[count] : [];
    }

    private DataField Field { get; }

    /// <summary>Whether values of this type are numbers.</summary>
    public static bool IsNumber(Type type) => Kinds.ContainsKey(type);

    public static ParquetColumn Read(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        var column = Kinds[field.ClrType](field, checked((int)group.GetMetadata(field)!.MetaData!.NumValues));
        column.FillAsync(group, cancellationToken).AsTask().GetAwaiter().GetResult();
        return column;
    }
    /// <summary>Writes the next values down a column of a matrix; NaN where there is none.</summary>
    public void CopyTo(Matrix<double> block, int column)
    {
        for (var i = 0; i < block.Rows; i++, next++) block[i, column] = IsThere(next) ? ValueAt(value++) : double.NaN;
    }

    /// <summary>Writes the next lists into the rows of a matrix.</summary>
    /// <exception cref="BadDataException">One has another length, or is missing.</exception>
    public void CopyLists(Matrix<double> block, string name, long firstRow)
    {
        for (var i = 0; i < block.Rows; i++)
        {
            var length = LengthOfList();
            if (length != block.Columns)
                throw new BadDataException(
                    $"{name}, row {firstRow + i + 1}: the list has {length} numbers, but the first has {block.Columns}; give all the same");
            for (var j = 0; j < length; j++, next++) block[i, j] = IsThere(next) ? ValueAt(value++) : double.NaN;
        }
    }

    public int LengthOfFirstList() => count == 0 ? 0 : LengthOfList();

    /// <summary>The values as text.</summary>
    public IEnumerable<string> Texts()
    {
        for (var i = 0; i < count; i++)
            yield return IsThere(i) ? ValueAt(value++).ToString("R", CultureInfo.InvariantCulture) : "";
    }

    protected abstract double ValueAt(int index);

    protected abstract ValueTask FillAsync(ParquetRowGroupReader group, CancellationToken cancellationToken);

    private bool IsThere(int place) => definitionLevels.Length == 0 || definitionLevels[place] == Field.MaxDefinitionLevel;

    // A list starts where nothing is repeated; one that is empty or null has a place but no value.
    private int LengthOfList()
    {
        if (next >= repetitionLevels.Length) throw new InvalidDataException("there are fewer lists than rows");
        var end = next + 1;
        while (end < repetitionLevels.Length && repetitionLevels[end] > 0) end++;
        return end == next + 1 && definitionLevels[next] < Field.MaxDefinitionLevel - (Field.IsNullable ? 1 : 0) ? 0 : end - next;
    }

    private abstract class Values<T>(DataField field, int count) : ParquetColumn(field, count) where T : struct
    {
        protected T[] Stored { get; } = GC.AllocateUninitializedArray<T>(count);

        protected override ValueTask FillAsync(ParquetRowGroupReader group, CancellationToken cancellationToken) =>
            group.ReadRawAsync(Field, Stored.AsMemory(), Levels(definitionLevels), Levels(repetitionLevels), cancellationToken);

        private static Memory<int>? Levels(int[] levels) => levels.Length > 0 ? levels.AsMemory() : default(Memory<int>?);
    }

    private sealed class Numbers<T>(DataField field, int count) : Values<T>(field, count) where T : struct, INumber<T>
    {
        protected override double ValueAt(int index) => double.CreateTruncating(Stored[index]);
    }

    private sealed class Flags(DataField field, int count) : Values<bool>(field, count)
    {
        protected override double ValueAt(int index) => Stored[index] ? 1 : 0;
    }
}
