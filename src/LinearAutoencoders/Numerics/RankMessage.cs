using System.Runtime.InteropServices;

namespace LinearAutoencoders.Numerics;

/// <summary>So many numbers that go from one rank to another, in pieces as large as a count can tell.</summary>
/// <param name="ranks">The ranks.</param>
/// <param name="other">To, or from, whom.</param>
/// <param name="total">How many numbers there will be.</param>
/// <param name="pieceNumbers">Numbers of a piece; both ends must agree.</param>
internal sealed class RankMessage(IRanks ranks, int other, long total, int pieceNumbers = RankTree.PieceNumbers)
{
    private readonly double[] piece = new double[Math.Min(total, pieceNumbers)];
    private long left = total;
    private int next, filled;

    /// <summary>Sends the next numbers; the last of all may wait for nothing more.</summary>
    public void Write(ReadOnlySpan<double> numbers)
    {
        while (numbers.Length > 0)
        {
            var count = Math.Min(numbers.Length, piece.Length - next);
            numbers[..count].CopyTo(piece.AsSpan(next));
            numbers = numbers[count..];
            (next, left) = (next + count, left - count);
            if (next < piece.Length && left > 0) continue;
            ranks.Send(MemoryMarshal.AsBytes<double>(piece.AsSpan(0, next)), other);
            next = 0;
        }
    }

    /// <summary>Receives the next numbers.</summary>
    public void Read(Span<double> numbers)
    {
        while (numbers.Length > 0)
        {
            if (next == filled)
            {
                (next, filled) = (0, (int)Math.Min(left, piece.Length));
                ranks.Receive(MemoryMarshal.AsBytes<double>(piece.AsSpan(0, filled)), other);
                left -= filled;
            }
            var count = Math.Min(numbers.Length, filled - next);
            piece.AsSpan(next, count).CopyTo(numbers);
            numbers = numbers[count..];
            next += count;
        }
    }
}
