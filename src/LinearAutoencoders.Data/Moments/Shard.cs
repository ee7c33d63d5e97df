using System.Globalization;
using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Data;

/// <summary>One of several shares of the rows of data, as the tasks of a job array have them.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Count">Of how many.</param>
internal readonly record struct Shard(int Number, int Count)
{
    /// <summary>All rows.</summary>
    public static Shard All { get; } = new(1, 1);

    public bool IsAll => Count == 1;

    /// <summary>Reads <c>3/8</c>.</summary>
    /// <returns>Null where that is none.</returns>
    public static Shard? Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2 && Number(parts[0]) is { } number && Number(parts[1]) is { } count && number >= 1 && number <= count
            ? new Shard(number, count) : null;

        static int? Number(string part) =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    /// <summary>Its rows, whole chunks of them.</summary>
    public RowRange RowsOf(long count, ChunkLayout layout) => layout.Share(count, Number - 1, Count);

    /// <summary>Its rows, where any row may be the first.</summary>
    public RowRange RowsOf(long count) => new ChunkLayout(Rows: 1, ShiftRows: 1).Share(count, Number - 1, Count);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");
}
