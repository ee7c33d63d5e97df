using System.Diagnostics.CodeAnalysis;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   Some rows of a table most of whose values are zero, in compressed form (CSR): the other values, row after row, and where they are.
/// </summary>
/// <remarks>
///   Row i has the values RowStarts[i] .. RowStarts[i + 1] − 1, in the columns that <see cref="ColumnIndices"/> has at the same
///   places. Memory is the caller's, kept and not copied.
/// </remarks>
public sealed class SparseBlock
{
    private readonly ReadOnlyMemory<int> rowStarts;
    private readonly ReadOnlyMemory<int> columnIndices;
    private readonly ReadOnlyMemory<double> values;

    /// <summary>Views memory that the caller keeps, for as long as the block is used.</summary>
    /// <param name="columns">m, the width of the rows.</param>
    /// <param name="rowStarts">One more than there are rows: 0, then where each row ends.</param>
    /// <param name="columnIndices">The column of each value, from 0 on, rising within a row.</param>
    /// <param name="values">As many values.</param>
    /// <exception cref="ArgumentException">
    ///   The row starts do not rise from 0 to the number of values, or a row's columns do not rise, or one is outside.
    /// </exception>
    public SparseBlock(
        int columns, ReadOnlyMemory<int> rowStarts, ReadOnlyMemory<int> columnIndices, ReadOnlyMemory<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        (Columns, this.rowStarts, this.columnIndices, this.values) = (columns, rowStarts, columnIndices, values);
        var starts = rowStarts.Span;
        if (starts.Length == 0 || starts[0] != 0) ThrowFirst();
        if (starts[^1] != values.Length || columnIndices.Length != values.Length) ThrowLengths();
        for (var i = 0; i < Rows; i++) RequireRow(i);
    }

    /// <summary>Number of rows.</summary>
    public int Rows => rowStarts.Length - 1;

    /// <summary>m, zeros included.</summary>
    public int Columns { get; }

    /// <summary>Where the values of each row start, and at the end their number: Rows + 1 numbers.</summary>
    public ReadOnlySpan<int> RowStarts => rowStarts.Span;

    /// <summary>The column of each value; rising within a row.</summary>
    public ReadOnlySpan<int> ColumnIndices => columnIndices.Span;

    /// <summary>The values that are not zero, and any zero that is kept nevertheless.</summary>
    public ReadOnlySpan<double> Values => values.Span;

    /// <summary>How much each row counts in products and sums; null: once. With their zeros rows are written as they are.</summary>
    internal ReadOnlyMemory<double>? Weights { get; init; }

    /// <summary>Some of the rows; their memory is shared.</summary>
    internal SparseBlock RowRange(int start, int count)
    {
        var (from, end) = (RowStarts[start], RowStarts[start + count]);
        var starts = new int[count + 1];
        for (var i = 0; i <= count; i++) starts[i] = RowStarts[start + i] - from;
        return new SparseBlock(Columns, starts, columnIndices[from..end], values[from..end]) { Weights = Weights?.Slice(start, count) };
    }

    /// <summary>Writes some rows with their zeros.</summary>
    /// <param name="start">The first of them.</param>
    /// <param name="rows">As many as are wanted, m wide; overwritten.</param>
    /// <exception cref="ArgumentException">Not all of these rows exist, or the width differs.</exception>
    public void CopyTo(int start, Matrix<double> rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Rows, Rows - start);
        rows.RequireShape(rows.Rows, Columns);
        for (var i = 0; i < rows.Rows; i++)
        {
            var row = rows.Row(i);
            row.Clear();
            var (from, end) = (RowStarts[start + i], RowStarts[start + i + 1]);
            for (var cell = from; cell < end; cell++) row[ColumnIndices[cell]] = Values[cell];
        }
    }

    /// <summary>Which values of a row lie in some columns.</summary>
    internal Range CellsOf(int row, int firstColumn, int endColumn)
    {
        var (from, end) = (RowStarts[row], RowStarts[row + 1]);
        var places = ColumnIndices[from..end];
        return (from + CountBefore(places, firstColumn))..(from + CountBefore(places, endColumn));
    }

    private static int CountBefore(ReadOnlySpan<int> columns, int column)
    {
        var place = columns.BinarySearch(column);
        return place < 0 ? ~place : place;
    }

    /// <summary>The same rows, each column divided by a number of its own.</summary>
    internal SparseBlock Divide(double[] divisors)
    {
        var divided = new double[values.Length];
        var from = Values;
        var columns = ColumnIndices;
        for (var cell = 0; cell < divided.Length; cell++) divided[cell] = from[cell] / divisors[columns[cell]];
        return new SparseBlock(Columns, rowStarts, columnIndices, divided) { Weights = Weights };
    }

    /// <summary>The same rows and memory, each of which counts so much.</summary>
    internal SparseBlock WithWeights(ReadOnlyMemory<double> weights) =>
        new(Columns, rowStarts, columnIndices, values) { Weights = weights };

    private void RequireRow(int i)
    {
        var (start, end) = (RowStarts[i], RowStarts[i + 1]);
        if (end < start || end > values.Length) ThrowRow(i);
        var before = -1;
        foreach (var column in ColumnIndices[start..end])
        {
            if (column <= before || column >= Columns) ThrowColumn(i, before, column);
            before = column;
        }
    }

    [DoesNotReturn]
    private static void ThrowFirst() => throw new ArgumentException("the row starts must begin with 0", nameof(rowStarts));

    [DoesNotReturn]
    private void ThrowLengths() => throw new ArgumentException(
        $"the row starts end with {RowStarts[^1]}, but there are {values.Length} values and {columnIndices.Length} columns of values");

    [DoesNotReturn]
    private void ThrowRow(int i) => throw new ArgumentException(
        $"row {i} starts at value {RowStarts[i]} and ends at {RowStarts[i + 1]} of {values.Length}; row starts must rise");

    [DoesNotReturn]
    private void ThrowColumn(int i, int before, int column) => throw new ArgumentException(column < 0 || column >= Columns
        ? $"row {i} has a value in column {column}, but the columns are 0 to {Columns - 1}"
        : $"row {i} has a value in column {column} after one in column {before}; columns must rise within a row");
}
