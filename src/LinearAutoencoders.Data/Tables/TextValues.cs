namespace LinearAutoencoders.Data.Tables;

/// <summary>The cells of a text column; equal ones are one string.</summary>
internal sealed class TextValues
{
    /// <summary>Beyond so many different texts, a column hardly repeats any.</summary>
    private const int MostShared = 1 << 16;

    private readonly Dictionary<string, string> shared = new(StringComparer.Ordinal);
    private readonly List<string> values = [];

    public IReadOnlyList<string> Values => values;

    public void Add(string value)
    {
        if (!shared.TryGetValue(value, out var same))
        {
            same = value;
            if (shared.Count < MostShared) shared.Add(value, value);
        }
        values.Add(same);
    }
}
