using LinearAutoencoders.Tests.Data;

namespace LinearAutoencoders.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Text_IsWritten_AndItsFolderMade()
    {
        var path = Path.Combine(folder.Path, "new", "folder", "a.txt");
        AtomicFile.WriteText(path, "λ\n");
        AtomicFile.WriteText(path, "Λ\n");

        Assert.Equal("Λ\n"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void OldContent_Stays_AndNoPartIsLeft_WhenWritingFails()
    {
        folder.Text("a.txt", "old");

        var failure = Assert.Throws<IOException>(() => AtomicFile.Write(folder["a.txt"], stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("No space left on device");
        }));

        Assert.Equal($"{folder["a.txt"]} could not be written: No space left on device; it is as it was", failure.Message);
        Assert.Equal([folder["a.txt"]], Directory.GetFiles(folder.Path));
        Assert.Equal("old", File.ReadAllText(folder["a.txt"]));
    }

    [Fact]
    public void NewContent_IsNotSeen_BeforeItIsComplete()
    {
        folder.Text("a.txt", "old");
        AtomicFile.Write(folder["a.txt"], stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(folder["a.txt"]));
        });

        Assert.Equal("new", File.ReadAllText(folder["a.txt"]));
    }

    [Fact]
    public void LargeFile_IsPutOnTheDisk_WhileItIsWritten()
    {
        using var file = Disk.CreateFile(folder["large"]);
        using var early = new EarlySync(file);
        file.SetLength(100 << 20);
        Assert.True(SpinWait.SpinUntil(() => early.Synced == file.Length, TimeSpan.FromSeconds(60)));
        file.SetLength(101 << 20);
        early.End();
        Assert.Equal(100 << 20, early.Synced);
    }

    [Fact]
    public void ALink_IsReplaced_NotFollowed()
    {
        folder.Text("theirs.txt", "theirs");
        File.CreateSymbolicLink(folder["a.txt"], folder["theirs.txt"]);
        AtomicFile.WriteText(folder["a.txt"], "ours");
        Assert.Equal(("ours", "theirs"), (File.ReadAllText(folder["a.txt"]), File.ReadAllText(folder["theirs.txt"])));
        Assert.Null(new FileInfo(folder["a.txt"]).LinkTarget);
    }

    [Fact]
    public void Parts_HaveNamesThatNobodyElseHas()
    {
        Assert.True(AtomicFile.IsPart(AtomicFile.PartOf("a.npy")));
        Assert.NotEqual(AtomicFile.PartOf("a.npy"), AtomicFile.PartOf("a.npy"));
        Assert.All(["a.npy", "a.part", "a.tmp", "a.lae-part", "a.npy.0123.lae-part"], name => Assert.False(AtomicFile.IsPart(name)));
    }

    [Fact]
    public void Place_IsRefused_BeforeThereIsAnythingToWrite()
    {
        folder.Text("file", "");
        AtomicFile.RequirePlace(folder["a.txt"]);
        AtomicFile.RequirePlace(Path.Combine(folder.Path, "new", "folder", "a.txt"));
        Assert.Equal([folder["file"]], Directory.GetFileSystemEntries(folder.Path));

        var path = Path.Combine(folder["file"], "a.txt");
        var refused = Assert.Throws<IOException>(() => AtomicFile.RequirePlace(path));
        Assert.StartsWith($"{path} could not be written: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".lae-part", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoPart_IsLeft_WhenTheNameBelongsToAFolder()
    {
        Directory.CreateDirectory(folder["taken"]);

        Assert.ThrowsAny<Exception>(() => AtomicFile.WriteText(folder["taken"], "text"));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
