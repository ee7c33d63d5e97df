using System.Collections.Concurrent;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Cli.Model;

/// <summary>What a reduction over ranks takes: the code that does it runs, but messages have a size instead of numbers.</summary>
/// <remarks>
///   A message of B bytes occupies its sender for latency + B/rate, and has then arrived. Every rank has a wire of its own: of ranks
///   that share one, the rate is its share. What a merge takes is added to the clock of the rank that merges.
/// </remarks>
/// <param name="latency">Seconds that any message takes.</param>
/// <param name="rate">Bytes a second.</param>
internal sealed class ModelledNetwork(double latency, double rate)
{
    private const int StackBytes = 1 << 17;

    private readonly ConcurrentDictionary<(int From, int To), BlockingCollection<(double Arrival, byte[] Bytes)>> wires = new();

    /// <summary>One reduction of sums over chunks.</summary>
    /// <param name="ranks">How many ranks.</param>
    /// <param name="rows">n.</param>
    /// <param name="layout">The cut into chunks.</param>
    /// <param name="numbers">Numbers of a sum.</param>
    /// <param name="mergeSeconds">What merging two of them takes.</param>
    public Reduction Reduce(int ranks, long rows, ChunkLayout layout, long numbers, double mergeSeconds)
    {
        var all = Enumerable.Range(0, ranks).Select(rank => new Rank(this, rank, ranks)).ToArray();
        var threads = Array.ConvertAll(all, rank => new Thread(() =>
        {
            var tree = new ChunkTree<bool>((_, _) => rank.Spend(mergeSeconds));
            foreach (var node in NodesOf(layout.Share(rows, rank.Number, ranks), layout)) tree.Add(node);
            rank.Clock = 0;   // what is merged before is part of the pass
            RankSum.TryEnd(rank, tree, new SizedMessage(numbers), out _);
        }, StackBytes));
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return new(all.Max(rank => rank.Clock), all.Sum(rank => rank.BytesSent), all.Max(rank => rank.BytesSent));
    }

    /// <summary>The nodes that a run of chunks leaves, without a walk over all of them.</summary>
    private static IEnumerable<ChunkNode<bool>> NodesOf(RowRange rows, ChunkLayout layout)
    {
        var (next, end) = (rows.First / layout.Rows, layout.ChunksOf(rows.End));
        while (rows.Count > 0 && next < end)
        {
            var level = 0;
            while (next % (2L << level) == 0 && next + (2L << level) <= end) level++;
            yield return new(true, level, next >> level);
            next += 1L << level;
        }
    }

    private BlockingCollection<(double Arrival, byte[] Bytes)> Wire(int from, int to) => wires.GetOrAdd((from, to), _ => []);

    /// <summary>A rank with a clock.</summary>
    private sealed class Rank(ModelledNetwork network, int number, int size) : IRanks
    {
        public double Clock { get; set; }

        public long BytesSent { get; private set; }

        public int Number => number;

        int IRanks.Rank => number;

        public int Size => size;

        public bool Spend(double seconds)
        {
            Clock += seconds;
            return true;
        }

        public void Send(ReadOnlySpan<byte> message, int to) => Send(message.ToArray(), message.Length, to);

        public void Receive(Span<byte> message, int from) => Receive(from).CopyTo(message);

        /// <summary>Sends nothing, as if it were so many bytes.</summary>
        public void Send(byte[] content, long bytes, int to)
        {
            Clock += network.Latency + bytes / network.Rate;
            BytesSent += bytes;
            network.Wire(number, to).Add((Clock, content));
        }

        public byte[] Receive(int from)
        {
            var (arrival, bytes) = network.Wire(from, number).Take();
            Clock = Math.Max(Clock, arrival);
            return bytes;
        }
    }

    private double Latency => latency;

    private double Rate => rate;

    /// <summary>A sum of so many numbers, in the pieces in which it would travel.</summary>
    private sealed class SizedMessage(long numbers) : ISumMessage<bool>
    {
        public void Send(IRanks ranks, bool sum, int to)
        {
            foreach (var piece in Pieces()) ((Rank)ranks).Send([], piece * sizeof(double), to);
        }

        public bool Receive(IRanks ranks, int from)
        {
            foreach (var _ in Pieces()) ((Rank)ranks).Receive(from);
            return true;
        }

        private IEnumerable<long> Pieces()
        {
            for (var left = numbers; left > 0; left -= RankTree.PieceNumbers) yield return Math.Min(left, RankTree.PieceNumbers);
        }
    }
}

/// <summary>What a reduction took.</summary>
/// <param name="Seconds">Until the last rank had the sum.</param>
/// <param name="Bytes">That all ranks sent.</param>
/// <param name="MostBytes">That one of them sent.</param>
internal readonly record struct Reduction(double Seconds, long Bytes, long MostBytes);
