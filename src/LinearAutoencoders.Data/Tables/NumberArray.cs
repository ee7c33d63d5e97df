using System.Globalization;
using System.Text.RegularExpressions;

namespace LinearAutoencoders.Data.Tables;

/// <summary>
///   Numbers in brackets, as databases and data frames write vectors into a cell: <c>[0.1,-2,3e-4]</c>, <c>[0.1 -2 3e-4]</c>. Two at
///   least: <c>x[0]</c> may be a name.
/// </summary>
internal static partial class NumberArray
{
    /// <summary>
    ///   What stands for one where only the kind of a cell matters: a number without a separator in it, written as nobody writes it.
    /// </summary>
    public const string Mask = "0e-00";

    /// <summary>A line with a mask for each array, so that what separates numbers is not taken for what separates cells.</summary>
    public static string Masked(string line) => line.Contains('[') ? Pattern().Replace(line, Mask) : line;

    /// <summary>How many numbers a cell has; −1 where it is no array of finite numbers.</summary>
    public static int LengthOf(ReadOnlySpan<byte> cell) => Read(cell, []);

    /// <summary>Reads the numbers of a cell.</summary>
    /// <returns>How many there are, of which the first fill the span; −1 where the cell is no array of finite numbers.</returns>
    public static int Read(ReadOnlySpan<byte> cell, Span<double> values)
    {
        var numbers = Inside(cell);
        var count = 0;
        for (; !numbers.IsEmpty; count++)
        {
            var isNumber = double.TryParse(Next(ref numbers), NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
            if (!isNumber || !double.IsFinite(value)) return -1;
            if (count < values.Length) values[count] = value;
        }
        return count > 0 ? count : -1;
    }

    private static ReadOnlySpan<byte> Inside(ReadOnlySpan<byte> cell)
    {
        cell = cell.Trim(" \t"u8);
        return cell is [(byte)'[', .. var numbers, (byte)']'] ? numbers.Trim(" \t\r\n"u8) : [];
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> numbers)
    {
        var end = numbers.IndexOfAny(", \t\r\n"u8);
        var next = end < 0 ? numbers : numbers[..end];
        numbers = end < 0 ? [] : numbers[end..].TrimStart(" \t\r\n"u8);
        if (numbers is [(byte)',', .. var behind]) numbers = behind.TrimStart(" \t\r\n"u8);
        return next;
    }

    [GeneratedRegex(@"\[\s*[-+0-9.eE]+[,\s][-+0-9.eE,\s]*\]")]
    private static partial Regex Pattern();
}
