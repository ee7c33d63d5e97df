using System.Text;
using LinearAutoencoders.Data.Tables;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data;

/// <summary>Data that <see cref="DataSource.Open"/> found: its rows, and how they are meant to be used.</summary>
public sealed class Dataset
{
    private readonly Table table;
    private Lazy<string> fingerprint;

    /// <param name="name">What the user called it.</param>
    /// <param name="table">Its rows, and what else there is.</param>
    /// <param name="center">Whether the mean is to be subtracted.</param>
    /// <param name="isCopy">Whether another process keeps what comes of it, which looks at the fingerprint.</param>
    /// <param name="cancellationToken">Stops reading for the fingerprint.</param>
    internal Dataset(string name, Table table, bool center, bool isCopy, CancellationToken cancellationToken)
    {
        (Name, this.table, Center) = (name, table, center);
        fingerprint = new(() => isCopy ? "" : table.Rows.Fingerprint(cancellationToken));
    }

    /// <summary>What the user called it, such as <c>mnist</c> or a file's path.</summary>
    public string Name { get; }

    /// <summary>Its rows, as they are.</summary>
    public ISampleSource Source => table.Rows;

    /// <summary>Whether the mean of each column is to be subtracted from them.</summary>
    public bool Center { get; }

    /// <summary>
    ///   Rows and columns of the picture that a sample is, where it is one: 28 × 28 for MNIST, 8 × 8 for digits.
    /// </summary>
    public (int Rows, int Columns)? PictureShape => table.PictureShape;

    /// <summary>The names of the m columns; null where the data has none.</summary>
    public IReadOnlyList<string>? ColumnNames => table.ColumnNames;

    /// <summary>What the samples are, one column for each way to tell: those asked for, and those that hold text.</summary>
    public IReadOnlyList<TextColumn> Labels => table.Labels;

    /// <summary>The columns that outputs are to repeat.</summary>
    public IReadOnlyList<TextColumn> Passthrough => table.Passthrough;

    /// <summary>How much each sample counts, n numbers from 0; null where all count the same.</summary>
    public IReadOnlyList<double>? Weights => table.Weights;

    /// <summary>What each column was divided by, m values; null where they are as they were.</summary>
    public IReadOnlyList<double>? Scale => table.Scale;

    /// <summary>What was assumed or done while it was read, each one line for the person who gave it.</summary>
    public IReadOnlyList<string> Notes => table.Notes;

    /// <summary>SHA-256, in hexadecimal, of the sizes and the values as stored: equal for equal data. Reads all of it.</summary>
    public string Fingerprint => fingerprint.Value;

    /// <summary>Says that the fingerprint will be asked for: a pass that comes before may find it.</summary>
    internal void ExpectFingerprint() => table.Rows.ExpectFingerprint();

    /// <summary>Gives all ranks the fingerprint that the first of them finds.</summary>
    internal void ShareFingerprint(IRanks ranks) =>
        fingerprint = new(Encoding.ASCII.GetString(ranks.FromFirst(ranks.Rank == 0 ? Encoding.ASCII.GetBytes(Fingerprint) : [])));

    /// <summary>Some of the rows as data of their own.</summary>
    internal Dataset Part(RowRange rows)
    {
        var part = table with
        {
            Rows = new PartOfRows(table.Rows, rows),
            Labels = PartOf(table.Labels, rows),
            Passthrough = PartOf(table.Passthrough, rows),
            Weights = table.Weights?.Skip((int)rows.First).Take((int)rows.Count).ToList(),
        };
        return new Dataset(Name, part, Center, isCopy: false, CancellationToken.None);
    }

    private static TextColumn[] PartOf(IReadOnlyList<TextColumn> columns, RowRange rows) => [.. columns.Select(
        column => column with { Values = [.. column.Values.Skip((int)rows.First).Take((int)rows.Count)] })];

    /// <summary>Throws unless the data can have <paramref name="k"/> components: 1 ≤ k ≤ m.</summary>
    /// <exception cref="BadDataException">k is below 1 or above the number of columns.</exception>
    public void RequireComponents(int k)
    {
        if (k < 1) throw new BadDataException($"k is {k}; choose k from 1 to {Source.Dimension}");
        if (k > Source.Dimension)
            throw new BadDataException(
                $"k is {k} but {Name} has {Source.Dimension} columns; choose k of at most {Source.Dimension}");
    }
}

/// <summary>A column of text, a value for each sample.</summary>
/// <param name="Name">Its name; <c>column 5</c> where it has none.</param>
/// <param name="Values">n values, as they are written.</param>
public sealed record TextColumn(string Name, IReadOnlyList<string> Values);
