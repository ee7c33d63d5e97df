using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Runs;

/// <summary>A file of metrics that grows, and one that is begun again, are read as they are.</summary>
public sealed class MetricsReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lae-metrics-").FullName;

    private string FilePath => Path.Combine(folder, "metrics.csv");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Rows_AreThoseOfTheFile_WhileItGrows_AndWhenItIsBegunAgain()
    {
        var reader = new MetricsReader(FilePath);
        reader.Update();
        Assert.Empty(reader.Rows);
        foreach (var seed in new[] { 1, 2 })
        {
            var file = new MetricsFile(FilePath);
            for (var epoch = 0; epoch < 2000; epoch++)
            {
                file.Append(Row(epoch, seed), _ => { });
                if (epoch % 97 != 3) continue;
                file.Flush();
                reader.Update();
                Assert.Equal(MetricsFile.Read(FilePath), reader.Rows);
                reader.Update();
                Assert.Equal(epoch + 1, reader.Rows.Count);
            }
        }
    }

    [Fact]
    public async Task Rows_ThatTheFileHasNotYet_AreThere_AndComeIntoIt()
    {
        var (file, reader) = (new MetricsFile(FilePath), new MetricsReader(FilePath));
        var rows = Enumerable.Range(0, 40).Select(epoch => Row(epoch, 1)).ToArray();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        foreach (var row in rows[..20]) file.Append(row, _ => { });
        reader.Update();
        Assert.Equal(rows[..1], reader.Rows);  // as many as there were when it was time
        file.Flush();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        foreach (var row in rows[20..30]) file.Append(row, _ => { });
        reader.Update();
        Assert.Equal(rows[..21], reader.Rows);
        Assert.Equal(20, MetricsFile.Read(FilePath).Count);
        file.Flush();
        Assert.False(File.Exists(Path.Combine(folder, LiveRows.FileName)));
        reader.Update();
        Assert.Equal(rows[..30], reader.Rows);
    }

    [Fact]
    public void File_ThatIsNone_IsRefused()
    {
        File.WriteAllText(FilePath, "epoch,loss\n1,2\n");
        Assert.Throws<BadDataException>(new MetricsReader(FilePath).Update);
    }

    private static MetricsRow Row(int epoch, int seed) => new()
    {
        Epoch = epoch,
        Loss = Math.Sqrt(epoch + seed),
        ReconstructionLoss = 1 / (epoch + 1.0 + seed),
        AxisAlignment = Math.Exp(-epoch / 100.0),
        SubspaceDistance = 0.5,
        TransposeDistance = seed,
        Seconds = Math.Round(epoch * 0.001, 3),
        OrderedAlignment = double.NaN,
        Unbalance = 0.25,
    };
}
