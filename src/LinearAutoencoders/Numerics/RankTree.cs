using System.Runtime.InteropServices;

namespace LinearAutoencoders.Numerics;

/// <summary>The binary tree of ranks: along it sums go up to rank 0, each of neighbours, and what came out of them comes down.</summary>
internal static class RankTree
{
    /// <summary>Numbers of a message: 8 MB, far below the 2³¹ that a count can say.</summary>
    public const int PieceNumbers = 1 << 20;

    /// <summary>One way up: a rank hears of the ranks behind it, from near to far, then tells one before it.</summary>
    public static void Up(this IRanks ranks, Action<int> receiveFrom, Action<int> sendTo)
    {
        for (var step = 1; step < ranks.Size; step *= 2)
        {
            if ((ranks.Rank & step) != 0)
            {
                sendTo(ranks.Rank - step);
                return;
            }
            if (ranks.Rank + step < ranks.Size) receiveFrom(ranks.Rank + step);
        }
    }

    /// <summary>The way down: a rank hears from one before it, then tells those behind it.</summary>
    public static void Down(this IRanks ranks, Action<int> receiveFrom, Action<int> sendTo)
    {
        var step = 1;
        while (step < ranks.Size && (ranks.Rank & step) == 0) step *= 2;
        if (ranks.Rank > 0) receiveFrom(ranks.Rank - step);
        for (step /= 2; step > 0; step /= 2)
            if (ranks.Rank + step < ranks.Size) sendTo(ranks.Rank + step);
    }

    /// <summary>The least of the values that the ranks have; all get it.</summary>
    public static long Least(this IRanks ranks, long value) => ranks.Merged(value, Math.Min);

    /// <summary>The sum of whole numbers that the ranks have; all get it.</summary>
    public static long Total(this IRanks ranks, long value) => ranks.Merged(value, (sum, next) => sum + next);

    /// <summary>What the first rank has; all get it.</summary>
    public static T[] FromFirst<T>(this IRanks ranks, T[] values) where T : unmanaged
    {
        ranks.Down(
            from =>
            {
                values = new T[ranks.ReceiveNumber(from)];
                ranks.ReceiveAll(values.AsSpan(), from);
            },
            to =>
            {
                ranks.SendNumber(values.Length, to);
                ranks.SendAll<T>(values, to);
            });
        return values;
    }

    /// <summary>The numbers of all ranks, in the order of the ranks; all get them.</summary>
    public static double[] Gather(this IRanks ranks, IReadOnlyCollection<double> own)
    {
        List<double> gathered = [.. own];
        ranks.Up(
            from =>
            {
                var numbers = new double[ranks.ReceiveNumber(from)];
                ranks.ReceiveAll(numbers.AsSpan(), from);
                gathered.AddRange(numbers);
            },
            to =>
            {
                ranks.SendNumber(gathered.Count, to);
                ranks.SendAll<double>(CollectionsMarshal.AsSpan(gathered), to);
            });
        return ranks.FromFirst(gathered.ToArray());
    }

    /// <summary>Sends values in pieces, none of which is too long for a message.</summary>
    public static void SendAll<T>(this IRanks ranks, ReadOnlySpan<T> values, int to) where T : unmanaged
    {
        for (var left = values; left.Length > 0; left = left[Math.Min(left.Length, PieceNumbers)..])
            ranks.Send(MemoryMarshal.AsBytes(left[..Math.Min(left.Length, PieceNumbers)]), to);
    }

    /// <summary>Receives what <see cref="SendAll"/> sends.</summary>
    public static void ReceiveAll<T>(this IRanks ranks, Span<T> values, int from) where T : unmanaged
    {
        for (var left = values; left.Length > 0; left = left[Math.Min(left.Length, PieceNumbers)..])
            ranks.Receive(MemoryMarshal.AsBytes(left[..Math.Min(left.Length, PieceNumbers)]), from);
    }

    public static void SendNumber(this IRanks ranks, long value, int to) => ranks.Send(MemoryMarshal.AsBytes([value]), to);

    public static long ReceiveNumber(this IRanks ranks, int from)
    {
        Span<long> value = [0];
        ranks.Receive(MemoryMarshal.AsBytes(value), from);
        return value[0];
    }

    private static long Merged(this IRanks ranks, long value, Func<long, long, long> merge)
    {
        ranks.Up(from => value = merge(value, ranks.ReceiveNumber(from)), to => ranks.SendNumber(value, to));
        ranks.Down(from => value = ranks.ReceiveNumber(from), to => ranks.SendNumber(value, to));
        return value;
    }
}
