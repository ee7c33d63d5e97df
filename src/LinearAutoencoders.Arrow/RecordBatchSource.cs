using Apache.Arrow;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Arrow;

/// <summary>Apache Arrow record batches as samples: each row is one, of numbers side by side, of a list of numbers, or of both.</summary>
/// <remarks>
///   Batches are read in order, one at a time, and never held; what is missing (null) is NaN, which a fit refuses or estimates. Columns are
///   of floating point of 16 to 64 bits, integers, booleans, or lists of these, all of one length, as vectors of embeddings are.
/// </remarks>
public sealed class RecordBatchSource : ISampleSource
{
    private const int BlockCells = 1 << 16;

    private readonly Func<IEnumerable<RecordBatch>> read;
    private readonly NumberColumn[] columns;

    /// <summary>The rows of some batches.</summary>
    /// <param name="batches">All of one schema; at least one.</param>
    /// <param name="columns">The names of the columns to take, in this order; null: all that are of numbers.</param>
    /// <param name="name">What errors call them.</param>
    /// <inheritdoc cref="RecordBatchSource(Schema, Func{IEnumerable{RecordBatch}}, IReadOnlyList{string}?, string)" path="/exception"/>
    public RecordBatchSource(IReadOnlyList<RecordBatch> batches, IReadOnlyList<string>? columns = null, string name = "the record batches")
        : this(SchemaOf(batches), () => batches, columns, name) => Count = batches.Sum(batch => (long)batch.Length);

    /// <summary>The rows of batches that can be had again, from a file for example.</summary>
    /// <param name="schema">That of all batches.</param>
    /// <param name="read">One pass: the same batches each time. Who reads them lets go of each before it asks for the next.</param>
    /// <param name="columns">The names of the columns to take, in this order; null: all that are of numbers.</param>
    /// <param name="name">What errors call them.</param>
    /// <exception cref="ArgumentException">There is no such column, it holds no numbers, or no column does.</exception>
    /// <exception cref="BadDataException">There are lists, but no row says how long they are, or they are empty.</exception>
    public RecordBatchSource(
        Schema schema, Func<IEnumerable<RecordBatch>> read, IReadOnlyList<string>? columns = null, string name = "the record batches")
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(read);
        (this.read, Name) = (read, name);
        this.columns = NumberColumn.Of(schema, columns, name);
        var lists = this.columns.Where(column => column.Width is null).ToList();
        if (lists.Count > 0) SetWidths(lists);
        Dimension = this.columns.Sum(column => column.Width!.Value);
        if (Dimension == 0) throw new BadDataException($"{name}: the lists are empty; give lists with numbers");
        ColumnNames = [.. this.columns.SelectMany(column => column.Names)];
        RelativeRounding = this.columns.Max(column => column.RelativeRounding);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public long? Count { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double RelativeRounding { get; }

    /// <summary>The name of each of the m values: of a list's, with a number from 1.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <inheritdoc/>
    /// <exception cref="BadDataException">A list is longer or shorter than the others, or an integer is beyond 2⁵³.</exception>
    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        var block = new Matrix<double>(Math.Max(1, BlockCells / Dimension), Dimension);
        var before = 0L;
        foreach (var batch in read())
        {
            for (var start = 0; start < batch.Length; start += block.Rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var rows = block.RowRange(0, Math.Min(block.Rows, batch.Length - start));
                var first = 0;
                foreach (var column in columns)
                {
                    column.Write(batch, start, before + start, rows.ColumnRange(first, column.Width!.Value));
                    first += column.Width.Value;
                }
                yield return rows;
            }
            before += batch.Length;
        }
    }

    private static Schema SchemaOf(IReadOnlyList<RecordBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return batches.Count > 0 ? batches[0].Schema
            : throw new ArgumentException("there is no record batch; give one at least", nameof(batches));
    }

    private void SetWidths(List<NumberColumn> lists)
    {
        foreach (var batch in read())
        {
            foreach (var list in lists) list.Width ??= list.WidthIn(batch);
            if (lists.TrueForAll(list => list.Width is not null)) return;
        }
        var unknown = lists.Find(list => list.Width is null)!;
        throw new BadDataException($"{Name}: no row of column '{unknown.Name}' has a list; leave it out, or give rows with lists");
    }
}
