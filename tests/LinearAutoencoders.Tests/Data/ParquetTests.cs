using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using Parquet;
using Parquet.Schema;
using static LinearAutoencoders.Tests.Data.Loading;

namespace LinearAutoencoders.Tests.Data;

public sealed class ParquetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static readonly DataField<float> X = new("x");
    private static readonly DataField<long> Count = new("count");
    private static readonly DataField<double> Maybe = new("maybe", nullable: true);
    private static readonly DataField<bool> Flag = new("flag");
    private static readonly bool[] Flags = [true, false];
    private static readonly int[] Ids = [7, 8];
    private static readonly DataField Name = new("name", typeof(string));

    [Fact]
    public async Task Columns_AreRead_GroupByGroup()
    {
        await WriteAsync("a.parquet", [X, Count, Flag, Name], 2, async (group, first) =>
        {
            await group.WriteAsync<float>(X, new[] { first + 0.5f, first + 1 });
            await group.WriteAsync<long>(Count, new[] { 10L * first, 7 });
            await group.WriteAsync<bool>(Flag, Flags);
            await group.WriteAsync(Name, (string[])["p", $"q{first}"]);
        });
        var data = Open(folder["a.parquet"]);
        Assert.Equal(["x", "count", "flag"], data.ColumnNames);
        Assert.Equal([0.5, 0, 1, 1, 7, 0, 1.5, 10, 1, 2, 7, 0], Values(data));
        Assert.Equal(["p", "q0", "p", "q1"], data.Labels[0].Values);
        Assert.Equal(["name holds text, left out"], data.Notes);
        Assert.Equal([0.5, 1, 1.5, 2], Values(Open(folder["a.parquet"], new DataOptions { Table = new() { Columns = "x" } })));
    }

    [Fact]
    public async Task MissingValues_AreDealtWith_AsAsked()
    {
        await WriteAsync("a.parquet", [Maybe], 1, async (group, _) => await group.WriteAsync<double>(Maybe, new double?[] { 1, null, 3 }));
        Assert.Contains("row 2, column 1: the value is missing", Error(folder["a.parquet"]), StringComparison.Ordinal);
        Assert.Equal([1, 3], Values(Open(folder["a.parquet"], new DataOptions { Table = new() { Missing = MissingValues.Drop } })));
        Assert.Equal([1, 2, 3], Values(Open(folder["a.parquet"], new DataOptions { Table = new() { Missing = MissingValues.Mean } })));
    }

    [Fact]
    public async Task Lists_AreRows_WhereAllHaveOneLength()
    {
        var list = new ListField("embedding", new DataField<float>("element"));
        var id = new DataField<int>("id");
        async Task WriteListsAsync(string name, int[] starts) => await WriteAsync(name, [list, id], 1, async (group, _) =>
        {
            var levels = Array.ConvertAll(starts, _ => list.Item.MaxDefinitionLevel);
            await group.WriteAllPartsAsync<float>(
                (DataField)list.Item, Array.ConvertAll(Enumerable.Range(1, starts.Length).ToArray(), i => (float)i), levels, starts,
                TestContext.Current.CancellationToken);
            await group.WriteAsync<int>(id, Ids);
        });
        await WriteListsAsync("a.parquet", [0, 1, 1, 0, 1, 1]);
        Assert.Contains("embedding holds lists, and other columns hold numbers too; give --columns embedding for the lists, or --exclude "
            + "embedding for the others", Error(folder["a.parquet"]), StringComparison.Ordinal);
        var lists = new DataOptions { Table = new() { Columns = "embedding", Label = "id" } };
        var data = Open(folder["a.parquet"], lists);
        Assert.Equal([1, 2, 3, 4, 5, 6], Values(data));
        Assert.Equal(["embedding[0]", "embedding[1]", "embedding[2]"], data.ColumnNames);
        Assert.Equal(["7", "8"], data.Labels[0].Values);
        await WriteListsAsync("b.parquet", [0, 1, 1, 0, 1]);
        Assert.Contains("row 2: the list has 2 numbers, but the first has 3; give all the same", Error(folder["b.parquet"], lists),
            StringComparison.Ordinal);
    }

    [Fact]
    public void File_IsRefused_WhereItIsDamaged()
    {
        Assert.Contains(
            "is no Parquet file that can be read", Error(folder.Text("a.parquet", "PAR1 nothing PAR1")), StringComparison.Ordinal);
        Assert.Contains("there is no such file", Error(folder["none.parquet"]), StringComparison.Ordinal);
    }

    private async Task WriteAsync(string name, Field[] fields, int groups, Func<ParquetRowGroupWriter, int, Task> write)
    {
        await using var stream = File.Create(folder[name]);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
        for (var i = 0; i < groups; i++)
        {
            using var group = writer.CreateRowGroup();
            await write(group, i);
        }
    }

    private static double[] Values(Dataset data) => [.. data.Source.ReadBlocks(WorkerTeam.Alone, TestContext.Current.CancellationToken)
        .SelectMany(block => block.ToMatrix().AsSpan().ToArray())];
}
