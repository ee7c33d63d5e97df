using System.IO.Compression;
using System.Text;
using LinearAutoencoders.Numerics;
using Parquet;
using Parquet.Schema;

namespace LinearAutoencoders.Tests.Data;

/// <summary>Files that are read, and what becomes of them when they are damaged or put together at random.</summary>
internal static class FuzzSeeds
{
    private static readonly string[] Words =
    [
        "1", "-2.5", "3e400", "NA", "", "\"", "\"a\"", "x", "1,5", "0x1F", "true", "nan", "1;2", "#", "sep=;", " ", "99999999999999999999",
        "é", "\uFEFF", "\0", "35%", "2020-01-01", "=1+1",
    ];

    private static readonly string[] Separators = [",", ";", "\t", "|", " ", "  ", "\n", "\r\n", "\r", "\n", ",", "\n"];

    public static async Task<List<(string Ending, byte[] Content)>> MakeAsync(CancellationToken cancellationToken)
    {
        List<(string, byte[])> seeds =
        [
            .. Texts.Select(text => (text.Ending, Encoding.UTF8.GetBytes(text.Text))),
            (".csv", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Texts[0].Text)).ToArray()),
            (".csv", TemporaryFolder.Compress(Encoding.UTF8.GetBytes(Texts[1].Text))),
            (".npy", NpyBytes.File("<f8", false, "(2, 3)", new byte[48])),
            (".npy", NpyBytes.File(">i2", true, "(3, 2)", new byte[12], version: 2)),
            (".npy", TemporaryFolder.Compress(NpyBytes.File("<f2", false, "(2, 2)", new byte[8]))),
            (".npz", Zip(("X", NpyBytes.File("<i8", false, "(2, 2)", new byte[32])), ("y", NpyBytes.File("|u1", false, "(2,)", [1, 2])))),
            (".npz", Zip(BinaryTableTests.Csr)),
            ("idx", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 255, 0, 51, 0]),
            ("idx", [0, 0, 0xD, 2, 0, 0, 0, 2, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8]),
            (".fvecs", [2, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 2, 0, 0, 0, 8, 7, 6, 5, 4, 3, 2, 1]),
            (".bvecs", [3, 0, 0, 0, 1, 2, 3, 3, 0, 0, 0, 4, 5, 6]),
            (".parquet", await ParquetAsync(cancellationToken)),
        ];
        return seeds;
    }

    private static readonly (string Ending, string Text)[] Texts =
    [
        (".csv", "a,b,label\n1,2.5,\"x, y\"\n3,-4e5,z\n5,NA,z\n"),
        (".csv", "\"\";\"V1\";\"V2\"\n\"1\";10,5;2\n\"2\";3;4,25\n# half\n\"3\";1;2;\n"),
        (".txt", "  1.5e0   2\n\t3 4  \n# c\n5 6\n"),
        (".tsv", "0\t1\t2\n1\t2\t3\n4\t5\t6.5\n"),
        (".csv", "id,text,embedding\na,\"x, y\",\"[1, -2.5e3, 0]\"\nb,z,\"[4, 5, 6]\"\n"),
        (".tsv", "a\t[1,2]\nb\t[3,4]\n"),
        (".jsonl", "{\"text\":\"a\",\"embedding\":[1,-2e3,0.5]}\n\n{\"embedding\":[4,5,6],\"text\":null}\n"),
        (".jsonl", "{\"a\":1,\"b\":2.5}\n{\"b\":3,\"a\":4}\n"),
        (".mtx", "%%MatrixMarket matrix coordinate real symmetric\n% c\n3 3 3\n1 1 1.5\n2 1 -2\n3 3 1\n"),
        (".mtx", "%%MatrixMarket matrix array integer general\n2 2\n1\n2\n3\n4\n"),
    ];

    /// <summary>One file: a seed with some bytes changed, or words that nobody wrote in that order.</summary>
    public static (string Ending, byte[] Content) MutateOrMake(List<(string Ending, byte[] Content)> seeds, RandomSource random) =>
        random.NextBelow(5) > 0 ? Mutate(seeds, random)
        : (random.NextBelow(2) == 0 ? ".csv" : ".txt", Encoding.UTF8.GetBytes(Text(random)));

    /// <summary>A seed with some bytes changed.</summary>
    public static (string Ending, byte[] Content) Mutate(List<(string Ending, byte[] Content)> seeds, RandomSource random)
    {
        var (ending, content) = seeds[random.NextBelow(seeds.Count)];
        var bytes = content.ToList();
        for (var changes = 1 + random.NextBelow(4); changes > 0; changes--) Change(bytes, seeds, random);
        return (ending, [.. bytes]);
    }

    private static string Text(RandomSource random)
    {
        var text = new StringBuilder();
        for (var words = random.NextBelow(60); words > 0; words--)
            text.Append(Words[random.NextBelow(Words.Length)]).Append(Separators[random.NextBelow(Separators.Length)]);
        return text.ToString();
    }

    private static void Change(List<byte> bytes, List<(string Ending, byte[] Content)> seeds, RandomSource random)
    {
        var at = random.NextBelow(bytes.Count + 1);
        var length = Math.Min(random.NextBelow(9), bytes.Count - at);
        byte[] odd = [0, 1, 0x7F, 0x80, 0xFF, (byte)'9', (byte)'-', (byte)',', (byte)'"', (byte)'\n'];
        switch (random.NextBelow(7))
        {
            case 0 when at < bytes.Count: bytes[at] = (byte)random.NextBelow(256); break;
            case 1 when at < bytes.Count: bytes[at] = odd[random.NextBelow(odd.Length)]; break;
            case 2: bytes.RemoveRange(at, length); break;
            case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
            case 4: bytes.RemoveRange(at, bytes.Count - at); break;
            case 5: bytes.Insert(at, odd[random.NextBelow(odd.Length)]); break;
            default:
                var other = seeds[random.NextBelow(seeds.Count)].Content;
                var from = random.NextBelow(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(16, other.Length - from)).ToArray());
                break;
        }
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] arrays)
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create))
            foreach (var (array, bytes) in arrays)
                using (var entry = archive.CreateEntry(array + ".npy").Open()) entry.Write(bytes);
        return content.ToArray();
    }

    private static async Task<byte[]> ParquetAsync(CancellationToken cancellationToken)
    {
        var (x, name) = (new DataField<float>("x"), new DataField("name", typeof(string)));
        using var content = new MemoryStream();
        var schema = new ParquetSchema(x, name);
        await using (var writer = await ParquetWriter.CreateAsync(schema, content, cancellationToken: cancellationToken))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<float>(x, Enumerable.Range(0, 4).Select(i => (float)i).ToArray(), cancellationToken: cancellationToken);
            await group.WriteAsync(name, (string[])["p", "q", "p", "q"]);
        }
        return content.ToArray();
    }
}
