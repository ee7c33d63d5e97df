using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>Rows drawn at random, without replacement, by a seed.</summary>
internal static class DrawnRows
{
    /// <summary>So many of the numbers below a count that are not taken already, or all of them if there are fewer.</summary>
    public static HashSet<long> Draw(long count, int wanted, RandomSource random, IReadOnlySet<long> taken)
    {
        var left = count - taken.Count;
        var drawn = new HashSet<long>();
        if (wanted > left / 2)
        {
            // Most of them: the others are fewer to draw.
            var others = left > wanted ? Draw(count, (int)(left - wanted), random, taken) : [];
            for (var number = 0L; number < count; number++)
                if (!taken.Contains(number) && !others.Contains(number)) drawn.Add(number);
            return drawn;
        }
        while (drawn.Count < wanted)
        {
            var number = (long)(random.NextUniform() * count);
            if (!taken.Contains(number)) drawn.Add(number);
        }
        return drawn;
    }
}
