using System.Text;
using static LinearAutoencoders.Tests.Data.Loading;

namespace LinearAutoencoders.Tests.Data;

public sealed class GunzipTests : IDisposable
{
    private const string Table = "1,2\n3,4\n5.5,-6\n";
    private static readonly byte[] Compressed = TemporaryFolder.Compress(Encoding.ASCII.GetBytes(Table));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void File_IsRefused_WhereverItWasCutOff()
    {
        for (var length = 2; length < Compressed.Length; length++)
        {
            var path = folder.Bytes("a.csv.gz", Compressed[..length]);
            Assert.Contains("a.csv.gz: the gzip data is corrupt or cut off, near byte", Error(path), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void File_IsRefusedOrReadRight_WhicheverByteIsWrong()
    {
        var harmless = new List<int>();
        for (var place = 0; place < Compressed.Length; place++)
        {
            var bytes = (byte[])Compressed.Clone();
            bytes[place] ^= 0x41;
            var path = folder.Bytes("a.csv.gz", bytes);
            try
            {
                Assert.Equal([1, 2, 3, 4, 5.5, -6], Load<double>(path, AsRead).Samples.AsSpan());
                harmless.Add(place);
            }
            catch (BadDataException)
            {
                // As it should be.
            }
        }
        // The date, the compressor's effort and its operating system may be any.
        Assert.Equal(Enumerable.Range(4, 6), harmless.Where(place => place != 3));
    }

    [Fact]
    public void File_IsReadWhole_WhenItHasSeveralMembers()
    {
        var more = TemporaryFolder.Compress("7,8\n"u8.ToArray());

        var read = Load<double>(folder.Bytes("a.csv.gz", [.. Compressed, .. more]), AsRead).Samples;
        Assert.Equal([1, 2, 3, 4, 5.5, -6, 7, 8], read.AsSpan());
    }

    [Fact]
    public void File_IsReadWhole_WhenItIsLongerThanTheWindow()
    {
        var rows = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i},{i + 0.5m}\n"));
        var samples = Load<double>(folder.Gzip("long.csv", Encoding.ASCII.GetBytes(rows)), AsRead).Samples;

        Assert.Equal((60_000, 2), (samples.Rows, samples.Columns));
        for (var i = 0; i < samples.Rows; i++) Assert.Equal((i, i + 0.5), (samples[i, 0], samples[i, 1]));
    }

    [Fact]
    public void File_IsRefused_WhenOtherBytesFollow() =>
        Assert.Contains("corrupt or cut off", Error(folder.Bytes("a.csv.gz", [.. Compressed, 1, 2, 3])), StringComparison.Ordinal);
}
