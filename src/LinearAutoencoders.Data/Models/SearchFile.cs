using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data;

/// <summary>What a search for components needs to go on: an .npz of its arrays, sealed, that says of which search it is.</summary>
internal static class SearchFile
{
    private const int Format = 1;

    private static readonly SealedKind Kind =
        new("search.json", "state of a search", "lae fit --checkpoint", "remove it, and the search begins anew");

    /// <summary>Makes or replaces a file; it appears whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">Of which data, and of which search in it.</param>
    /// <param name="state">The arrays, of whole numbers or doubles.</param>
    public static void Save(string path, string identity, IReadOnlyList<StateArray> state)
    {
        var record = new SearchRecord(Format, identity, [.. state.Select(array => array.Name)], SealedArchive.NoChecksum);
        AtomicFile.Write(path, stream => SealedArchive.Write(
            stream, Kind, state.Select(array => (array.Name, (Func<byte[]>)(() => ModelArrays.Write(MatrixOf(array))))),
            JsonFieldWriter.Write(record, SearchRecord.Fields, withNulls: false)));
    }

    /// <summary>Reads what a file holds.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="identity">Of which search it should be.</param>
    /// <exception cref="BadDataException">It is damaged, or of another search.</exception>
    public static IReadOnlyList<StateArray> Read(string name, byte[] bytes, string identity) =>
        SealedArchive.Read(name, new MemoryStream(bytes), Kind, archive =>
        {
            var record = JsonFieldReader.Read<SearchRecord>(archive.Json, SearchRecord.Fields);
            var arrays = record.Arrays.Select(array => (Name: array, Bytes: archive.Bytes(array))).ToList();
            archive.RequireSeal(record.Checksum);
            if (record.Format != Format || record.Identity != identity)
                throw new BadDataException(
                    $"{name} is the state of another search: of other data, other options or another version; {Kind.Mend}");
            return (IReadOnlyList<StateArray>)
                [.. arrays.Select(array => ArrayOf(array.Name, ModelArrays.Read($"{name}: {array.Name}", array.Bytes)))];
        });

    private static Matrix<double> MatrixOf(StateArray array) => array switch
    {
        StateArray<double> numbers => new(array.Shape[0], array.Shape.Count == 1 ? 1 : array.Shape[1], numbers.Values.ToArray()),
        // As a vector, which tells them from the others.
        StateArray<int> integers => new(1, integers.Values.Length, [.. integers.Values.ToArray().Select(value => (double)value)]),
        _ => throw new NotSupportedException($"{array.Name} is of {array.ElementType.Name}"),
    };

    private static StateArray ArrayOf(string name, Matrix<double> matrix) => matrix.Rows > 1 ? StateArray.Of(name, matrix)
        : StateArray.Of<int>(name, matrix.Row(0).ToArray().Select(value => (int)value).ToArray());

    private sealed record SearchRecord(int Format, string Identity, IReadOnlyList<string> Arrays, string Checksum)
    {
        public static SearchRecord Fields(JsonFields json, SearchRecord? known) => new(
            json.Integer("format", known?.Format), json.Text("identity", known?.Identity), json.Texts("arrays", known?.Arrays ?? []),
            json.Text("checksum", known?.Checksum));
    }
}
