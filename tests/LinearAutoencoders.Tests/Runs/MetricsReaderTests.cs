using System.Diagnostics;
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
        var (file, reader, rows, hasMore) = (new MetricsFile(FilePath), new MetricsReader(FilePath), new List<MetricsRow>(), false);
        for (var clock = Stopwatch.StartNew(); !hasMore && clock.Elapsed < TimeSpan.FromSeconds(20);)
        {
            rows.Add(Row(rows.Count, 1));
            file.Append(rows[^1], _ => { });
            var (before, inFile) = (reader.Rows.Count, File.Exists(FilePath) ? MetricsFile.Read(FilePath).Count : 0);
            reader.Update();
            Assert.InRange(reader.Rows.Count, Math.Max(before, inFile), rows.Count);
            Assert.Equal(rows[..reader.Rows.Count], reader.Rows);
            hasMore = reader.Rows.Count > inFile;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        Assert.True(hasMore, "no row was there before the file had it");
        file.Flush();
        Assert.False(File.Exists(Path.Combine(folder, LiveRows.FileName)));
        reader.Update();
        Assert.Equal(rows, reader.Rows);
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
