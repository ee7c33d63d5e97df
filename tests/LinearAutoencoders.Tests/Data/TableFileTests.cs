using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Outputs;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Data;

/// <summary>What is written reads back to the same bits, in every format, whether or not the number of rows is known before.</summary>
public class TableFileTests
{
    private static readonly Matrix<double> Samples = Random(700, 5);

    private static readonly string[] Names =
        ["x.npy", "x.npy.gz", "x.csv", "x.csv.gz", "x.tsv", "X.CSV.GZ", "x.npz", "x.jsonl", "x.jsonl.gz"];
    private static readonly bool[] Both = [true, false];

    public static MatrixTheoryData<string, bool> Formats => new(Names, Both);

    [Theory, MemberData(nameof(Formats))]
    public void Rows_ReadBackToTheSameBits(string name, bool isCounted)
    {
        using var folder = new TemporaryFolder();
        var table = new OutputTable(new Blocks(Samples, isCounted)) { ColumnNames = ["a", "b, c", "d\te", "\"f\"", "g"] };
        Assert.Equal(Samples.Rows, TableFile.Write(folder[name], table, WorkerTeam.Alone, default));
        var read = new Matrix<double>(Samples.Rows, Samples.Columns);
        var rows = 0;
        foreach (var block in DataSource.Open(folder[name]).Source.ReadBlocks(WorkerTeam.Alone, default))
            for (var i = 0; i < block.Rows; i++) block.Row(i).CopyTo(read.Row(rows++));
        Assert.Equal(Samples.Rows, rows);
        Close.AssertSameBits<double>(Samples.AsSpan(), read.AsSpan(), "values");
        Assert.Single(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public void Header_OfAFileWhoseRowsAreCountedLate_IsThatOfOneWhoseRowsWereKnown()
    {
        using var folder = new TemporaryFolder();
        foreach (var isCounted in Both)
            TableFile.Write(folder[$"{isCounted}.npy"], new OutputTable(new Blocks(Samples, isCounted)), WorkerTeam.Alone, default);
        Assert.Equal(File.ReadAllBytes(folder["True.npy"]).Length, File.ReadAllBytes(folder["False.npy"]).Length);
        NpyFile.Read<double>(folder["False.npy"]);
    }

    [Fact]
    public void Names_AreQuotedForTheirSeparator()
    {
        using var folder = new TemporaryFolder();
        var rows = new MatrixSource<double>(new Matrix<double>(1, 2, [1.5, double.NaN]));
        var table = new OutputTable(rows) { ColumnNames = ["a,b", "c\td"] };
        TableFile.Write(folder["x.csv"], table, WorkerTeam.Alone, default);
        TableFile.Write(folder["x.tsv"], table, WorkerTeam.Alone, default);
        Assert.Equal("\"a,b\",c\td\n1.5,\n", File.ReadAllText(folder["x.csv"]));
        Assert.Equal("\"a,b\"\t\"c\td\"\n1.5\t\n", File.ReadAllText(folder["x.tsv"]));
    }

    [Fact]
    public void Labels_StandBeforeTheNumbers()
    {
        using var folder = new TemporaryFolder();
        var table = new OutputTable(new Blocks(new Matrix<double>(3, 1, [1, 2, 3]), isCounted: true))
        {
            Labels = [new("kind", ["a", "b,c", ""]), new("id", ["01", "02", "03"])],
        };
        TableFile.Write(folder["x.csv"], table, WorkerTeam.Alone, default);
        Assert.Equal("kind,id,column_1\na,01,1\n\"b,c\",02,2\n,03,3\n", File.ReadAllText(folder["x.csv"]));
        Assert.True(TableFile.HoldsText("x.csv.gz"));
        Assert.False(TableFile.HoldsText("x.npy.gz"));
    }

    [Fact]
    public void AFileThatWasThere_Stays_WhenReadingFails()
    {
        using var folder = new TemporaryFolder();
        folder.Text("x.csv", "before");
        var table = new OutputTable(new Blocks(Samples, isCounted: true) { FailsAfter = 300 });
        Assert.Throws<BadDataException>(() => TableFile.Write(folder["x.csv"], table, WorkerTeam.Alone, default));
        Assert.Equal("before", File.ReadAllText(folder["x.csv"]));
        Assert.Single(Directory.EnumerateFiles(folder.Path));
    }

    private static Matrix<double> Random(int rows, int columns)
    {
        var matrix = new Matrix<double>(rows, columns);
        new RandomSource(7).FillNormal(matrix.AsSpan());
        // Numbers of all lengths, and more than one buffer of text.
        for (var i = 0; i < rows; i++) matrix[i, i % columns] *= Math.Pow(10, i % 600 - 300);
        return matrix;
    }

    private sealed class Blocks(Matrix<double> rows, bool isCounted) : ISampleSource
    {
        public int? FailsAfter { get; init; }

        public int Dimension => rows.Columns;

        public long? Count => isCounted ? rows.Rows : null;

        public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
        {
            for (var start = 0; start < rows.Rows; start += 64)
            {
                if (start > FailsAfter) throw new BadDataException("the rows end here");
                yield return rows.RowRange(start, Math.Min(64, rows.Rows - start));
            }
        }
    }
}
