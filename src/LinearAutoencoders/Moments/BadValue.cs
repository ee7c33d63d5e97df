using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   Finds the value that made a result useless, in another pass over the data, and says where it is and how to mend it.
/// </summary>
/// <remarks>
///   A NaN makes its whole column NaN through the mean, and a huge value may make the others of its column too large, so what a
///   result shows is not the value to name. Data that is fine pays nothing.
/// </remarks>
internal static class BadValue
{
    /// <summary>The error about samples one of whose rounded rows is not finite.</summary>
    /// <param name="source">The data.</param>
    /// <param name="rounded">The first such row.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static BadDataException In<T>(
        ISampleSource source, ReadOnlySpan<T> rounded, WorkerTeam team, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var column = 0;
        while (T.IsFinite(rounded[column])) column++;
        return FirstNotFinite(source, team, cancellationToken)
            ?? Largest(source, column, $"float{8 * Unsafe.SizeOf<T>()}", team, cancellationToken);
    }

    /// <summary>The error about samples whose moments are not finite.</summary>
    /// <param name="source">The data.</param>
    /// <param name="column">A column with a moment that is not finite.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static BadDataException InMoments(
        ISampleSource source, int column, WorkerTeam team, CancellationToken cancellationToken) =>
        FirstNotFinite(source, team, cancellationToken)
        ?? Largest(source, column, "its square in float64", team, cancellationToken);

    /// <summary>The error about samples that do not vary, or so little that no square of it is a number above 0.</summary>
    /// <param name="source">The data.</param>
    /// <param name="subtracted">What is subtracted from each row.</param>
    /// <param name="isCentered">Whether that is the mean.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static BadDataException WithoutVariance(
        ISampleSource source, double[] subtracted, bool isCentered, WorkerTeam team, CancellationToken cancellationToken)
    {
        var largest = 0.0;
        foreach (var block in source.ReadBlocks(team, cancellationToken))
            for (var i = 0; i < block.Rows; i++)
                for (var j = 0; j < block.Columns; j++) largest = Math.Max(largest, Math.Abs(block[i, j] - subtracted[j]));
        // A mean of equal numbers may differ from them in its last digit, and only where their squares are numbers.
        return new BadDataException(largest is > 0 and < 1e-150
            ? $"{source.Name}: the values differ by {Text(largest)} at most, whose square is too small for float64; scale the data up"
            : $"{source.Name}: the data has no variance, {(isCentered ? "all rows are equal" : "all values are 0")}; "
                + "give rows that differ");
    }

    private static BadDataException? FirstNotFinite(ISampleSource source, WorkerTeam team, CancellationToken cancellationToken)
    {
        var before = 0L;
        foreach (var block in source.ReadBlocks(team, cancellationToken))
        {
            for (var i = 0; i < block.Rows; i++)
                for (var j = 0; j < block.Columns; j++)
                    if (!double.IsFinite(block[i, j]))
                        return new($"{Place(source, before + i, j)}: the value is {Text(block[i, j])}; {Mend(block[i, j])}");
            before += block.Rows;
        }
        return null;
    }

    private static BadDataException Largest(
        ISampleSource source, int column, string what, WorkerTeam team, CancellationToken cancellationToken)
    {
        var (row, largest, before) = (0L, 0.0, 0L);
        foreach (var block in source.ReadBlocks(team, cancellationToken))
        {
            for (var i = 0; i < block.Rows; i++)
                if (Math.Abs(block[i, column]) > Math.Abs(largest)) (row, largest) = (before + i, block[i, column]);
            before += block.Rows;
        }
        return new BadDataException(
            $"{Place(source, row, column)}: {Text(largest)} is too large for {what}; scale the data down");
    }

    private static string Mend(double value) => double.IsNaN(value)
        ? "fill it in, or leave such samples out or fill them with the mean (--missing drop or mean)" : "remove or replace it";

    private static string Place(ISampleSource source, long row, int column) =>
        $"{source.Name}, row {row + 1}, column {column + 1}";

    // What was a float is written as one.
    private static string Text(double value) => (float)value == value
        ? ((float)value).ToString(CultureInfo.InvariantCulture)
        : value.ToString(CultureInfo.InvariantCulture);
}
