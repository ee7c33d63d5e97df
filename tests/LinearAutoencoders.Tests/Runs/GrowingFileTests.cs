using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Tests.Runs;

/// <summary>Of a file that grows, only what has come is read, and into memory that is there already.</summary>
public sealed class GrowingFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Lines_AreReadOnce_UntilTheFileIsBegunAgain()
    {
        var file = new GrowingFile(path);
        Expect("1,a\n2,b\n", "1,a\n2,b\n", isBegun: true);
        Expect("1,a\n2,b\n", "", isBegun: false);
        Expect("1,a\n2,b\n3,c\n", "3,c\n", isBegun: false);
        Expect("1,a\n2,b\n3,c\n4,", "", isBegun: false);  // it will end
        Expect("1,a\n2,b\n3,c\n4,d\n", "4,d\n", isBegun: false);
        Expect("3,c\n4,d\n", "3,c\n4,d\n", isBegun: true);
        Expect("3,c\n4,e\n5,f\n", "3,c\n4,e\n5,f\n", isBegun: true);
        file.Forget();
        Expect("3,c\n4,e\n5,f\n", "3,c\n4,e\n5,f\n", isBegun: true);
        File.Delete(path);
        Assert.Equal("", file.Read(out _).ToString());

        void Expect(string content, string expected, bool isBegun)
        {
            File.WriteAllText(path, content);
            Assert.Equal((expected, isBegun), (file.Read(out var begun).ToString(), begun));
        }
    }

    [Fact]
    public void Lines_CostNoMemory_EachForItself()
    {
        var (file, line) = (new GrowingFile(path), new string('1', 99) + '\n');
        File.WriteAllText(path, string.Concat(Enumerable.Repeat(line, 2000)));
        Assert.Equal(200_000, file.Read(out _).Length);
        File.AppendAllText(path, string.Concat(Enumerable.Repeat(line, 1000)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var length = file.Read(out _).Length;
        Assert.Equal(100_000, length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5000);  // a handle, and the last line
    }
}
