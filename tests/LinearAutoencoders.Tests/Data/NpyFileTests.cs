using System.Numerics;
using System.Text;
using CsCheck;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using static LinearAutoencoders.Tests.Data.Loading;

namespace LinearAutoencoders.Tests.Data;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Float32Matrix_ReadsBackBitForBit_OfAnyShape() => RoundTrips(Numbers.Single);

    [Fact]
    public void Float64Matrix_ReadsBackBitForBit_OfAnyShape() => RoundTrips(Numbers.Double);

    private void RoundTrips<T>(Gen<T> values) where T : unmanaged, IFloatingPointIeee754<T> =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40]).SelectMany((rows, columns) => values.Array[rows * columns].Select(cells => (rows, cells)))
            .Sample(sample =>
            {
                var matrix = new Matrix<T>(sample.rows, sample.cells.Length / sample.rows, sample.cells);
                NpyFile.Write(folder["a.npy"], matrix);
                var read = ReadNpy<T>(folder["a.npy"]);
                return (read.Rows, read.Columns) == (matrix.Rows, matrix.Columns) && read.AsSpan().SequenceEqual(sample.cells);
            }, iter: 100, threads: 1);

    [Fact]
    public void Vector_ReadsBack_OfAnyLength() => Numbers.Double.Array[0, 50].Sample(vector =>
    {
        NpyFile.Write(folder["v.npy"], vector);
        return ReadNpyVector<double>(folder["v.npy"]).AsSpan().SequenceEqual(vector);
    }, iter: 50, threads: 1);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    public void EmptyMatrix_ReadsBack(int rows, int columns)
    {
        NpyFile.Write(folder["a.npy"], new Matrix<double>(rows, columns));
        Assert.True(ReadNpy<float>(folder["a.npy"]).AsSpan().IsEmpty);
        NpyFile.Write(folder["v.npy"], Array.Empty<double>());
        Assert.Empty(ReadNpyVector<double>(folder["v.npy"]));
    }

    [Fact]
    public void Write_LeavesOutAViewsGaps()
    {
        var matrix = new Matrix<double>(2, 3, [1, 2, 3, 4, 5, 6]);
        NpyFile.Write(folder["view.npy"], matrix.ColumnRange(1, 2));

        Assert.Equal([2, 3, 5, 6], ReadNpy<double>(folder["view.npy"]).AsSpan());
    }

    [Fact]
    public void Write_GivesTheBytesThatNumpyWrites()
    {
        NpyFile.Write(folder["a.npy"], new Matrix<float>(2, 3, [0, 1, 2, 3, 4, -0.5f]));
        NpyFile.Write(folder["v.npy"], new double[] { 1 });

        // numpy.save of the same arrays: 118 ('v') bytes of dictionary, blanks and a line feed behind 10 bytes.
        var matrixHeader = "NUMPY\u0001\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".PadRight(126) + "\n";
        var vectorHeader = "NUMPY\u0001\0v\0{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }".PadRight(126) + "\n";
        Assert.Equal(
            [0x93, .. Encoding.ASCII.GetBytes(matrixHeader), 0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0x40, 0, 0, 0, 0xBF],
            File.ReadAllBytes(folder["a.npy"]));
        Assert.Equal(
            [0x93, .. Encoding.ASCII.GetBytes(vectorHeader), 0, 0, 0, 0, 0, 0, 0xF0, 0x3F],
            File.ReadAllBytes(folder["v.npy"]));
    }

    public static IEnumerable<TheoryDataRow<string, bool, byte, bool>> Variants() =>
        from descr in (string[])["<f4", ">f4", "<f8", ">f8", "|u1"]
        from fortranOrder in (bool[])[false, true]
        from version in (byte[])[1, 2, 3]
        from gzip in (bool[])[false, true]
        select new TheoryDataRow<string, bool, byte, bool>(descr, fortranOrder, version, gzip);

    [Theory, MemberData(nameof(Variants))]
    public void Read_GivesTheSameMatrix_FromEveryVariant(string descr, bool fortranOrder, byte version, bool gzip)
    {
        const int rows = 37, columns = 35;
        static double Cell(int i, int j) => (7 * i + 13 * j) % 256;
        var stored = from place in Enumerable.Range(0, rows * columns)
                     select fortranOrder ? Cell(place % rows, place / rows) : Cell(place / columns, place % columns);
        var bytes = NpyBytes.File(descr, fortranOrder, $"({rows}, {columns})", NpyBytes.Payload(descr, stored), version);
        // The name does not tell whether the file is compressed.
        var path = gzip ? folder.Gzip("a.npy", bytes) : folder.Bytes("a.npy.gz", bytes);

        var matrix = ReadNpy<float>(path);

        Assert.Equal((rows, columns), (matrix.Rows, matrix.Columns));
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                Assert.Equal(Cell(i, j), matrix[i, j]);
        Assert.Equal(ReadNpy<double>(path).AsSpan(), matrix.ConvertTo<double>().AsSpan());
    }

    [Fact]
    public void Read_TakesHeadersOfOtherWriters()
    {
        var header = NpyBytes.Header("""{"shape":(2L,2),"fortran_order":False,"descr":"|u1"}""");

        Assert.Equal([1, 2, 3, 4], ReadNpy<float>(folder.Bytes("a.npy", [.. header, 1, 2, 3, 4])).AsSpan());
    }
}
