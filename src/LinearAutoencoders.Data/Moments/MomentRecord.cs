using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Data;

/// <summary>The content of a <c>moments.json</c>: of which data the sums are, and of which of its rows.</summary>
internal sealed record MomentRecord
{
    public required int Format { get; init; }

    /// <summary>What the data was called.</summary>
    public required string Data { get; init; }

    /// <summary>Equal for equal data: SHA-256 of its sizes and its first rows.</summary>
    public required string Identity { get; init; }

    /// <summary>n, of all shards together.</summary>
    public required long Rows { get; init; }

    /// <summary>m.</summary>
    public required int Columns { get; init; }

    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>Whether the mean is subtracted, if nobody says otherwise.</summary>
    public required bool Center { get; init; }

    public required double RelativeRounding { get; init; }

    /// <summary>Rows of a chunk.</summary>
    public required int ChunkRows { get; init; }

    /// <summary>Which share of the chunks this is.</summary>
    public required Shard Shard { get; init; }

    /// <summary>The sums that are in it, of the fixed tree over all chunks.</summary>
    public required IReadOnlyList<NodeRecord> Nodes { get; init; }

    public string? Version { get; init; }

    /// <summary>SHA-256 of the arrays' files and this one, zeros in its place.</summary>
    public required string Checksum { get; init; }

    /// <summary>The rows of its shard.</summary>
    public RowRange OwnRows => Shard.RowsOf(Rows, new ChunkLayout(ChunkRows, ShiftRows: 1));

    /// <summary>What makes one of another's data or plan foreign; null: nothing.</summary>
    public string? DifferenceFrom(MomentRecord other) =>
        Columns != other.Columns ? $"it has {Columns} columns, not {other.Columns}"
        : Rows != other.Rows ? $"its data has {Rows} rows, not {other.Rows}"
        : !(ColumnNames ?? []).SequenceEqual(other.ColumnNames ?? []) ? "its columns have other names"
        : Identity != other.Identity || Center != other.Center || RelativeRounding != other.RelativeRounding ? "its first rows are others"
        : ChunkRows != other.ChunkRows ? "it was cut into other chunks"
        : Shard.Count != other.Shard.Count ? $"it is shard {Shard}, of another number of shards" : null;

    public static string Write(MomentRecord record) => JsonFieldWriter.Write(record, Fields, withNulls: false);

    /// <exception cref="System.Text.Json.JsonException">It is not such a record.</exception>
    public static MomentRecord Read(string text) => JsonFieldReader.Read<MomentRecord>(text, Fields);

    private static MomentRecord Fields(JsonFields json, MomentRecord? known) => new()
    {
        Format = json.Integer("format", known?.Format),
        Data = json.Text("data", known?.Data),
        Identity = json.Text("identity", known?.Identity),
        Rows = json.Count("rows", known?.Rows),
        Columns = json.Integer("columns", known?.Columns),
        ColumnNames = json.OptionalTexts("column_names", known?.ColumnNames),
        Center = json.Flag("center", known?.Center),
        RelativeRounding = json.Number("relative_rounding", known?.RelativeRounding),
        ChunkRows = json.Integer("chunk_rows", known?.ChunkRows),
        Shard = new(json.Integer("shard", known?.Shard.Number), json.Integer("shards", known?.Shard.Count)),
        Nodes = json.Records("nodes", known?.Nodes ?? [], Node),
        Version = json.OptionalText("version", known?.Version),
        Checksum = json.Text("checksum", known?.Checksum),
    };

    private static NodeRecord Node(JsonFields json, NodeRecord? known) => new(
        json.Integer("level", known?.Level), json.Count("index", known?.Index), json.Count("count", known?.Count));
}

/// <summary>A sum of rows.</summary>
/// <param name="Level">l: of chunks index · 2ˡ and on, 2ˡ of them, as far as there are such.</param>
/// <param name="Index">Which of its level.</param>
/// <param name="Count">How many rows.</param>
internal sealed record NodeRecord(int Level, long Index, long Count);
