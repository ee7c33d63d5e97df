using System.Globalization;
using System.Text.RegularExpressions;

namespace LinearAutoencoders.Data.Tables;

/// <summary>What a cell of a text can be.</summary>
internal enum CellKind
{
    /// <summary>A number, finite or not.</summary>
    Number,

    /// <summary>Empty, or a word for a missing value.</summary>
    Missing,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>Anything else.</summary>
    Text,
}

/// <summary>Tells numbers, missing values and text apart.</summary>
internal static partial class Cells
{
    // Na, the element, is not among them.
    private static readonly HashSet<string> MissingWords = new(StringComparer.Ordinal)
    {
        "NA", "N/A", "n/a", "na", "NaN", "nan", "NAN", "-nan", "NULL", "Null", "null", "None", "none", "?", "-", "--", ".", "\\N", "<NA>",
        "#N/A", "#NA", "#N/A N/A", "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "Inf/NaN", "missing", "NaT", "(null)",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Missing =
        MissingWords.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a cell is.</summary>
    public static CellKind KindOf(ReadOnlySpan<char> cell, char decimalPoint)
    {
        var text = cell.Trim();
        return IsMissing(text) ? CellKind.Missing
            : TryNumber(text, decimalPoint, out _) ? CellKind.Number
            : TryBoolean(text, out _) ? CellKind.Boolean
            : CellKind.Text;
    }

    /// <summary>Whether a cell is empty, or a word for a missing value.</summary>
    public static bool IsMissing(ReadOnlySpan<char> cell) => cell.IsEmpty || Missing.Contains(cell);

    /// <summary>true or false, in small or large letters.</summary>
    public static bool TryBoolean(ReadOnlySpan<char> cell, out double value)
    {
        var isTrue = cell.Equals("true", StringComparison.OrdinalIgnoreCase);
        value = isTrue ? 1 : 0;
        return isTrue || cell.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A number with this decimal point and no separator of thousands.</summary>
    public static bool TryNumber(ReadOnlySpan<char> cell, char decimalPoint, out double value)
    {
        value = 0;
        if (cell.Length is 0 or > LongestNumber) return false;
        if (decimalPoint == '.') return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        Span<char> written = stackalloc char[cell.Length];
        if (cell.Contains('.')) return false;
        cell.Replace(written, decimalPoint, '.');
        // A comma at an end is no decimal point: it separates something.
        return written[^1] != '.' && written[0] != '.'
            && double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>
    ///   Whether somebody meant a number by a text: <c>35 %</c>, <c>$3.5</c>, <c>1,234</c>, <c>0x1F</c>, <c>1.5 mg</c>; no date or time.
    /// </summary>
    public static bool LooksLikeNumber(string text) => NumberLike().IsMatch(text);

    /// <summary>Whether commas in a number can separate thousands: every group behind one has three digits.</summary>
    public static bool HasThousands(string text) => Thousands().IsMatch(text);

    /// <summary>A text as messages show it.</summary>
    public static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private const int LongestNumber = 512;

    [GeneratedRegex(
        @"^\s*[(+\-−$€£¥]*\s*(0[xX][0-9A-Fa-f]+|[.,]?\d[\d.,_' \u00A0\u202F]*([dDxX*][+\-]?\d+)?)\s*[%°)\-]?\s*[A-Za-zµμ/%]{0,4}\s*$")]
    private static partial Regex NumberLike();

    [GeneratedRegex(@"^\s*[+-]?\d{1,3}(,\d{3})+\s*$")]
    private static partial Regex Thousands();
}
