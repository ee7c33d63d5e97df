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
    public static long Least(this IRanks ranks, long value)
    {
        ranks.Up(from => value = Math.Min(value, ranks.ReceiveNumber(from)), to => ranks.SendNumber(value, to));
        ranks.Down(from => value = ranks.ReceiveNumber(from), to => ranks.SendNumber(value, to));
        return value;
    }

    /// <summary>The sum of whole numbers that the ranks have; all get it.</summary>
    public static long Total(this IRanks ranks, long value)
    {
        ranks.Up(from => value += ranks.ReceiveNumber(from), to => ranks.SendNumber(value, to));
        ranks.Down(from => value = ranks.ReceiveNumber(from), to => ranks.SendNumber(value, to));
        return value;
    }

    /// <summary>What the first rank has; all get it.</summary>
    public static byte[] FromFirst(this IRanks ranks, byte[] bytes)
    {
        ranks.Down(
            from =>
            {
                bytes = new byte[ranks.ReceiveNumber(from)];
                foreach (var piece in PiecesOf(bytes)) ranks.Receive(bytes.AsSpan(piece), from);
            },
            to =>
            {
                ranks.SendNumber(bytes.Length, to);
                foreach (var piece in PiecesOf(bytes)) ranks.Send(bytes.AsSpan(piece), to);
            });
        return bytes;
    }

    /// <summary>The numbers of all ranks, in the order of the ranks; all get them.</summary>
    public static double[] Gather(this IRanks ranks, IReadOnlyCollection<double> own)
    {
        List<double> gathered = [.. own];
        ranks.Up(
            from =>
            {
                var numbers = new double[ranks.ReceiveNumber(from)];
                new RankMessage(ranks, from, numbers.Length).Read(numbers);
                gathered.AddRange(numbers);
            },
            to =>
            {
                ranks.SendNumber(gathered.Count, to);
                new RankMessage(ranks, to, gathered.Count).Write(gathered.ToArray());
            });
        return MemoryMarshal.Cast<byte, double>(ranks.FromFirst(MemoryMarshal.AsBytes<double>(gathered.ToArray()).ToArray())).ToArray();
    }

    private static IEnumerable<Range> PiecesOf(byte[] bytes)
    {
        for (var start = 0; start < bytes.Length; start += PieceNumbers)
            yield return start..Math.Min(bytes.Length, start + PieceNumbers);
    }

    public static void SendNumber(this IRanks ranks, long value, int to) => ranks.Send(MemoryMarshal.AsBytes([value]), to);

    public static long ReceiveNumber(this IRanks ranks, int from)
    {
        Span<long> value = [0];
        ranks.Receive(MemoryMarshal.AsBytes(value), from);
        return value[0];
    }
}
