using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>How a sum of rows goes from one rank to another.</summary>
/// <typeparam name="TSum">The sum.</typeparam>
internal interface ISumMessage<TSum>
{
    void Send(IRanks ranks, TSum sum, int to);

    TSum Receive(IRanks ranks, int from);
}

/// <summary>The sum of all ranks: the fixed tree over all chunks, whoever summed which.</summary>
/// <remarks>
///   Each rank has some chunks, one behind the other, and the ranks' are in their order. What a rank hears of is behind what it has,
///   so that it can go on merging neighbours: at most 2 log₂ of the chunks are nodes that wait. log₂ of the ranks steps up, and as many
///   down.
/// </remarks>
internal static class RankSum
{
    /// <summary>Merges the nodes of all ranks; every rank gets the sum.</summary>
    /// <param name="ranks">All of them call this, at the same point of their work.</param>
    /// <param name="tree">This rank's nodes; empty afterwards.</param>
    /// <param name="message">How they travel.</param>
    /// <param name="sum">The sum of all.</param>
    /// <returns>Whether there was anything.</returns>
    public static bool TryEnd<TSum>(IRanks ranks, ChunkTree<TSum> tree, ISumMessage<TSum> message, out TSum sum)
    {
        ranks.Up(
            from =>
            {
                for (var left = ranks.ReceiveNumber(from); left > 0; left--)
                {
                    var (level, index) = ((int)ranks.ReceiveNumber(from), ranks.ReceiveNumber(from));
                    tree.Add(new(message.Receive(ranks, from), level, index));
                }
            },
            to =>
            {
                var nodes = tree.Take();
                ranks.SendNumber(nodes.Count, to);
                foreach (var node in nodes)
                {
                    ranks.SendNumber(node.Level, to);
                    ranks.SendNumber(node.Index, to);
                    message.Send(ranks, node.Sum, to);
                }
            });
        var (isThere, total) = (tree.TryEnd(out var end), end);
        ranks.Down(
            from =>
            {
                isThere = ranks.ReceiveNumber(from) > 0;
                if (isThere) total = message.Receive(ranks, from);
            },
            to =>
            {
                ranks.SendNumber(isThere ? 1 : 0, to);
                if (isThere) message.Send(ranks, total, to);
            });
        sum = total;
        return isThere;
    }
}

/// <summary>Count, mean, and of a symmetric matrix the upper triangle.</summary>
/// <param name="columns">m.</param>
/// <param name="hasProducts">Whether M₂ is m × m.</param>
internal sealed class MomentMessage(int columns, bool hasProducts) : ISumMessage<MomentSum>
{
    private long Numbers => columns + (hasProducts ? columns * (columns + 1L) / 2 : columns);

    public void Send(IRanks ranks, MomentSum sum, int to)
    {
        ranks.SendNumber(sum.Count, to);
        var numbers = new RankMessage(ranks, to, Numbers);
        numbers.Write(sum.Mean);
        for (var i = 0; i < sum.Squares.Rows; i++) numbers.Write(sum.Squares.Row(i)[i..]);
    }

    public MomentSum Receive(IRanks ranks, int from)
    {
        var count = ranks.ReceiveNumber(from);
        var numbers = new RankMessage(ranks, from, Numbers);
        var mean = new double[columns];
        numbers.Read(mean);
        var squares = new Matrix<double>(hasProducts ? columns : 1, columns);
        for (var i = 0; i < squares.Rows; i++) numbers.Read(squares.Row(i)[i..]);
        return new MomentSum(count, mean, squares);
    }
}

/// <summary>A matrix without gaps.</summary>
/// <param name="room">Memory for one that comes.</param>
internal sealed class MatrixMessage<T>(Func<Matrix<T>> room) : ISumMessage<Matrix<T>> where T : unmanaged, IFloatingPointIeee754<T>
{
    public void Send(IRanks ranks, Matrix<T> sum, int to) => ranks.SendAll<T>(sum.AsSpan(), to);

    public Matrix<T> Receive(IRanks ranks, int from)
    {
        var sum = room();
        ranks.ReceiveAll(sum.AsSpan(), from);
        return sum;
    }
}
