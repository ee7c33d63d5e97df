using static System.FormattableString;

namespace LinearAutoencoders.Data;

/// <summary>What columns are called where people read it.</summary>
internal static class ColumnLabels
{
    /// <summary>The name of a column, from 0, or its number from 1.</summary>
    public static string NameOf(IReadOnlyList<string>? names, int column) => names?[column] ?? Invariant($"column_{column + 1}");

    /// <summary>The names of the scores on the first components.</summary>
    public static IReadOnlyList<string> OfScores(int count) => [.. Enumerable.Range(1, count).Select(i => Invariant($"component_{i}"))];
}
