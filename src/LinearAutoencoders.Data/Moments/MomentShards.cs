using LinearAutoencoders.Components;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data;

/// <summary>Sums samples share by share, and puts the shares together: to the same bits, however many there are.</summary>
internal static class MomentShards
{
    // Whoever takes a file for another's has other first rows.
    private const int IdentityRows = 16;

    /// <summary>What is said of a shard before it is summed.</summary>
    /// <exception cref="BadDataException">The data has too many columns, or its number of rows is not known.</exception>
    public static MomentRecord Describe(Dataset data, Shard shard, WorkerTeam team, CancellationToken cancellationToken)
    {
        var source = data.Source;
        if (source.Dimension > MomentFile.MostColumns)
            throw new BadDataException(
                $"{data.Name}: {source.Dimension} columns are too many to be summed into a file, the most is {MomentFile.MostColumns}; "
                + "fit the data itself, which makes no matrix of columns × columns");
        return new MomentRecord
        {
            Format = MomentFile.Format,
            Data = source.Name,
            Identity = IdentityOf(source, team, cancellationToken),
            Rows = source.Count ?? throw new BadDataException($"{data.Name}: how many rows there are is not known; give files"),
            Columns = source.Dimension,
            ColumnNames = data.ColumnNames,
            Center = data.Center,
            RelativeRounding = source.RelativeRounding,
            ChunkRows = ChunkLayout.For(source.Dimension).Rows,
            Shard = shard,
            Nodes = [],
            Version = Provenance.LibraryVersion,
            Checksum = "",
        };
    }

    /// <summary>Sums a shard. Only its rows are read.</summary>
    /// <exception cref="BadDataException">A value is not finite, or too large to be squared.</exception>
    public static List<ChunkNode<MomentSum>> Sum(
        Dataset data, MomentRecord record, WorkerTeam team, IProgress<ReadingProgress> progress, CancellationToken cancellationToken)
    {
        var source = WatchedSource.Of(data.Source, progress);
        var layout = ChunkLayout.For(record.Columns);
        var nodes = MomentTree.NodesOf(source, record.OwnRows, hasProducts: true, layout, team, cancellationToken);
        foreach (var (sum, _, _) in nodes)
            for (var j = 0; j < record.Columns; j++)
                if (!double.IsFinite(sum.Mean[j]) || !double.IsFinite(sum.Squares[j, j]))
                    throw BadValue.InMoments(data.Source, j, team, cancellationToken);
        return record.Shard.IsAll ? [Root(record, nodes, team)] : nodes;
    }

    /// <summary>Puts the files of all shards together, in whatever order they are given.</summary>
    /// <exception cref="BadDataException">One is missing, there twice, of other data, or damaged; the message names it.</exception>
    public static (MomentRecord Record, ChunkNode<MomentSum> Node) Merge(
        IReadOnlyList<string> paths, WorkerTeam team, CancellationToken cancellationToken)
    {
        List<(string Path, MomentRecord Record)> parts = [.. paths.Select(path => (path, MomentFile.ReadRecord(path)))];
        // What most of them are of is not the foreign one.
        var usual = parts.GroupBy(part => (part.Record.Identity, part.Record.Shard.Count)).MaxBy(group => group.Count())!.First();
        foreach (var (path, record) in parts)
            if (record.DifferenceFrom(usual.Record) is { } difference)
                throw new BadDataException(
                    $"{path} is no part of what {usual.Path} is a part of: {difference}; give the parts of one run over one data set");
        var ordered = parts.OrderBy(part => part.Record.Shard.Number).ToList();
        RequireEachOnce(ordered, usual.Record);
        var tree = TreeFor(team);
        foreach (var (path, _) in ordered)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var node in MomentFile.Read(path).Nodes) tree.Add(node);
        }
        var merged = usual.Record with { Shard = Shard.All };
        return (merged, Root(merged, tree.Take(), team));
    }

    private static void RequireEachOnce(List<(string Path, MomentRecord Record)> parts, MomentRecord plan)
    {
        foreach (var (one, next) in parts.Zip(parts.Skip(1)))
            if (one.Record.Shard == next.Record.Shard)
                throw new BadDataException($"{one.Path} and {next.Path} are both shard {one.Record.Shard}; give each shard once");
        var missing = Enumerable.Range(1, plan.Shard.Count).Except(parts.Select(part => part.Record.Shard.Number)).ToList();
        if (missing.Count == 0) return;
        var named = string.Join(", ", missing.Take(8).Select(number => plan.Shard with { Number = number }));
        throw new BadDataException($"shard{(missing.Count == 1 ? "" : "s")} {named}{(missing.Count > 8 ? ", …" : "")} of {plan.Data} "
            + $"{(missing.Count == 1 ? "is" : "are")} missing; make {(missing.Count == 1 ? "it" : "them")} with lae moments --shard, "
            + "and give all parts");
    }

    private static ChunkNode<MomentSum> Root(MomentRecord record, List<ChunkNode<MomentSum>> nodes, WorkerTeam team)
    {
        var tree = TreeFor(team);
        foreach (var node in nodes) tree.Add(node);
        if (!tree.TryEnd(out var sum) || sum.Count != record.Rows)
            throw new BadDataException($"{record.Data}: the parts do not have the rows that they should; make them again with lae moments");
        var chunks = (record.Rows + record.ChunkRows - 1) / record.ChunkRows;
        return new(sum, (int)Math.Ceiling(Math.Log2(chunks)), 0);
    }

    private static ChunkTree<MomentSum> TreeFor(WorkerTeam team) => new((first, second) => MomentSum.Merge(first, second, team));

    /// <summary>Equal for equal data: SHA-256 of its sizes and its first rows.</summary>
    public static string IdentityOf(ISampleSource source, WorkerTeam team, CancellationToken cancellationToken)
    {
        var rows = source.Count ?? 0;
        using var fingerprint = new Fingerprint(rows, source.Dimension, sizeof(double));
        foreach (var block in source.ReadBlocks(new RowRange(0, Math.Min(rows, IdentityRows)), team, cancellationToken))
            for (var i = 0; i < block.Rows; i++) fingerprint.Append(block.Row(i));
        return fingerprint.End();
    }
}
