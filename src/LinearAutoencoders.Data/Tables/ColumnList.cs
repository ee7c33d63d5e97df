using System.Globalization;
using System.IO.Enumeration;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Columns as options list them: names, patterns, numbers from 1 and ranges, with commas.</summary>
/// <param name="option">What errors call the list, such as <c>--columns</c>.</param>
/// <param name="source">What they call the data.</param>
/// <param name="names">The names, or null.</param>
/// <param name="count">The number of columns.</param>
internal sealed class ColumnList(string option, string source, IReadOnlyList<string>? names, int count)
{
    /// <summary>How many names an error lists.</summary>
    private const int NamesShown = 12;

    /// <summary>The columns of a list, from 0, in the order of the data.</summary>
    /// <exception cref="BadDataException">There is no such column, or an item can mean two.</exception>
    public IReadOnlySet<int> Resolve(string list) => new SortedSet<int>(
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(Find));

    /// <summary>The one column of a list.</summary>
    /// <exception cref="BadDataException">There is none, or there are more.</exception>
    public int ResolveOne(string list) => Resolve(list) is { Count: 1 } one
        ? one.First() : throw Bad($"'{list}' is not one column; name one");

    private IEnumerable<int> Find(string item)
    {
        if (item[0] == '=') return Named(item[1..]) is { Count: > 0 } named ? named : throw Missing(item[1..]);
        if (item[0] == '#') return Range(item[1..]) ?? throw Missing(item);
        var byName = Named(item);
        var byNumber = Range(item);
        if (byName.Count == 0) return byNumber ?? Between(item) ?? Like(item) ?? throw Missing(item);
        return byNumber is null || byNumber.SequenceEqual(byName) ? byName : throw Bad(
            $"'{item}' can be the column of that name or the one in that place; write ={item} for the name, #{item} for the place");
    }

    private List<int> Named(string name) =>
        names is null ? [] : [.. Enumerable.Range(0, count).Where(column => names[column] == name)];

    /// <summary>Numbers from 1: <c>3</c>, <c>3-7</c>, <c>3-</c>.</summary>
    private IEnumerable<int>? Range(string item)
    {
        var dash = item.IndexOf('-');
        if (!IsPlace(dash < 0 ? item : item[..dash], out var first)) return null;
        var last = dash < 0 ? first : count;
        if (dash >= 0 && dash + 1 < item.Length && !IsPlace(item[(dash + 1)..], out last)) return null;
        return first <= last ? Enumerable.Range(first - 1, last - first + 1) : null;
    }

    private bool IsPlace(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= count;

    /// <summary><c>first:last</c>, names or numbers.</summary>
    private IEnumerable<int>? Between(string item)
    {
        var colon = item.IndexOf(':');
        if (colon <= 0 || colon == item.Length - 1) return null;
        var (first, last) = (Find(item[..colon]).First(), Find(item[(colon + 1)..]).Last());
        return first <= last ? Enumerable.Range(first, last - first + 1) : throw Bad($"'{item}': the second column is before the first");
    }

    private List<int>? Like(string pattern)
    {
        if (names is null || pattern.AsSpan().IndexOfAny('*', '?') < 0) return null;
        List<int> found = [.. Enumerable.Range(0, count).Where(
            column => FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\"), names[column], ignoreCase: false))];
        return found.Count > 0 ? found : null;
    }

    private BadDataException Missing(string item) => names is null
        ? Bad($"there is no column '{item}'; the columns have no names, give numbers from 1 to {count}")
        : Bad($"there is no column '{item}'; there are {string.Join(", ", names.Take(NamesShown))}{(count > NamesShown ? ", …" : "")}");

    private BadDataException Bad(string what) => new($"{source}: {option}: {what}");
}
