using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static LinearAutoencoders.Tests.Data.Loading;

namespace LinearAutoencoders.Tests.Data;

/// <summary>Arrays, archives, sparse matrices and pictures in every form that programs write.</summary>
public sealed class BinaryTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, byte[]> Kinds => new()
    {
        { "|b1", [1, 0, 1, 1] },
        { "|i1", [1, 0xFE, 3, 4] },
        { "|u1", [1, 254, 3, 4] },
        { "<u1", [1, 254, 3, 4] },
        { "<i2", Bytes<short>(1, -2, 3, 4) },
        { ">i2", Reversed<short>(1, -2, 3, 4) },
        { "<u2", Bytes<ushort>(1, 65534, 3, 4) },
        { ">i4", Reversed(1, -2, 3, 4) },
        { "<u4", Bytes<uint>(1, 4_294_967_294, 3, 4) },
        { "<i8", Bytes<long>(1, -2, 3, 1L << 53) },
        { ">u8", Reversed<ulong>(1, 2, 3, 1L << 60) },
        { "<f2", Bytes((Half)1, (Half)(-2), (Half)0.333f, (Half)4) },
        { ">f2", Reversed((Half)1, (Half)(-2), (Half)0.333f, (Half)4) },
        { "=f8", Bytes(1.5, -2, 3, 4) },
    };

    /// <summary>The oracle reads the bytes one value at a time.</summary>
    [Theory, MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void Npy_IsRead_WhateverItsElements(string type, byte[] payload)
    {
        double[] expected = [.. payload.Chunk(payload.Length / 4).Select(value => Value(type, value))];
        Assert.Equal(expected, Values(folder.Bytes("a.npy", NpyBytes.File(type, false, "(2, 2)", payload))));
        Assert.Equal([expected[0], expected[2], expected[1], expected[3]],
            Values(folder.Bytes("f.npy", NpyBytes.File(type, true, "(2, 2)", payload))));
    }

    [Fact]
    public void Npy_IsRefused_WhereAWholeNumberWouldBeRounded()
    {
        var path = folder.Bytes("a.npy", NpyBytes.File("<i8", false, "(2, 2)", Bytes<long>(1, 2, (1L << 53) + 1, 4)));
        Assert.Contains(
            "row 2, column 1: 9007199254740993 is beyond 2^53 and would be rounded; store such numbers as float64", Error(path),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_OfArrays_AreChosenByPlace()
    {
        NpyFile.Write(folder["a.npy"], Matrix.FromArray(new double[,] { { 1, 2, 3, 0 }, { 4, 5, 6, 1 } }));
        var data = Open(folder["a.npy"], new DataOptions { Table = new() { Exclude = "2", Label = "4" } });
        Assert.Equal([1, 3, 4, 6], ValuesOf(data));
        Assert.Equal(["0", "1"], data.Labels[0].Values);
        Assert.Contains("the columns have no names, give numbers from 1 to 4",
            Error(folder["a.npy"], new DataOptions { Table = new() { Columns = "x" } }), StringComparison.Ordinal);
    }

    [Fact]
    public void Npz_IsRead_WhereOneArrayIsMeant()
    {
        var table = NpyBytes.File("<f8", false, "(2, 2)", Bytes(1.0, 2, 3, 4));
        var path = Zip("a.npz", ("X", table), ("y", NpyBytes.File("<i8", false, "(2,)", Bytes<long>(0, 1))));
        Assert.Equal([1, 2, 3, 4], Values(path));
        Assert.Equal([1, 2, 3, 4], Values(path + ":X"));
        Assert.Contains("there is no array 'z'; there are X, y", Error(path + ":z"), StringComparison.Ordinal);
        var two = Zip("b.npz", ("train", table), ("test", table));
        Assert.Contains("holds train (2 × 2), test (2 × 2); name one array, as in ", Error(two), StringComparison.Ordinal);
        Assert.Contains("is no archive of arrays", Error(folder.Text("c.npz", "PK but not")), StringComparison.Ordinal);
    }

    [Fact]
    public void Npz_IsRefused_WhereItPromisesMoreThanItCanHold()
    {
        // A few compressed zeros that a header calls a hundred million values.
        var path = Zip("a.npz", ("X", NpyBytes.File("<f8", false, "(10000, 10000)", new byte[1000])));
        Assert.Contains("the file is cut off: its header promises 10000 × 10000 values", Error(path), StringComparison.Ordinal);
    }

    internal static readonly (string Name, byte[] Content)[] Csr =
    [
        ("indices", NpyBytes.File("<i4", false, "(3,)", Bytes(2, 0, 1))),
        ("indptr", NpyBytes.File("<i4", false, "(4,)", Bytes(0, 2, 2, 3))),
        ("format", NpyBytes.File("|S3", false, "()", "csr"u8.ToArray())),
        ("shape", NpyBytes.File("<i8", false, "(2,)", Bytes<long>(3, 3))),
        ("data", NpyBytes.File("<f4", false, "(3,)", Bytes(5f, 7, 9))),
    ];

    [Fact]
    public void SparseArchive_StaysSparse_AndSortsItsColumns()
    {
        var data = Open(Zip("a.npz", Csr));
        var block = Assert.Single(Sparse(data));
        Assert.Equal((3, 3), (block.Rows, block.Columns));
        Assert.Equal([0, 2, 1], block.ColumnIndices.ToArray());
        Assert.Equal([7, 5, 9], block.Values.ToArray());
        Assert.Equal([7, 0, 5, 0, 0, 0, 0, 9, 0], ValuesOf(data));
        Assert.Equal(Math.Pow(2, -24), data.Source.RelativeRounding);
        Assert.Equal(64, data.Fingerprint.Length);
    }

    [Fact]
    public void ChosenColumns_OfSparseRows_StaySparse()
    {
        var data = DataSource.Open(Zip("a.npz", Csr), new DataOptions { Table = new() { Columns = "1,3" } });
        Assert.Equal([0, 1], Assert.Single(Sparse(data)).ColumnIndices.ToArray());
        Assert.Equal([7, 5, 0, 0, 0, 0], ValuesOf(data));
        var weighted = DataSource.Open(Zip("b.npz", Csr), new DataOptions { Table = new() { Weights = "3" } });
        Assert.Equal([5, 0, 0], weighted.Weights);
        Assert.Equal([7, 9], Assert.Single(Sparse(weighted)).Values.ToArray());
        Assert.NotEqual(data.Fingerprint, weighted.Fingerprint);
    }

    [Theory]
    [InlineData("format", "|S3", "()", "csc", "is in csc form; convert it with tocsr")]
    [InlineData("indptr", "<i4", "(4,)", "0,2,1,3", "its row starts do not rise from 0")]
    [InlineData("indptr", "<i4", "(3,)", "0,2,3", "it has 3 rows but 3 row starts")]
    [InlineData("indptr", "<i4", "(4,)", "0,2,2,4", "its row starts promise 4 values, but there are 3 in 3 columns")]
    [InlineData("indices", "<i4", "(3,)", "2,0,3", "row 3: a value is in column 4, but the columns are 1 to 3")]
    [InlineData("indices", "<i4", "(3,)", "2,2,1", "row 1: column 3 has two values; add them with sum_duplicates")]
    [InlineData("indices", "<i4", "(3,)", "-1,0,1", "a value is in column")]
    public void SparseArchive_IsRefused_WhereItsPartsDoNotFit(string part, string type, string shape, string values, string message)
    {
        var payload = type == "<i4" ? Bytes([.. values.Split(',').Select(value => int.Parse(value, CultureInfo.InvariantCulture))])
            : Encoding.ASCII.GetBytes(values);
        var parts = Csr.Select(one => one.Name == part ? (part, NpyBytes.File(type, false, shape, payload)) : one).ToArray();
        Assert.Contains(message, Error(Zip("a.npz", parts)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%%MatrixMarket matrix coordinate real general\n% by x\n3 2 3\n3 1 1.5\n1 2 -2e0\n3 1 1\n", new[] { 0, -2, 0, 0, 2.5, 0 })]
    [InlineData("%%MatrixMarket matrix coordinate pattern symmetric\n2 2 2\n1 1\n2 1\n", new double[] { 1, 1, 1, 0 })]
    [InlineData("%%MatrixMarket matrix coordinate integer skew-symmetric\n2 2 1\n2 1 3\n", new double[] { 0, -3, 3, 0 })]
    [InlineData("%%MatrixMarket matrix array real general\n2 2\n1\n3\n2\n4\n", new double[] { 1, 2, 3, 4 })]
    public void MatrixMarket_IsRead(string text, double[] values)
    {
        Assert.Equal(values, Values(folder.Text("a.mtx", text)));
        Assert.Equal(values, Values(folder.Gzip("b.mtx.gz", Encoding.ASCII.GetBytes(text))));
    }

    [Theory]
    [InlineData("1 2\n", "line 1: the file does not start as Matrix Market files do")]
    [InlineData("%%MatrixMarket matrix coordinate complex general\n", "the values are complex")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 1\n3 1 1\n", "line 3: 3 is no whole number from 1 to 2")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 1\n", "the file is cut off")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 x\n", "line 3: 'x' is not a number")]
    [InlineData("%%MatrixMarket matrix array real general\n100000 100000\n1\n", "100000 × 100000 values are more than the file can hold")]
    [InlineData("%%MatrixMarket matrix array real general\n2 1\n1\n2\n3\n", "there are more values than the sizes say")]
    public void MatrixMarket_IsRefused(string text, string message) =>
        Assert.Contains(message, Error(folder.Text("a.mtx", text)), StringComparison.Ordinal);

    [Fact]
    public void Idx_IsRead_UnderAnyNameAndOfAnyType()
    {
        byte[] pictures = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 255, 0, 51, 0];
        foreach (var name in new[] { "t10k-images-idx3-ubyte", "train-images.idx3-ubyte", "emnist-letters-test-images-idx3-ubyte" })
        {
            var data = Open(folder.Bytes(name, pictures));
            Assert.Equal([1, 0, 0.2, 0], ValuesOf(data));
            Assert.Equal((1, 2), data.PictureShape);
        }
        Assert.Equal([1, 0, 0.2, 0], Values(folder.Gzip("qmnist-train-images-idx3-ubyte.gz", pictures)));
        Assert.Equal([1.5, -2], Values(folder.Bytes("f.idx", [0, 0, 0xD, 2, 0, 0, 0, 2, 0, 0, 0, 1, .. Reversed(1.5f, -2)])));
        Assert.Equal([1, -2], Values(folder.Bytes("i.idx2-int", [0, 0, 0xC, 2, 0, 0, 0, 2, 0, 0, 0, 1, .. Reversed(1, -2)])));
        Assert.Equal([1, -2], Values(folder.Bytes("d.idx", [0, 0, 0xE, 2, 0, 0, 0, 2, 0, 0, 0, 1, .. Reversed(1.0, -2)])));
        Assert.Contains("these are labels", Error(folder.Bytes("l.idx1-ubyte", 0, 0, 8, 1, 0, 0, 0, 2, 5, 7)), StringComparison.Ordinal);
    }

    [Fact]
    public void Mnist_IsFound_UnderTheNamesThatProgramsGiveIt()
    {
        byte[] pictures = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 255, 0, 51, 0];
        folder.Bytes("emnist-letters-train-images-idx3-ubyte", pictures);
        Assert.Equal(2, Open("mnist:" + folder.Path).Source.Count);
        folder.Bytes("train-images.idx3-ubyte", pictures);
        Assert.Contains("(there is emnist-letters-train-images-idx3-ubyte, train-images.idx3-ubyte; give one of them by its path)",
            Error("mnist:" + folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_AreOneTable_WhereTheirColumnsAreTheSame()
    {
        folder.Text("a1.csv", "x,y,l\n1,2,p\n3,4,q\n");
        folder.Text("a2.csv", "x,y,l\n5,6,r\n7,8,s\n");
        NpyFile.Write(folder["b.npy"], new Matrix<double>(2, 3));
        foreach (var source in new[] { folder["a*.csv"], $"{folder["a1.csv"]},{folder["a2.csv"]}" })
        {
            var data = Open(source);
            Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], ValuesOf(data));
            Assert.Equal(["p", "q", "r", "s"], data.Labels[0].Values);
            Assert.Equal(["2 files are one table", "l holds text, left out"], data.Notes);
        }
        folder.Text("c.csv", "x,z,l\n5,6,r\n7,8,s\n");
        Assert.Equal($"column 2 of {folder["c.csv"]} is z, but of {folder["a1.csv"]} it is y; give files with the same columns",
            Error($"{folder["a1.csv"]},{folder["c.csv"]}"));
        Assert.Equal($"{folder["b.npy"]} has 3 columns, but {folder["a1.csv"]} has 2; give files with the same columns",
            Error($"{folder["a1.csv"]},{folder["b.npy"]}"));
        Assert.Contains("no file is called", Error(folder["z*.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Content_Tells_WhereTheNameDoesNot()
    {
        Assert.Equal([1, 2, 3, 4], Values(folder.Bytes("x.array", NpyBytes.File("<f8", false, "(2, 2)", Bytes(1.0, 2, 3, 4)))));
        Assert.Contains("ends in .xyz, which is not known", Error(folder.Text("x.xyz", "1,2\n")), StringComparison.Ordinal);
        Assert.Contains("is a spreadsheet, which is not read; save the sheet as .csv", Error(folder.Text("x.xlsx", "PK")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Sequences_AreSources()
    {
        double[][] rows = [[1, 2], [3, 4], [5, 6]];
        var expected = new DataMoments(new MatrixSource<double>(Matrix.FromArray(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } })), true);
        ISampleSource[] sources =
        [
            SampleSource.OfRows(rows, 2), SampleSource.OfRows(Later(rows.Select(row => (ReadOnlyMemory<double>)row)), 2),
            SampleSource.OfBlocks(rows.Select(row => new Matrix<double>(1, 2, row)), 2),
            SampleSource.OfBlocks(Later(rows.Select(row => new Matrix<double>(1, 2, row).ConvertTo<float>())), 2),
        ];
        foreach (var source in sources)
            Close.AssertSameBits<double>(expected.SecondMoment.AsSpan(), new DataMoments(source, true).SecondMoment.AsSpan(), "Σ");
        Assert.Contains("row 2: it has 1 values, not 2", Assert.Throws<BadDataException>(
            () => new DataMoments(SampleSource.OfRows<double>([[1, 2], [3]], 2), true).SecondMoment).Message, StringComparison.Ordinal);
        var once = new Queue<double[]>(rows);
        var taken = Enumerable.Range(0, 3).Where(_ => once.Count > 0).Select(_ => once.Dequeue());
        var queue = new DataMoments(SampleSource.OfRows(taken, 2), true);
        Assert.Equal(3, queue.Count);
        Assert.Contains("it must give the same rows in every pass", Assert.Throws<BadDataException>(() => queue.SecondMoment).Message,
            StringComparison.Ordinal);
    }

    private static async IAsyncEnumerable<T> Later<T>(IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            await Task.Yield();
            yield return item;
        }
    }

    private string Zip(string name, params (string Name, byte[] Content)[] arrays)
    {
        using var archive = new ZipArchive(File.Create(folder[name]), ZipArchiveMode.Create);
        foreach (var (array, content) in arrays)
            using (var entry = archive.CreateEntry(array + ".npy").Open()) entry.Write(content);
        return folder[name];
    }

    private static double[] Values(string source) => ValuesOf(Open(source));

    private static double[] ValuesOf(Dataset data) => [.. data.Source.ReadBlocks(WorkerTeam.Alone, TestContext.Current.CancellationToken)
        .SelectMany(block => block.ToMatrix().AsSpan().ToArray())];

    private static IEnumerable<SparseBlock> Sparse(Dataset data) =>
        Assert.IsType<ISparseSampleSource>(data.Source, exactMatch: false)
            .ReadSparseBlocks(WorkerTeam.Alone, TestContext.Current.CancellationToken);

    private static byte[] Bytes<T>(params T[] values) where T : unmanaged =>
        System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(values).ToArray();

    private static byte[] Reversed<T>(params T[] values) where T : unmanaged =>
        [.. values.SelectMany(value => Bytes(value).Reverse())];

    private static double Value(string type, byte[] bytes)
    {
        if (type[0] == '>') Array.Reverse(bytes);
        return type[1..] switch
        {
            "i1" => (sbyte)bytes[0],
            "u1" or "b1" => bytes[0],
            "i2" => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            "u2" => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            "i4" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            "u4" => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            "i8" => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            "u8" => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            "f2" => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        };
    }
}
