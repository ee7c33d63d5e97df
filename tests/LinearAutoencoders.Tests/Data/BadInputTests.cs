using System.Text;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using static LinearAutoencoders.Tests.Data.Loading;

namespace LinearAutoencoders.Tests.Data;

/// <summary>Every message is checked whole: it names the file, the place and the mend in one line.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Mend = "correct it, remove the line, or leave the column out with --exclude 2";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", ": the file is empty; write samples to it, one a row")]
    [InlineData("\n\n", ": the file has no lines with values; write samples to it, one a line")]
    [InlineData("x,y\n", ": the file has a line of column names but no values; write samples below it, one a line")]
    [InlineData("x,y\n1,2\n", " has 1 sample; give 2 or more, one a row")]
    [InlineData("1,2\n3,x\n", ", line 2, column 2: 'x' is not a number; " + Mend)]
    [InlineData("1,oops\n3,4\n", ", line 1, column 2: 'oops' is not a number; correct it, or give --header yes if the line holds names")]
    [InlineData("a,b\nc,d\n", ", line 1, column 1: 'a' is not a number, and no column holds numbers; "
        + "give a table with numbers, or name its columns with --columns")]
    [InlineData("1,2\n\n3,nan\n", ", line 3, column 2: 'nan' is a missing value; fill it in, or give --missing drop or mean")]
    [InlineData("1,2\n-Infinity,4\n", ", line 2, column 1: '-Infinity' is not finite in float64; remove or replace it")]
    [InlineData("1,2\n3,1e999\n", ", line 2, column 2: '1e999' is not finite in float64; remove or replace it")]
    [InlineData("1,2\n3,\n", ", line 2, column 2: the cell is empty; fill it, or give --missing drop or mean")]
    [InlineData("1,2\n3,4,5\n", ", line 2: 3 columns, but line 1 has 2; give all lines the same number")]
    [InlineData("x,y\n1,2\n3\n", ", line 3: 1 column, but line 2 has 2; give all lines the same number")]
    [InlineData("1,2\n3,\"1,5\"\n", ", line 2, column 2: '1,5' has a comma; write numbers with a decimal point, or give --decimal ,")]
    [InlineData("1,2\n3,4e39\n", ", row 2, column 2: 4E+39 is too large for float32; scale the data down")]
    [InlineData("1,2\n3,$1\r\n", ", line 2, column 2: '$1' is not a number; " + Mend)]
    public void Csv_IsRefused(string text, string message) => Assert.Equal("a.csv" + message, FileError(folder.Text("a.csv", text)));

    [Fact]
    public void LongText_IsShortened_AndKeptOnOneLine() =>
        Assert.Equal(
            $"a.csv, line 2, column 2: '{new string('x', 39)} …' is not a number; {Mend}",
            FileError(folder.Text("a.csv", $"1,2\n3,{new string('x', 39)}\a{new string('x', 99)}\n")));

    private static readonly byte[] FourFloats = NpyBytes.Payload("<f4", [1, 2, 3, 4]);

    public static TheoryData<byte[], string> BadNpy() => new()
    {
        { [], ": the file is empty; write samples to it, one a row" },
        { "1,2,3,4,5,6"u8.ToArray(), ": byte 0: the file does not start as .npy files do; write it again with numpy.save" },
        { [0x93, 0x4E, 0x55], ": the file is cut off in its header, at byte 3; fetch or write it again" },
        {
            NpyBytes.Header("{}", version: 4),
            ": byte 6: version 4 of the format is not known, only 1 to 3; write it again with numpy.save"
        },
        {
            [.. NpyBytes.Header("{}", version: 2)[..8], 255, 255, 255, 255],
            ": byte 8: a header of 4294967295 bytes is too long; write it again with numpy.save"
        },
        { NpyBytes.Header("{}")[..60], ": the file is cut off in its header, at byte 60; fetch or write it again" },
        { NpyBytes.Header("{}"), ": byte 10: the header has no descr, fortran_order and shape; write it again with numpy.save" },
        {
            NpyBytes.File("<f4", false, "(2, 2)", FourFloats[..^1]),
            ": the file is cut off: its header promises 2 × 2 values, 144 bytes, but it has 143; fetch or write it again"
        },
        {
            TemporaryFolder.Compress(NpyBytes.File("<f4", false, "(2, 2)", FourFloats[..^1])),
            ": the file is cut off at byte 143 of 144; fetch or write it again"
        },
        {
            NpyBytes.File("<f4", false, "(2, 2)", [.. FourFloats, 0]),
            ": more bytes follow the data's end at byte 144; write the file again, with one array in it"
        },
        {
            NpyBytes.File("<f4", false, "(3000000000, 3000000000)", []),
            ": 3000000000 × 3000000000 values are too many, the most is 2147483591; use fewer rows or columns"
        },
        {
            NpyBytes.File("<f4", false, "(4,)", FourFloats),
            ": the array is 1-dimensional (4 values), but samples × features is needed; give it two dimensions with reshape"
        },
        {
            NpyBytes.File("<f4", false, "(1, 2, 2)", FourFloats),
            ": the array is 3-dimensional (1 × 2 × 2), but samples × features is needed; give it two dimensions with reshape"
        },
        {
            NpyBytes.File("<f4", false, "()", FourFloats),
            ": the array is a single value, but samples × features is needed; give it two dimensions with reshape"
        },
        { NpyBytes.File("<f4", false, "(2, -2)", FourFloats), ": the shape (2, -2) has '-2' for a size; write it again with numpy.save" },
        {
            NpyBytes.File("<c8", false, "(2, 2)", FourFloats),
            ": the elements are <c8; accepted are float16, float32, float64, integers of 8 to 64 bits and bool; convert it with astype"
        },
        {
            NpyBytes.Header("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 2), }"),
            ": the elements are records or Python objects; accepted are float16, float32, float64, integers of 8 to 64 bits and bool; "
            + "convert it with astype"
        },
        { NpyBytes.File("<f4", false, "(1, 4)", FourFloats), " has 1 sample; give 2 or more, one a row" },
        { NpyBytes.File("<f4", false, "(2, 0)", []), " has 0 samples; give 2 or more, one a row" },
        {
            NpyBytes.File("<f4", false, "(2, 2)", NpyBytes.Payload("<f4", [1, 2, double.NaN, 4])),
            ", row 2, column 1: the value is NaN; fill it in, or leave such samples out or fill them with the mean (--missing drop or mean)"
        },
        {
            NpyBytes.File(">f8", true, "(2, 2)", NpyBytes.Payload(">f8", [1, 2, double.NegativeInfinity, 4])),
            ", row 1, column 2: the value is -Infinity; remove or replace it"
        },
        {
            NpyBytes.File("<f8", false, "(2, 2)", NpyBytes.Payload("<f8", [1, 2, 3, 1e300])),
            ", row 2, column 2: 1E+300 is too large for float32; scale the data down"
        },
    };

    [Theory, MemberData(nameof(BadNpy), DisableDiscoveryEnumeration = true)]
    public void Npy_IsRefused(byte[] content, string message) => Assert.Equal("a.npy" + message, FileError(folder.Bytes("a.npy", content)));

    [Fact]
    public void NpyVector_IsRefused_WhenItIsAMatrix()
    {
        NpyFile.Write(folder["a.npy"], new Matrix<float>(2, 2));
        Assert.Equal(
            "a.npy: the array is 2-dimensional (2 × 2), but a vector is needed; give it one dimension with reshape",
            Local(Error(() => ReadNpyVector<float>(folder["a.npy"]))));
    }

    private static readonly byte[] IdxHeader = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1];

    public static TheoryData<byte[], string> BadIdx() => new()
    {
        { [], ": the file is empty; write samples to it, one a row" },
        { IdxHeader[..9], ": the file is cut off in its header, at byte 9; fetch or write it again" },
        {
            [0, 0, 8, 1, .. IdxHeader[4..], 1, 2, 3, 4],
            ": these are labels, a number for each picture; give the file with the pictures, which has images in its name"
        },
        { [0, 0, 7, 3, .. IdxHeader[4..], 1, 2, 3, 4], ": byte 0: 00000703 is no start of an IDX file; fetch the file again" },
        {
            [.. IdxHeader, 1, 2, 3],
            ": the file is cut off: its header promises 2 × 2 × 1 values, 20 bytes, but it has 19; fetch or write it again"
        },
        { TemporaryFolder.Compress([.. IdxHeader, 1, 2, 3]), ": the file is cut off at byte 19 of 20; fetch or write it again" },
        { [.. IdxHeader, 1, 2, 3, 4, 5], ": more bytes follow the data's end at byte 20; write the file again, with one array in it" },
        {
            [0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255],
            ": 4294967295 × 4294967295 × 4294967295 values are too many, the most is 2147483591; use fewer rows or columns"
        },
        { [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7], " has 1 sample; give 2 or more, one a row" },
        { [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1], ": the samples have no columns; give each sample one value at least" },
    };

    [Theory, MemberData(nameof(BadIdx), DisableDiscoveryEnumeration = true)]
    public void Idx_IsRefused(byte[] content, string message)
    {
        folder.Bytes("train-images-idx3-ubyte", content);
        Assert.Equal("train-images-idx3-ubyte" + message, Local(Error("mnist:" + folder.Path)));
    }

    [Fact]
    public void Idx_IsRead_WhenItIsWhole()
    {
        folder.Gzip("train-images-idx3-ubyte.gz", [.. IdxHeader, 255, 0, 51, 0]);
        var pictures = Load<double>("mnist:" + folder.Path, AsRead);

        Assert.Equal([1, 0, 0.2, 0], pictures.Samples.AsSpan());
        Assert.Equal((2, 1), pictures.PictureShape);
    }

    [Fact]
    public void File_IsRefused_WhenItIsMissing()
    {
        Assert.Equal("gone.csv: there is no such file; check its name and folder", FileError(folder["gone.csv"]));
        Assert.Equal("no/a.npy: there is no such file; check its name and folder", FileError(folder["no/a.npy"]));
    }

    [Fact]
    public void Folder_IsRefused_WhereAFileIsNeeded()
    {
        Directory.CreateDirectory(folder["d.csv"]);
        Directory.CreateDirectory(folder["plain"]);

        Assert.Equal("d.csv is a folder; give a file in it, or mnist:d.csv for IDX files", FileError(folder["d.csv"]));
        Assert.Equal("plain is a folder; give a file in it, or mnist:plain for IDX files", FileError(folder["plain"]));
    }

    [Fact]
    public void File_IsRefused_WithoutPermissionToReadIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions");
        var path = folder.Text("a.csv", "1,2\n3,4\n");
#pragma warning disable CA1416 // Skipped above where it is not supported.
        File.SetUnixFileMode(path, UnixFileMode.None);
#pragma warning restore CA1416
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "a privileged user may read every file");

        Assert.Equal("a.csv: no permission to read the file; change its permissions", FileError(path));
    }

    [Theory]
    [InlineData("a.xyz", "a.xyz ends in .xyz, which is not known; use ")]
    [InlineData("a.xyz.gz", "a.xyz.gz ends in .xyz, which is not known; use ")]
    [InlineData("a.gz", "there is no data called 'a.gz'; use ")]
    [InlineData("faces", "there is no data called 'faces'; use ")]
    [InlineData("", "there is no data called ''; use ")]
    public void Source_IsRefused_WhenItIsUnknown(string source, string start) =>
        Assert.Equal(
            start + "synthetic, digits, mnist, mnist:DIR, or files (.csv .tsv .txt .jsonl .npy .npz .parquet .fvecs .mtx, IDX, "
                + "perhaps .gz; - is standard input)", Error(source));

    [Theory]
    [InlineData("digit", "digits")]
    [InlineData("MNIST", "mnist")]
    [InlineData("synthetik", "synthetic")]
    public void Source_IsRefusedWithTheNearName_WhenItIsAlmostRight(string source, string near) =>
        Assert.Equal($"there is no data called '{source}'; did you mean {near}?", Error(source));

    [Fact]
    public void Mnist_IsRefused_WhereItIsNot() =>
        Assert.Equal(
            $"mnist: no train-images-idx3-ubyte or train-images-idx3-ubyte.gz in {folder.Path}; "
            + "run `lae data mnist`, or name their folder with mnist:DIR",
            Error("mnist:" + folder.Path));

    [Fact]
    public void Components_AreRefused_BeyondTheNumberOfColumns()
    {
        var digits = Open("digits");
        digits.RequireComponents(1);
        digits.RequireComponents(64);

        Assert.Equal("k is 100 but digits has 64 columns; choose k of at most 64", Error(() => digits.RequireComponents(100)));
        Assert.Equal("k is 0; choose k from 1 to 64", Error(() => digits.RequireComponents(0)));
    }

    [Fact]
    public void Options_AreRefused_WhenTheyAreBuilt()
    {
        static string Message(Func<object> build) => Assert.Throws<ArgumentException>(build).Message;

        Assert.Equal("Dimension of synthetic data is 0; choose 1 or more", Message(() => new SyntheticOptions { Dimension = 0 }));
        Assert.Equal("Samples of synthetic data is 1; choose 2 or more", Message(() => new SyntheticOptions { Samples = 1 }));
        Assert.Equal(
            "eigenvalues from 1 down to 2.5 are no spectrum; choose 0 ≤ smallest ≤ largest", Message(() => new EvenSpectrum(1, 2.5)));
        Assert.Contains("no spectrum", Message(() => new EvenSpectrum(double.NaN, 1)), StringComparison.Ordinal);
        Assert.Contains("no spectrum", Message(() => new EvenSpectrum(double.PositiveInfinity, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Synthetic_IsRefused_WhenItHasTooManyValues() =>
        Assert.Equal(
            "synthetic: 2000000000 × 1000 values are too many, the most is 2147483591; draw fewer",
            Error("synthetic", new DataOptions { Synthetic = new SyntheticOptions { Samples = 2_000_000_000 } }));

    private string FileError(string path) => Local(Error(path));

    /// <summary>The message without the folder's name.</summary>
    private string Local(string message) => new StringBuilder(message).Replace(folder.Path + Path.DirectorySeparatorChar, "").ToString();
}
