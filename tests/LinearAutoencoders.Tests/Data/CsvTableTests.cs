using LinearAutoencoders.Data;

namespace LinearAutoencoders.Tests.Data;

/// <summary>What other programs read: quoting, the digits of numbers, and rows of one length.</summary>
public class CsvTableTests
{
    [Fact]
    public void Text_IsQuoted_OnlyWhereItMustBe()
    {
        var table = new CsvTable("name", "a, b");
        table.Add("plain text", "one,two");
        table.Add("say \"no\"", "two\nlines");
        table.Add("", (string?)null);
        Assert.Equal("name,\"a, b\"\nplain text,\"one,two\"\n\"say \"\"no\"\"\",\"two\nlines\"\n,\n", table.ToString());
    }

    [Fact]
    public void Numbers_ReadBackToTheSameBits_AndAreEmptyWhereThereIsNone()
    {
        var table = new CsvTable("a", "b", "c", "d");
        table.Add(1.0 / 3, 12_345, 1e-300, true);
        table.Add(double.NaN, (int?)null, double.PositiveInfinity, (double?)null);
        Assert.Equal("a,b,c,d\n0.3333333333333333,12345,1E-300,true\n,,,\n", table.ToString());
    }

    [Fact]
    public void Row_OfAnotherLength_IsRefused()
    {
        var refused = Assert.Throws<ArgumentException>(() => new CsvTable("a", "b").Add(1));
        Assert.Contains("1 cells, but the header 2", refused.Message);
    }

    [Fact]
    public void File_HasTheText()
    {
        using var folder = new TemporaryFolder();
        var table = new CsvTable("x");
        table.Add(-0.5);
        table.Save(folder["x.csv"]);
        Assert.Equal("x\n-0.5\n", File.ReadAllText(folder["x.csv"]));
    }
}
