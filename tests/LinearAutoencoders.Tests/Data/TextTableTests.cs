using System.Globalization;
using System.Text;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using static LinearAutoencoders.Tests.Data.Loading;

namespace LinearAutoencoders.Tests.Data;

/// <summary>Tables as programs and people write them.</summary>
public sealed class TextTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>What was found in one file: names (null: none), values, labels, and what was said of it.</summary>
    private (string? Names, string Values, string Labels, string Notes) Read(string file, string text, TableOptions? options = null)
    {
        var data = Open(folder.Text(file, text), new DataOptions { Center = false, Table = options ?? new() });
        var values = Rows(data);
        return (data.ColumnNames is { } names ? string.Join(',', names) : null, values,
            string.Join(' ', data.Labels.Select(label => $"{label.Name}={string.Join('/', label.Values)}")), string.Join("; ", data.Notes));
    }

    private static string Rows(Dataset data) => string.Join(' ', data.Source
        .ReadBlocks(WorkerTeam.Alone, TestContext.Current.CancellationToken)
        .SelectMany(block => Enumerable.Range(0, block.Rows).Select(i => string.Join(
            ',', block.Row(i).ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture))))));

    private string Refused(string file, string text, TableOptions? options = null) =>
        Error(() => Read(file, text, options)).Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    private const string LeftOut = "column 1 has no name and counts the rows, left out";

    /// <summary>Each is read without a question; the last column is what is said about it.</summary>
    [Theory]
    // pandas: DataFrame(X).to_csv(index=False), and with its index.
    [InlineData("0,1,2\n1.5,2,3\n4,5,6.5\n", "0,1,2", "1.5,2,3 4,5,6.5", "line 1 (0, 1, …) holds names")]
    [InlineData(",a,b\n0,1.5,2\n1,3,4\n", "a,b", "1.5,2 3,4", LeftOut)]
    [InlineData("Unnamed: 0,a,b\n7,1.5,2\n8,3,4\n", "a,b", "1.5,2 3,4", LeftOut)]
    // A second index above a saved first one.
    [InlineData(",0,1,2\n0,1.5,2,3\n1,4,5,6\n", "0,1,2", "1.5,2,3 4,5,6", "line 1 (0, 1, …) holds names; " + LeftOut)]
    // R: write.csv, and write.table, which writes no name above those of the rows.
    [InlineData("\"\",\"V1\",\"V2\"\n\"1\",1.5,2\n\"2\",3,4\n", "V1,V2", "1.5,2 3,4", LeftOut)]
    [InlineData("\"V1\" \"V2\"\n\"1\" 1.5 2\n\"2\" 3 4\n", "V1,V2", "1.5,2 3,4", "separator blanks; " + LeftOut)]
    [InlineData("\"0\",\"1\"\n1.5,2\n3,4\n", "0,1", "1.5,2 3,4", "")]
    // Excel where the comma is decimal, with and without its hint, and with an empty column at the end.
    [InlineData("10,5;2\n3;4,25\n", null, "10.5,2 3,4.25", "separator \";\", decimal comma")]
    [InlineData("sep=;\na;b\n10,5;2\n3;4,25\n", "a,b", "10.5,2 3,4.25", "separator \";\", decimal comma")]
    [InlineData("a,b,\n1,2,\n3,4,\n", "a,b", "1,2 3,4", "the separator at the end of the lines makes no column")]
    [InlineData("a,b\n1,2,\n3,4,\n", "a,b", "1,2 3,4", "the separator at the end of the lines makes no column")]
    // Blank lines, one of blanks alone.
    [InlineData("1,2\n   \n3,4\n\n", null, "1,2 3,4", "")]
    // Comments, and names in a comment as numpy.savetxt(header=...) writes them.
    [InlineData("# made by x\n# N, M, K\n1,2\n3,4\n", null, "1,2 3,4", "")]
    [InlineData("# a,b\n1,2\n3,4\n", "a,b", "1,2 3,4", "the names of the columns are those in the comment of line 1")]
    [InlineData("a,b\n1,2\n# half time\n  # more\n3,4\n", "a,b", "1,2 3,4", "")]
    // true and false, as R, pandas and SQL write them.
    [InlineData("a,b\nTRUE,1\nFALSE,2\n", "a,b", "1,1 0,2", "true and false are read as 1 and 0")]
    // Spectra: a word above the first column, wavelengths above the others.
    [InlineData("time,400,410,420\n0.5,1,2,3.5\n1,4,5,5.5\n", "time,400,410,420", "0.5,1,2,3.5 1,4,5,5.5",
        "line 1 holds names, numbers among them")]
    // Sodium is no missing value.
    [InlineData("Na,Mg\n1,2\n3,4\n", "Na,Mg", "1,2 3,4", "")]
    // MATLAB's writetable, Julia's CSV.write.
    [InlineData("Var1,Var2\n1e-3,2\n-4.5E+02,4\n", "Var1,Var2", "0.001,2 -450,4", "")]
    [InlineData("x1,x2\n1.0,2.0\n3.0,4.0\n", "x1,x2", "1,2 3,4", "")]
    // PostgreSQL's psql with -A.
    [InlineData("a|b\n1|2\n3|4\n", "a,b", "1,2 3,4", "separator \"|\"")]
    public void Table_IsRead(string text, string? names, string values, string notes)
    {
        var read = Read("a.csv", text);
        Assert.Equal((names, values, notes), (read.Names, read.Values, read.Notes));
    }

    [Theory]
    [InlineData("a.txt", "1.037720000000000020e+01 -5.264e+00\n8.393 -4.2768\n", "10.37720000000000000,-5.264 8.393,-4.2768")]
    [InlineData("a.dat", "   1   2\n\t3\t 4  \n", "1,2 3,4")]
    [InlineData("a.csv", "1.5 2\n3 4\n", "1.5,2 3,4")]
    [InlineData("a.txt", "1,5 2,5\n3,5 4\n", "1.5,2.5 3.5,4")]
    [InlineData("a.txt", "a\tb\n1\t2\n3\t4\n", "1,2 3,4")]
    [InlineData("a.tsv", "1,5\t2\n3\t4\n", "1.5,2 3,4")]
    public void Table_IsRead_WhereBlanksOrTabsSeparate(string file, string text, string values) =>
        Assert.Equal(values.Replace("10.37720000000000000", "10.3772", StringComparison.Ordinal), Read(file, text).Values);

    [Theory]
    [InlineData("a,b,species\n1,2,setosa\n3,4,setosa\n", "1,2 3,4", "species=setosa/setosa", "species holds text, left out")]
    [InlineData("1,2,setosa\n3,4,virginica\n", "1,2 3,4", "column 3=setosa/virginica", "column 3 holds text, left out")]
    [InlineData("date,x\n2020-01-01 12:30,1\n2020-01-02 12:30,2\n", "1 2",
        "date=2020-01-01 12:30/2020-01-02 12:30", "date holds text, left out")]
    [InlineData(",x,y\nTP53,1,2\nBRCA1,3,4\n", "1,2 3,4", "column 1=TP53/BRCA1", "column 1 holds text, left out")]
    [InlineData("x,y\nTP53,1,2\nBRCA1,3,4\n", "1,2 3,4", "column 1=TP53/BRCA1", "column 1 holds text, left out")]
    public void TextColumns_AreLabels(string text, string values, string labels, string notes)
    {
        var read = Read("a.csv", text);
        Assert.Equal((values, labels, notes), (read.Values, read.Labels, read.Notes));
    }

    /// <summary>Two readings with different results, or none: the message says what is in the way and how to go on.</summary>
    [Theory]
    [InlineData("0,1\n1,0\n1,1\n", ", line 1: '0,1' can be names or a sample; give --header yes or --header no")]
    [InlineData("400,410,420\n0.1,0.5,0.3\n0.2,0.1,0.4\n",
        ", line 1: '400,410,420' can be names or a sample; give --header yes or --header no")]
    [InlineData("2000,2001,2003\n0.1,0.5,0.3\n0.2,0.1,0.4\n",
        ", line 1: '2000,2001,2003' can be names or a sample; give --header yes or --header no")]
    [InlineData("x\n10,38\n8,39\n", ", line 1 has 1 name, line 2 has 2 values; "
        + "give each column one name, or give --decimal , if the commas are decimal")]
    [InlineData("a,b,c\n1,2\n3,4\n", ", line 1 has 3 names, line 2 has 2 values; give each column one name")]
    [InlineData("3,02\n8,39\n7,05\n", ": '7,05' can be two numbers or one with a decimal comma; give --separator , or --decimal ,")]
    [InlineData("1,234;5,678\n2,345;6,789\n", ": '1,234' can be a decimal number or thousands; "
        + "give --decimal , or take the commas out of the thousands")]
    [InlineData("x,y\noops,2\n3,4\n", ", line 2, column 1: 'oops' is not a number; correct it, remove the line, "
        + "or leave the column out with --exclude 1")]
    [InlineData("time,temp\n,°C\n1,2\n3,4\n", ": lines 1 and 2 both hold words above numbers; "
        + "keep one line of names, and remove the other or put # before it")]
    [InlineData(",y\n1,2\n3,4\n", ": column 1 has no name and can be numbers of rows or data; "
        + "give --exclude 1, or --columns with all that are data")]
    [InlineData("time,temp\ns,°C\n1,2\n3,4\n", ": lines 1 and 2 both hold words above numbers; "
        + "keep one line of names, and remove the other or put # before it")]
    [InlineData("Instrument X\nDate: 2020\n\n1,2\n3,4\n5,6\n", ": lines 1 to 2 do not look like the table that starts in line 4; "
        + "remove them, or put # before each")]
    [InlineData("NA,NA\n1,2\n3,4\n", ", line 1, column 1: 'NA' is a missing value; fill it in, or give --missing drop or mean")]
    [InlineData("?,?\n1,2\n3,4\n", ", line 1, column 1: '?' is a missing value; fill it in, or give --missing drop or mean")]
    [InlineData("a,b\n1,35%\n3,40%\n", ", line 2, column 2: '35%' is not a number; correct it, remove the line, "
        + "or leave the column out with --exclude 2")]
    [InlineData("a,b\n1,#DIV/0!\n3,4\n", ", line 2, column 2: '#DIV/0!' is a missing value; fill it in, or give --missing drop or mean")]
    public void Table_IsRefused_WhereItCanBeTwoThings(string text, string message) =>
        Assert.Equal("a.csv" + message, Refused("a.csv", text));

    [Fact]
    public void Options_Decide_WhereTheTextDoesNot()
    {
        Assert.Equal("0,1 1,0 1,1", Read("a.csv", "0,1\n1,0\n1,1\n", new() { Header = Header.No }).Values);
        Assert.Equal("400,410,420", Read("a.csv", "400,410,420\n1,5,3\n2,1,4\n", new() { Header = Header.Yes }).Names);
        Assert.Equal("10.38 8.39", Read("a.csv", "x\n10,38\n8,39\n", new() { DecimalPoint = ',' }).Values);
        Assert.Equal("3,2 8,39", Read("a.csv", "3,02\n8,39\n", new() { Separator = ',', DecimalPoint = '.' }).Values);
        Assert.Equal("1.234,5.678 2.345,6.789", Read("a.csv", "1,234;5,678\n2,345;6,789\n", new() { DecimalPoint = ',' }).Values);
        Assert.Equal("1,2 3,4", Read("a.csv", "% x\n1:2\n3:4\n", new() { Separator = ':', Comment = '%' }).Values);
        Assert.Equal("1,2 3,4", Read("a.csv", ",y\n1,2\n3,4\n", new() { Columns = "1,2" }).Values);
        Assert.Equal("2 4", Read("a.csv", ",y\n1,2\n3,4\n", new() { Exclude = "1" }).Values);
    }

    [Fact]
    public void Columns_AreChosen_ByNamePatternAndPlace()
    {
        const string text = "x1,x2,y,site,w\n1,2,3,A,1\n4,5,6,B,2\n";
        Assert.Equal("1,2 4,5", Read("a.csv", text, new() { Columns = "x*" }).Values);
        Assert.Equal("1,3 4,6", Read("a.csv", text, new() { Columns = "1-4", Exclude = "x2,site" }).Values);
        Assert.Equal("2,3 5,6", Read("a.csv", text, new() { Columns = "x2:y" }).Values);
        Assert.Equal("y=3/6 site=A/B", Read("a.csv", text, new() { Label = "y" }).Labels);
        Assert.Equal(
            "a.csv: --columns: there is no column 'z'; there are x1, x2, y, site, w", Refused("a.csv", text, new() { Columns = "z" }));
        Assert.Equal("a.csv: --label: y has another use already; name it in one option only",
            Refused("a.csv", text, new() { Exclude = "y", Label = "y" }));
        var data = Open(folder["a.csv"], new DataOptions { Table = new() { Weights = "w", Passthrough = "x1" } });
        Assert.Equal([1.0, 2.0], data.Weights!);
        Assert.Equal("2,3 5,6", Rows(data));
        Assert.Equal(["1", "4"], data.Passthrough[0].Values);
        Assert.Equal(["x2", "y"], data.ColumnNames);
    }

    [Fact]
    public void NumericNames_AreNoPlaces_WhereBothArePossible()
    {
        const string text = "0,1,2\n1.5,2,3\n4,5,6.5\n";
        Assert.Equal(
            "a.csv: --columns: '1' can be the column of that name or the one in that place; write =1 for the name, #1 for the place",
            Refused("a.csv", text, new() { Columns = "1" }));
        Assert.Equal("2 5", Read("a.csv", text, new() { Columns = "=1" }).Values);
        Assert.Equal("1.5 4", Read("a.csv", text, new() { Columns = "#1" }).Values);
    }

    /// <summary>What the first lines promise must hold to the end.</summary>
    [Fact]
    public void Table_IsRefused_WhereALateLineIsOfAnotherKind()
    {
        var labels = string.Concat(Enumerable.Range(0, 2000).Select(i => $"a{i},{i}.5\n"));
        Assert.Equal("a.csv, line 2001, column 1: '7' is a number, but column 1 held text so far; "
            + "give --label 1 if it is no data, or correct the text", Refused("a.csv", labels + "7,8\n"));
        Assert.EndsWith("/7", Read("a.csv", labels + "7,8\n", new() { Label = "1" }).Labels, StringComparison.Ordinal);
        var counted = ",x\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i},{i}.5\n"));
        Assert.StartsWith("a.csv, line 2002, column 1: '9', but the column has no name and counted the rows so far; give --exclude 1",
            Refused("a.csv", counted + "9,8\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_IsDecoded_WhateverItsEncoding()
    {
        foreach (var encoding in new Encoding[] { Encoding.Unicode, Encoding.BigEndianUnicode, new UTF8Encoding(true), Encoding.Latin1 })
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("größe,b\n1,2\n3,4\n")];
            Assert.Equal(["größe", "b"], Open(folder.Bytes("a.csv", bytes)).ColumnNames);
        }
        Assert.Contains(
            "bytes of value 0", Error(folder.Bytes("a.csv", Encoding.Unicode.GetBytes("1,2\n3,4\n"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MissingValues.Drop, "1,2 5,6", "1 of 3 samples left out, it has missing values", "a/c")]
    [InlineData(MissingValues.Mean, "1,2 3,3 5,6", "1 missing value in 1 column filled with the mean of the column", "a/b/c")]
    public void MissingValues_AreDealtWith_AsAsked(MissingValues asked, string values, string note, string labels)
    {
        var read = Read("a.csv", "x,y,l\n1,2,a\nNA,3,b\n5,6,c\n", new() { Missing = asked });
        Assert.Equal((values, "l=" + labels), (read.Values.Replace("3,3", "3,3", StringComparison.Ordinal), read.Labels));
        Assert.EndsWith(note, read.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingValues_OfArrays_AreNaN()
    {
        NpyFile.Write(folder["a.npy"], Matrix.FromArray(new[,] { { 1, double.NaN }, { 3, 4 }, { 5, 8 } }));
        string Of(MissingValues asked) => Rows(Open(folder["a.npy"], new DataOptions { Table = new() { Missing = asked } }));
        Assert.Equal("3,4 5,8", Of(MissingValues.Drop));
        Assert.Equal("1,6 3,4 5,8", Of(MissingValues.Mean));
        Assert.Contains("row 1, column 2: the value is NaN", Error(folder["a.npy"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_AreDividedByTheirDeviations_ConstantOnesByOne()
    {
        var options = new DataOptions { Table = new() { Scale = "std" } };
        var data = Open(folder.Text("a.csv", "x,y,z\n1,5,0\n2,5,10\n3,5,20\n"), options);
        Assert.Equal([1.0, 1.0, 10.0], data.Scale!);
        Assert.Equal("1,5,0 2,5,1 3,5,2", Rows(data));
        Assert.Equal(["y has one value only, not scaled"], data.Notes);
        NpyFile.Write(folder["s.npy"], new[] { 1.0, 5, 2 });
        Assert.Equal("1,1,0 2,1,5 3,1,10", Rows(Open(folder["a.csv"], new DataOptions { Table = new() { Scale = folder["s.npy"] } })));
    }

    /// <summary>A named column is data, but who forgot it learns of it: its variance would be the first component.</summary>
    [Fact]
    public void NamedColumn_IsReadButSaid_WhereItCountsTheRows()
    {
        var read = Read("a.csv", "Id,x\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"{i},{i * i}\n")));
        Assert.Equal(("Id,x", "Id counts the rows; give --exclude 1 if it is no data"), (read.Names, read.Notes));
    }
}
