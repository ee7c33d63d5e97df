using System.Net;
using System.Security.Cryptography;
using LinearAutoencoders.Data;

namespace LinearAutoencoders.Tests.Data;

public sealed class MnistDownloadTests : IDisposable
{
    private const string Name = "train-images-idx3-ubyte";

    private static readonly byte[] Content = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4];
    private static readonly byte[] Compressed = TemporaryFolder.Compress(Content);

    private readonly TemporaryFolder folder = new();
    private readonly List<string> requests = [];

    public void Dispose() => folder.Dispose();

    /// <summary>A download of one small file from two mirrors, which answer as told.</summary>
    private MnistDownload Download(
        Func<string, CancellationToken, Task<HttpResponseMessage>> answer, params IReadOnlyList<MnistDownload.PublishedFile> files) =>
        new(new FakeMirrors(requests, answer))
        {
            Mirrors = [new("https://first.example/mnist/"), new("https://second.example/")],
            Files = files.Count > 0 ? files : [Published(Name)],
            Patience = TimeSpan.FromMilliseconds(200),
        };

    private static MnistDownload.PublishedFile Published(string name) =>
        new(name, Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content)));

    private static Task<HttpResponseMessage> Answer(byte[] content, HttpStatusCode status = HttpStatusCode.OK) =>
        Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(content) });

    private Task<IReadOnlyList<FetchedFile>> Fetch(MnistDownload download, IProgress<DownloadProgress>? progress = null) =>
        download.FetchAsync(folder.Path, progress, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Files_AreFetchedOnce_AndCanBeLoaded()
    {
        var download = Download((_, _) => Answer(Compressed), Published(Name), Published("t10k-images-idx3-ubyte"));

        Assert.All(await Fetch(download), file => Assert.False(file.WasPresent));
        var second = await Fetch(download);

        Assert.Equal(
            [
                new FetchedFile(folder[Name + ".gz"], WasPresent: true),
                new FetchedFile(folder["t10k-images-idx3-ubyte.gz"], WasPresent: true),
            ],
            second);
        Assert.Equal(
            [$"https://first.example/mnist/{Name}.gz", "https://first.example/mnist/t10k-images-idx3-ubyte.gz"],
            requests);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        Assert.Equal(2, Loading.Load<float>("mnist:" + folder.Path).Samples.Rows);
    }

    [Fact]
    public async Task PlainFile_IsLeftAlone_WhenItIsUnchanged()
    {
        folder.Bytes(Name, Content);

        Assert.True(Assert.Single(await Fetch(Download((_, _) => Answer([])))).WasPresent);
        Assert.Empty(requests);
    }

    [Fact]
    public async Task DamagedFile_IsFetchedAgain()
    {
        folder.Bytes(Name + ".gz", Compressed[..^3]);

        Assert.False(Assert.Single(await Fetch(Download((_, _) => Answer(Compressed)))).WasPresent);
        Assert.Equal(Compressed, File.ReadAllBytes(folder[Name + ".gz"]));
    }

    public static TheoryData<string> Troubles() => ["refused", "not found", "wrong", "cut off", "too long", "silent", "breaks off"];

    [Theory, MemberData(nameof(Troubles))]
    public async Task NextMirror_IsTried_WhenOneFails(string trouble)
    {
        var file = Assert.Single(await Fetch(Download((address, cancellation) =>
            address.Contains("first", StringComparison.Ordinal) ? Fail(trouble, cancellation) : Answer(Compressed))));

        Assert.False(file.WasPresent);
        // One that breaks off is asked once more, for the rest, before it is given up.
        Assert.Equal(trouble == "breaks off" ? 3 : 2, requests.Count);
        Assert.Equal(Compressed, File.ReadAllBytes(file.Path));
    }

    [Fact]
    public async Task BrokenTransfer_GoesOnFromWhereItWas()
    {
        await Fetch(Download((address, _) => address.Contains("bytes=10-", StringComparison.Ordinal)
            ? Answer(Compressed[10..], HttpStatusCode.PartialContent)
            : Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new BreakingStream()) })));

        Assert.Equal(
            [$"https://first.example/mnist/{Name}.gz", $"https://first.example/mnist/{Name}.gz bytes=10-"], requests);
        Assert.Equal(Compressed, File.ReadAllBytes(folder[Name + ".gz"]));
    }

    [Theory, MemberData(nameof(Troubles))]
    public async Task Failure_NamesFilesAndFolder_WhenAllMirrorsFail(string trouble)
    {
        var failure = await Assert.ThrowsAsync<IOException>(() => Fetch(Download((_, cancellation) => Fail(trouble, cancellation))));
        var message = failure.Message;

        Assert.StartsWith($"{Name}.gz could not be downloaded (first.example: ", message, StringComparison.Ordinal);
        Assert.Contains("; second.example: ", message, StringComparison.Ordinal);
        Assert.EndsWith($"; try again, or put {Name}.gz into {folder.Path} by hand", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static async Task<HttpResponseMessage> Fail(string trouble, CancellationToken cancellation)
    {
        if (trouble == "silent") await Task.Delay(Timeout.Infinite, cancellation);
        return trouble switch
        {
            "refused" => throw new HttpRequestException("Name or service not known\n(first.example:443)"),
            "not found" => await Answer([], HttpStatusCode.NotFound),
            "wrong" => await Answer(TemporaryFolder.Compress([1, 2, 3])),
            "cut off" => await Answer(Compressed[..^9]),
            "too long" => await Answer(new byte[5000]),
            _ => new HttpResponseMessage { Content = new StreamContent(new BreakingStream()) },
        };
    }

    [Fact]
    public async Task Cancellation_StopsTheDownload_AndTriesNoOtherMirror()
    {
        using var source = new CancellationTokenSource();
        var download = Download(async (_, cancellation) =>
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download.FetchAsync(folder.Path, null, source.Token));
        Assert.Single(requests);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Progress_CountsToTheTotal()
    {
        var reports = new Reports();
        await Fetch(Download((_, _) => Answer(Compressed)), reports);

        Assert.Equal(new DownloadProgress(Name, Compressed.Length, Compressed.Length), reports.All[^1]);
    }

    [Fact]
    public async Task Mnist_HasThePublishedDigests()
    {
        var present = MnistLocation.Require();
        foreach (var file in Directory.GetFiles(present)) File.Copy(file, folder[Path.GetFileName(file)]);

        var download = new MnistDownload(new FakeMirrors(requests, (_, _) => Answer([], HttpStatusCode.NotFound)));

        Assert.Equal(download.Files.Count, (await Fetch(download)).Count(file => file.WasPresent));
    }

    private sealed class Reports : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> All { get; } = [];

        public void Report(DownloadProgress value) => All.Add(value);
    }

    private sealed class FakeMirrors(List<string> requests, Func<string, CancellationToken, Task<HttpResponseMessage>> answer)
        : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            requests.Add($"{request.RequestUri} {request.Headers.Range}".TrimEnd());
            return answer(requests[^1], cancellationToken);
        }
    }

    /// <summary>A connection that is lost after the first bytes.</summary>
    private sealed class BreakingStream : MemoryStream
    {
        public BreakingStream() : base(Compressed[..10]) { }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new IOException("connection reset by peer");
    }
}
