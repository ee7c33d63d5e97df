using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Data.Tables;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data;

/// <summary>Sums of samples as files: one .npz, whose arrays <c>numpy.load</c> reads as they are.</summary>
/// <remarks>
///   <c>mean</c> and <c>scatter</c> = Σ(x − mean)(x − mean)ᵀ, m × m, in double precision, and <c>moments.json</c>: of which data, of how
///   many rows of it, and a SHA-256 over everything. The part of a shard has one of each for each node of the tree that it is left with:
///   <c>mean_0</c>, <c>scatter_0</c>, <c>mean_1</c> and so on. Equal sums have equal bytes.
/// </remarks>
internal static class MomentFile
{
    /// <summary>The member that tells it from other .npz files.</summary>
    public const string Json = "moments.json";

    /// <summary>An array's file has less than 2³¹ bytes.</summary>
    public const int MostColumns = 16_383;

    /// <summary>The one that is written; older ones are read.</summary>
    public const int Format = 1;

    private static readonly SealedKind Kind =
        new(Json, "sum of samples", "lae moments or lae merge", "restore the file, or make it again with lae moments");

    /// <summary>Makes or replaces a file; it appears whole.</summary>
    /// <exception cref="IOException">The disk is full, or the place cannot be written to.</exception>
    public static void Save(string path, MomentRecord record, IReadOnlyList<ChunkNode<MomentSum>> nodes)
    {
        var sealable = record with
        {
            Nodes = [.. nodes.Select(node => new NodeRecord(node.Level, node.Index, node.Sum.Count))],
            Checksum = SealedArchive.NoChecksum,
        };
        AtomicFile.Write(path, stream => SealedArchive.Write(stream, Kind, ArraysOf(nodes), MomentRecord.Write(sealable)));
    }

    /// <summary>What a file says of itself; its arrays are not looked at.</summary>
    /// <exception cref="BadDataException">It is none, or it is newer than this version.</exception>
    public static MomentRecord ReadRecord(string path) => Read(StoredFile.At(path), RecordOf);

    /// <summary>A file, once it is sure that it is whole.</summary>
    /// <exception cref="BadDataException">It is none, damaged, or newer than this version.</exception>
    public static (MomentRecord Record, List<ChunkNode<MomentSum>> Nodes) Read(string path) => Read(StoredFile.At(path));

    /// <summary>A sum of all samples as data, of which the rows are left out.</summary>
    /// <exception cref="BadDataException">It is of some of the rows only, or options ask for what only rows can do.</exception>
    public static Table OpenTable(StoredFile stored, TableOptions options)
    {
        if (options with { Scale = TableOptions.NoScale, IsShared = false } != new TableOptions())
            throw new BadDataException(
                $"{stored.Name} is a sum of samples: how its columns are read was said when they were summed; leave such options out");
        var (record, nodes) = Read(stored);
        if (!record.Shard.IsAll)
            throw new BadDataException($"{stored.Name} is shard {record.Shard} of the samples; put all of them together with lae merge");
        return new Table(new SummedRows(new SampleSum(nodes[0].Sum), record))
        {
            ColumnNames = record.ColumnNames,
            Center = record.Center,
        };
    }

    private static (MomentRecord Record, List<ChunkNode<MomentSum>> Nodes) Read(StoredFile stored) => Read(stored, archive =>
    {
        var record = RecordOf(archive);
        List<ChunkNode<MomentSum>> nodes =
            [.. record.Nodes.Select((node, i) => NodeOf(archive, record, node, NameOf(i, record.Nodes.Count)))];
        archive.RequireSeal(record.Checksum);
        return (record, nodes);

        ChunkNode<MomentSum> NodeOf(SealedArchive archive, MomentRecord record, NodeRecord node, string suffix)
        {
            var mean = ModelArrays.Read($"{stored.Name}: mean{suffix}", archive.Bytes("mean" + suffix));
            var scatter = ModelArrays.Read($"{stored.Name}: scatter{suffix}", archive.Bytes("scatter" + suffix));
            mean.RequireShape(1, record.Columns);
            scatter.RequireShape(record.Columns, record.Columns);
            return new(new MomentSum(node.Count, mean.Row(0).ToArray(), scatter), node.Level, node.Index);
        }
    });

    private static TResult Read<TResult>(StoredFile stored, Func<SealedArchive, TResult> read)
    {
        try
        {
            using var stream = stored.Open();
            return SealedArchive.Read(stored.Name, stream, Kind, read);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoredFile.Unreadable(stored.Name, failure);
        }
    }

    private static MomentRecord RecordOf(SealedArchive archive)
    {
        var record = MomentRecord.Read(archive.Json);
        return record.Format <= Format ? record
            : throw new ArgumentException($"its format is {record.Format}, which this version does not know; use a newer one");
    }

    private static string NameOf(int i, int count) => count == 1 ? "" : $"_{i}";

    private static IEnumerable<(string Name, Func<byte[]> Bytes)> ArraysOf(IReadOnlyList<ChunkNode<MomentSum>> nodes)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var (sum, suffix) = (nodes[i].Sum, NameOf(i, nodes.Count));
            yield return ("mean" + suffix, () => ModelArrays.Write(sum.Mean));
            yield return ("scatter" + suffix, () => ModelArrays.Write(Whole(sum.Squares)));
        }
    }

    private static Matrix<double> Whole(Matrix<double> squares)
    {
        if (squares.Rows > 1) SymmetricProduct.MirrorUpperTriangle(squares);
        return squares;
    }
}
