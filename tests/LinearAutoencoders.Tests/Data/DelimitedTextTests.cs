using System.Globalization;
using System.Text;
using CsCheck;
using LinearAutoencoders.Data;
using static LinearAutoencoders.Tests.Data.Loading;

namespace LinearAutoencoders.Tests.Data;

public sealed class DelimitedTextTests : IDisposable
{
    // A first row of whole numbers that rise can be names, too.
    private static readonly DataOptions WithoutNames = AsRead with { Table = new() { Header = Header.No } };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.csv", ",", false)]
    [InlineData("a.csv", ";", false)]
    [InlineData("a.tsv", "\t", false)]
    [InlineData("a.csv.gz", ",", true)]
    [InlineData("a.tsv.gz", "\t", true)]
    public void Numbers_ReadBackBitForBit_WhateverTheyAre(string name, string separator, bool gzip) =>
        Table(Numbers.Double).Sample(sample =>
        {
            var bytes = Encoding.ASCII.GetBytes(Lines(sample.Columns, sample.Cells, separator));
            var path = gzip ? folder.Gzip(name, bytes) : folder.Bytes(name, bytes);
            return Load<double>(path, WithoutNames).Samples.AsSpan().SequenceEqual(sample.Cells);
        }, iter: 60, threads: 1);

    [Fact]
    public void Numbers_AreRoundedOnceToFloat32() => Table(Gen.Double[-1e30, 1e30]).Sample(sample =>
    {
        var path = folder.Text("a.csv", Lines(sample.Columns, sample.Cells, ","));
        return Load<float>(path, WithoutNames).Samples.AsSpan().SequenceEqual([.. sample.Cells.Select(cell => (float)cell)]);
    }, iter: 40, threads: 1);

    private static Gen<(int Columns, double[] Cells)> Table(Gen<double> values) =>
        Gen.Select(Gen.Int[2, 20], Gen.Int[1, 20])
            .SelectMany((rows, columns) => values.Array[rows * columns].Select(cells => (columns, cells)));

    private static string Lines(int columns, double[] cells, string separator) => string.Concat(cells.Chunk(columns).Select(
        row => string.Join(separator, row.Select(cell => cell.ToString("R", CultureInfo.InvariantCulture))) + "\n"));

    [Theory]
    [InlineData("1,2\n3,4\n")]
    [InlineData("1,2\r\n3,4")]
    [InlineData("\uFEFF1,2\n3,4\n")]
    [InlineData("x,y\n1,2\n3,4\n")]
    [InlineData("\"width, mm\",\"height\"\n1,2\n3,4\n")]
    [InlineData("\n1,2\n\n3,4\n\n")]
    [InlineData(" 1 ,\"2\"\n+3e0,4.\n")]
    [InlineData("1;2\n3;4\n")]
    [InlineData("sep=;\n1;2\n3;4\n")]
    [InlineData("1\t2\n3\t4\n")]
    public void Table_IsTheSame_HoweverItIsWritten(string text) =>
        Assert.Equal([1, 2, 3, 4], Load<double>(folder.Text("a.csv", text), AsRead).Samples.AsSpan());

    [Fact]
    public void FirstRowOfLargeNumbers_IsASample() =>
        Assert.Equal(3, Load<double>(folder.Text("a.csv", "-1.5E+29,-14,6194814\n0.5,2,1.25\n7,0.1,3\n"), AsRead).Samples.Rows);

    [Fact]
    public void SingleColumn_IsRead() =>
        Assert.Equal([1, 2, 3], Load<double>(folder.Text("a.csv", "1\n2\n3\n"), AsRead).Samples.AsSpan());

    [Fact]
    public void Numbers_AreReadTheSame_WhereACommaIsTheDecimalPoint()
    {
        var before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
        CultureInfo.CurrentCulture = german;
        try
        {
            Assert.Equal([1.5, 2, 3, 1250], Load<double>(folder.Text("a.csv", "1.5,2\n3,1.25e3\n"), AsRead).Samples.AsSpan());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
