using LinearAutoencoders.Data.Tables;
using LinearAutoencoders.Moments;
using Parquet;
using Parquet.Schema;

namespace LinearAutoencoders.Data.Formats;

/// <summary>A Parquet file being read, a group of rows at a time. Its errors name it.</summary>
internal sealed class ParquetFile : IDisposable
{
    /// <summary>Bytes of decoded values that even a small file may have.</summary>
    private const long AlwaysAllowed = 1 << 26;

    private readonly StoredFile stored;
    private readonly ParquetReader reader;

    private ParquetFile(StoredFile stored, ParquetReader reader) => (this.stored, this.reader) = (stored, reader);

    /// <summary>The columns.</summary>
    public IReadOnlyList<Field> Fields => reader.Schema.Fields;

    /// <summary>Groups of rows.</summary>
    public int Groups => reader.RowGroupCount;

    /// <summary>n.</summary>
    public long Rows => reader.RowGroups.Sum(group => group.RowCount);

    /// <exception cref="BadDataException">It is no Parquet file that can be read.</exception>
    public static ParquetFile Open(StoredFile stored, CancellationToken cancellationToken)
    {
        Stream? stream = null;
        ParquetTypes.Keep();
        try
        {
            stream = stored.Open();
            ParquetFooter.RequireSound(stream);
            var reader = ParquetReader.CreateAsync(stream, null, leaveStreamOpen: false, cancellationToken).GetAwaiter().GetResult();
            var file = new ParquetFile(stored, reader);
            file.RequirePossible();
            return file;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            stream?.Dispose();
            throw Damaged(stored.Name, failure);
        }
    }

    /// <summary>Whether a column holds numbers, or lists of them.</summary>
    public static bool HoldsNumbers(Field field) => IsList(field)
        ? field is ListField { Item: DataField item } && ParquetColumn.IsNumber(item.ClrType)
        : field is DataField { IsArray: false } data && ParquetColumn.IsNumber(data.ClrType);

    public static bool HoldsText(Field field) => field is DataField { IsArray: false } data && IsText(data);

    private static bool IsText(DataField field) => field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);

    public static bool IsList(Field field) => field is ListField;

    /// <summary>Where the numbers of a column are.</summary>
    public static DataField NumbersOf(Field field) => field is ListField list ? (DataField)list.Item : (DataField)field;

    /// <summary>The values of a column in a group.</summary>
    public ParquetColumn Read(int group, DataField field, CancellationToken cancellationToken) => Do(() =>
    {
        using var rows = reader.OpenRowGroupReader(group);
        // The schema of each reader has fields of its own.
        var own = reader.Schema.DataFields.First(candidate => candidate.Path.Equals(field.Path));
        return ParquetColumn.Read(rows, own, cancellationToken);
    });

    public int RowsOf(int group) => checked((int)reader.RowGroups[group].RowCount);

    /// <summary>How many numbers each list has.</summary>
    /// <exception cref="BadDataException">There are none.</exception>
    public int LengthOfLists(DataField field, CancellationToken cancellationToken)
    {
        for (var group = 0; group < Groups; group++)
        {
            if (RowsOf(group) == 0) continue;
            var column = Read(group, field, cancellationToken);
            return column.LengthOfFirstList();
        }
        return 0;
    }

    /// <summary>The text of some columns.</summary>
    public TextValues[] ReadTexts(int[] columns, CancellationToken cancellationToken)
    {
        var values = columns.Select(_ => new TextValues()).ToArray();
        for (var i = 0; i < columns.Length; i++)
        {
            if (Fields[columns[i]] is not DataField { IsArray: false } field)
                throw new BadDataException($"{stored.Name}: {Fields[columns[i]].Name} holds lists, which are no labels; leave it out");
            for (var group = 0; group < Groups; group++) ReadText(group, field, values[i], cancellationToken);
        }
        return values;
    }

    private void ReadText(int group, DataField field, TextValues values, CancellationToken cancellationToken)
    {
        if (IsText(field))
        {
            var text = new string?[RowsOf(group)];
            Do(() =>
            {
                using var rows = reader.OpenRowGroupReader(group);
                rows.ReadAsync(field, text.AsMemory(), null, cancellationToken).AsTask().GetAwaiter().GetResult();
                return true;
            });
            foreach (var value in text) values.Add(value ?? "");
            return;
        }
        var column = Read(group, field, cancellationToken);
        foreach (var value in column.Texts()) values.Add(value);
    }

    /// <summary>Throws when the file promises more values than one of its size can hold.</summary>
    private void RequirePossible()
    {
        var allowed = Math.Max(AlwaysAllowed, stored.Length > long.MaxValue / GunzipStream.LargestRatio
            ? long.MaxValue : stored.Length * GunzipStream.LargestRatio);
        foreach (var group in reader.Metadata!.RowGroups)
        {
            var values = group.Columns.Sum(column => (decimal)(column.MetaData?.NumValues ?? 0));
            if (group.NumRows < 0 || group.NumRows > LargestMatrix.Cells || values < 0 || values * sizeof(double) > allowed)
                throw new InvalidDataException(
                    $"a group of {group.NumRows} rows and {values} values cannot be in a file of {stored.Length} bytes");
        }
    }

    /// <summary>Reads some of the file.</summary>
    /// <exception cref="BadDataException">It is damaged.</exception>
    public TResult Do<TResult>(Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw Damaged(stored.Name, failure);
        }
    }

    // The library throws whatever comes of damaged bytes.
    private static Exception Damaged(string name, Exception failure) => failure switch
    {
        BadDataException => failure,
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => StoredFile.Unreadable(name, failure),
        _ => new BadDataException($"{name} is no Parquet file that can be read ({failure.Message.TrimEnd('.')}); write it again", failure),
    };

    public void Dispose() => reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
