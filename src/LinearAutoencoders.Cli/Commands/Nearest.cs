namespace LinearAutoencoders.Cli;

/// <summary>What somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary>A question for a message, with a blank at its end; empty where nothing is near.</summary>
    public static string Question(string word, IEnumerable<string> choices) =>
        Of(word, choices) is { } near ? $"did you mean {near}? " : "";

    /// <summary>The only choice that begins like the word, or the nearest one within a few slips of the finger; null: none.</summary>
    public static string? Of(string word, IEnumerable<string> choices)
    {
        var all = choices.ToList();
        if (all.FindAll(choice => choice.StartsWith(word, StringComparison.OrdinalIgnoreCase)) is [var begun]) return begun;
        return all.Select(choice => (Choice: choice, Slips: Slips(word.ToLowerInvariant(), choice.ToLowerInvariant())))
            .Where(one => one.Slips <= Math.Max(1, word.Length / 3)).OrderBy(one => one.Slips).Select(one => one.Choice).FirstOrDefault();
    }

    /// <summary>Letters to be put in, left out, replaced, or swapped with their neighbour.</summary>
    private static int Slips(string a, string b)
    {
        var slips = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            for (var j = 0; j <= b.Length; j++)
            {
                slips[i, j] = i == 0 || j == 0 ? i + j
                    : Math.Min(Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1, slips[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
            }
        return slips[a.Length, b.Length];
    }
}
