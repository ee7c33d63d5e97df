using System.Text;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Data.Outputs;
using LinearAutoencoders.Data.Tables;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static LinearAutoencoders.Tests.Data.Loading;

namespace LinearAutoencoders.Tests.Data;

/// <summary>Vectors as people keep embeddings: JSON lines, arrays in the cells of a text, the files of benchmarks.</summary>
public sealed class VectorFormatTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static double[] Values(Dataset data) => [.. data.Source.ReadBlocks(WorkerTeam.Alone, TestContext.Current.CancellationToken)
        .SelectMany(block => Enumerable.Range(0, block.Rows).SelectMany(i => block.Row(i).ToArray()))];

    [Theory, InlineData(1), InlineData(3)]
    public void SinglePrecision_IsTheSameRowsRounded_WhateverTheFile(int threads)
    {
        var (values, random) = (new Matrix<double>(3000, 131), new RandomSource(4));
        random.FillNormal(values.AsSpan());
        NpyFile.Write(folder["a.npy"], values.ConvertTo<float>());
        NpyFile.Write(folder["b.npy"], values);
        using var team = new WorkerTeam(threads);
        TableFile.Write(folder["c.fvecs"], new(new MatrixSource<float>(values.ConvertTo<float>())) { IsSingle = true }, team, default);
        TableFile.Write(folder["d.npy.gz"], new(new MatrixSource<float>(values.ConvertTo<float>())) { IsSingle = true }, team, default);
        foreach (var name in (string[])["a.npy", "b.npy", "c.fvecs", "d.npy.gz", "?.npy"])
        {
            var source = Open(folder[name]).Source;
            float[] expected =
                [.. source.ReadBlocks(team, default).SelectMany(block => block.Viewed.ConvertTo<float>().AsSpan().ToArray())];
            Assert.Equal(expected, source.ReadSingleBlocks(team, default).SelectMany(block => block.ToMatrix().AsSpan().ToArray()));
            Assert.Equal(name == "?.npy" ? 786_000 : 393_000, expected.Length);
            // Of these a few rows can be read and no others.
            var some = (source as IRandomRows)?.ReadRows([0, 7, 8, 2999], CancellationToken.None);
            Assert.Equal(name is "a.npy" or "c.fvecs", some is not null);
            if (some is { } rows)
                Assert.Equal(((int[])[0, 7, 8, 2999]).SelectMany(row => expected[(131 * row)..(131 * (row + 1))]), rows.AsSpan().ToArray());
        }
    }

    [Fact]
    public void JsonLines_GiveAnArray_AndTextBesides()
    {
        var data = Open(folder.Text("a.jsonl",
            "{\"text\":\"a \\\"b\\\"\",\"v\":[1,-2e1,0.5],\"tags\":[\"x\"]}\n\n"
            + "{\"v\": [4, 5, 6], \"text\": null}\r\n{\"text\":\"c\",\"v\":[7,8,9]}"));
        Assert.Equal([1, -20, 0.5, 4, 5, 6, 7, 8, 9], Values(data));
        Assert.Equal(["v[0]", "v[1]", "v[2]"], data.ColumnNames);
        Assert.Equal(["a \"b\"", "", "c"], data.Labels[0].Values);
        Assert.Equal(["text holds text, left out", "tags holds no numbers, left out"], data.Notes);
    }

    [Fact]
    public void JsonLines_GiveFieldsOfNumbers_ByName()
    {
        var data = Open(folder.Text("a.ndjson", "{\"x\":1,\"y\":2}\n{\"y\":4,\"x\":3}\n"));
        Assert.Equal([1, 2, 3, 4], Values(data));
        Assert.Equal(["x", "y"], data.ColumnNames);
    }

    [Theory]
    [InlineData("{\"v\":[1,2]}\n{\"v\":[1,2,3]}\n", "a.jsonl, line 2: v has 3 numbers, but the first has 2; give all the same number")]
    [InlineData("{\"v\":[1,2]}\n{\"v\":[1,\"x\"]}\n", "a.jsonl, line 2: 'x' in v is no finite number; correct it or remove the line")]
    [InlineData("{\"v\":[1,2]}\n\n{\"v\":[1,", "a.jsonl, line 3: it is no JSON object that can be read; write one object a line")]
    [InlineData("{\"v\":[1,2]}\n{\"w\":[1,2]}\n", "a.jsonl, line 2: v is missing, or a number in it is; add it, remove the line, or give")]
    [InlineData("[1,2]\n", "a.jsonl: line 1 is no JSON object; write one object a line")]
    [InlineData("{\"v\":[1,2],\"id\":7}\n", "v holds arrays, and other fields hold numbers too; give --columns v for the arrays, or")]
    [InlineData("{\"v\":\"x\"}\n", "no field of the first object holds numbers; give objects with an array of numbers")]
    public void JsonLines_AreRefused_WithThePlaceAndTheMend(string content, string expected) =>
        Assert.Contains(expected, Error(folder.Text("a.jsonl", content)), StringComparison.Ordinal);

    [Fact]
    public void JsonLines_MayMiss_WhereThatIsAllowed() => Assert.Equal([1, 2, 5, 6], Values(Open(
        folder.Text("a.jsonl", "{\"v\":[1,2]}\n{\"v\":[null,4]}\n{\"v\":[5,6]}\n"),
        new DataOptions { Table = new() { Missing = MissingValues.Drop } })));

    [Theory]
    [InlineData("a.csv", "text,embedding\n\"x, y\",\"[1, -2.5, 3e1]\"\nz,\"[4,5,6]\"\n")]
    [InlineData("a.tsv", "text\tembedding\nx, y\t[1,-2.5,3e1]\nz\t[4 5  6]\n")]
    [InlineData("a.csv", "text;embedding\nx, y;[1,-2.5,3e1]\nz;[4,5,6]\n")]
    public void Text_HasArraysInItsCells(string name, string content)
    {
        var data = Open(folder.Text(name, content));
        Assert.Equal([1, -2.5, 30, 4, 5, 6], Values(data));
        Assert.Equal(["embedding[0]", "embedding[1]", "embedding[2]"], data.ColumnNames);
        Assert.Equal(["x, y", "z"], data.Labels[0].Values);
    }

    [Theory]
    [InlineData("text,v\nx,\"[1,2]\"\ny,\"[1,2,3]\"\n", "line 3, column 2: the array has 3 numbers, but the first has 2; give all")]
    [InlineData("text,v\nx,\"[1,2]\"\ny,\"[1,2]\"\nz,\"[1,e]\"\n", "line 4, column 2: '[1,e]' is no array of finite numbers in brackets")]
    [InlineData("id,v\n7,\"[1,2]\"\n8,\"[1,2]\"\n", "v holds arrays, and other columns hold numbers too; give --columns v for the arrays")]
    public void Arrays_AreRefused_WithThePlaceAndTheMend(string content, string expected) =>
        Assert.Contains(expected, Error(folder.Text("a.csv", content)), StringComparison.Ordinal);

    [Fact]
    public void NamesInBrackets_AreNoArrays() =>
        Assert.Equal(["v[0]", "v[1]"], Open(folder.Text("a.csv", "v[0],v[1]\n1.5,2\n3,4\n")).ColumnNames);

    [Fact]
    public void ArrayFiles_OfBenchmarks_AreRead()
    {
        byte[] two = [2, 0, 0, 0];
        byte[] floats = [.. two, .. Bytes(1.5f), .. Bytes(-2), .. two, .. Bytes(3), .. Bytes(4)];
        Assert.Equal([1.5, -2, 3, 4], Values(Open(folder.Bytes("a.fvecs", floats))));
        Assert.Equal([1.5, -2, 3, 4], Values(Open(folder.Gzip("a.fvecs.gz", floats))));
        Assert.Equal([7, 255, 0, 1], Values(Open(folder.Bytes("a.bvecs", [.. two, 7, 255, .. two, 0, 1]))));
        byte[] whole = [.. two, 2, 1, 0, 0, 255, 255, 255, 255, .. two, 3, 0, 0, 0, 4, 0, 0, 0];
        Assert.Equal([258, -1, 3, 4], Values(Open(folder.Bytes("a.ivecs", whole))));
        Assert.Contains("21 bytes are no whole number of vectors of 2 values; fetch or write it again",
            Error(folder.Bytes("b.fvecs", floats[..21])), StringComparison.Ordinal);
        Assert.Contains("vector 2 has 3 values, but the first has 2; give all the same number",
            Error(folder.Bytes("b.bvecs", [.. two, 1, 2, 3, 0, 0, 0, 1, 2])), StringComparison.Ordinal);
        Assert.Contains("byte 0: a vector of 50331648 values cannot be in a file of 6 bytes",
            Error(folder.Bytes("c.bvecs", [0, 0, 0, 3, 1, 2])), StringComparison.Ordinal);

        static byte[] Bytes(float value) => BitConverter.GetBytes(value);
    }

    [Fact]
    public void LongLines_AreReadInPieces_AndBack()
    {
        var samples = new Matrix<double>(9, 30_000);
        new RandomSource(1).FillNormal(samples.AsSpan());
        TableFile.Write(folder["a.jsonl"], new OutputTable(new MatrixSource<double>(samples)), WorkerTeam.Alone, default);
        Assert.Equal(samples.AsSpan().ToArray(), Values(Open(folder["a.jsonl"])));
    }

    [Theory]
    [InlineData("x.npy"), InlineData("x.npz"), InlineData("x.csv"), InlineData("x.jsonl"), InlineData("x.parquet"), InlineData("x.fvecs")]
    public void SinglePrecision_ReadsBackToTheSameFloats(string name)
    {
        var samples = new Matrix<float>(300, 7);
        new RandomSource(2).FillNormal(samples.AsSpan());
        var table = new OutputTable(new MatrixSource<double>(samples.ConvertTo<double>())) { IsSingle = true };
        TableFile.Write(folder[name], table, WorkerTeam.Alone, default);
        Assert.Equal(samples.AsSpan().ToArray(), Values(Open(folder[name])).Select(value => (float)value));
        if (name == "x.npy") Assert.Equal(128 + 300 * 7 * 4, new FileInfo(folder[name]).Length);
    }

    [Fact]
    public void TextForCopy_EscapesLabels_AndHasBrackets()
    {
        var rows = new MatrixSource<double>(new Matrix<double>(2, 2, [0.1f, 2, -3, 4e-9f]));
        var table = new OutputTable(rows) { IsSingle = true, Labels = [new("text", ["a\tb\\", "c\nd"])] };
        TableFile.Write(folder["x.copy"], table, WorkerTeam.Alone, default);
        Assert.Equal("a\\tb\\\\\t[0.1,2]\nc\\nd\t[-3,4E-09]\n", File.ReadAllText(folder["x.copy"]));
        TableFile.Write(folder["x.jsonl"], table, WorkerTeam.Alone, default);
        Assert.Equal("{\"text\":\"a\\tb\\\\\",\"embedding\":[0.1,2]}\n{\"text\":\"c\\nd\",\"embedding\":[-3,4E-09]}\n",
            File.ReadAllText(folder["x.jsonl"]));
        TableFile.Write(folder["x.parquet"], table, WorkerTeam.Alone, default);
        Assert.Equal(["a\tb\\", "c\nd"], Open(folder["x.parquet"]).Labels[0].Values);
    }

    [Fact]
    public void Bytes_AreCodesAndScales()
    {
        var rows = new MatrixSource<double>(new Matrix<double>(2, 3, [127.5, -254, 1.5, 0, 0, 0]));
        TableFile.Write(folder["x.npz"], new OutputTable(rows) { IsInt8 = true }, WorkerTeam.Alone, default);
        Assert.Equal([64, -127, 1, 0, 0, 0], Values(Open(folder["x.npz:codes"])));
        var archive = NpzFile.Open(StoredFile.At(folder["x.npz"], TestContext.Current.CancellationToken));
        var scales = NpyReader.OpenVector(archive["scales"], TestContext.Current.CancellationToken);
        Assert.Equal([2, 0], scales.ReadBlocks(WorkerTeam.Alone, default).Single().Row(0).ToArray());
        Assert.Contains("x.csv: bytes with a scale are written to .npz only", Assert.Throws<BadDataException>(() => TableFile.Write(
            folder["x.csv"], new OutputTable(rows) { IsInt8 = true }, WorkerTeam.Alone, default)).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("[1, 2.5,-3]", 3), InlineData(" [1 2] ", 2), InlineData("[]", -1), InlineData("1,2", -1), InlineData("[1,x]", -1)]
    public void Array_HasSoManyNumbers(string text, int expected) =>
        Assert.Equal(expected, NumberArray.Read(Encoding.UTF8.GetBytes(text), new double[3]));
}
