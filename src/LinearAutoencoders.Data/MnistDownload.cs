using System.Net;
using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data;

/// <summary>How far the download of a file is.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Bytes">Bytes received.</param>
/// <param name="Total">Bytes in all, where the mirror says so.</param>
public sealed record DownloadProgress(string File, long Bytes, long? Total);

/// <summary>A file of MNIST after <see cref="MnistDownload.FetchAsync"/>.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="WasPresent">Whether it was there already, complete and unchanged.</param>
public sealed record FetchedFile(string Path, bool WasPresent);

/// <summary>Fetches the four files of MNIST from public mirrors and checks them.</summary>
/// <remarks>
///   What is checked is the SHA-256 of the decompressed content, because mirrors compress the same files differently. A file is
///   received and checked in memory (10 MB at most) before any of it is written, and then appears atomically.
/// </remarks>
public sealed class MnistDownload
{
    /// <summary>A published file: its name without .gz, and the length and SHA-256 of its decompressed content.</summary>
    internal sealed record PublishedFile(string Name, int Bytes, string Sha256);

    private readonly HttpMessageHandler handler;

    /// <summary>Fetches from <see cref="Mirrors"/>.</summary>
    public MnistDownload() : this(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15) }) { }

    /// <summary>Fetches through a handler of the caller's: a proxy, or a test's.</summary>
    public MnistDownload(HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        this.handler = handler;
    }

    /// <summary>Folders on the web with the files, tried in this order.</summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } =
    [
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
    ];

    internal IReadOnlyList<PublishedFile> Files { get; init; } =
    [
        new(MnistFiles.TrainingImages, 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        new("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        new("t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        new("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];

    /// <summary>A mirror that sends nothing for so long is given up.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Brings all files into a folder; those that are there and unchanged are left alone.</summary>
    /// <param name="directory">The folder, made when it is missing; none: <see cref="MnistFiles.DefaultDirectory"/>.</param>
    /// <param name="progress">Told of every block received.</param>
    /// <param name="cancellation">Stops; files that are complete by then stay.</param>
    /// <returns>The files, in the order training images, training labels, test images, test labels.</returns>
    /// <exception cref="IOException">No mirror has a file, or it cannot be written. The message is one line.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public async Task<IReadOnlyList<FetchedFile>> FetchAsync(
        string? directory = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        directory ??= MnistFiles.DefaultDirectory;
        using var client = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var fetched = new List<FetchedFile>();
        foreach (var file in Files)
        {
            var path = Path.Combine(directory, file.Name);
            if (new[] { path + ".gz", path }.FirstOrDefault(candidate => IsPublished(candidate, file, cancellation)) is { } present)
            {
                fetched.Add(new FetchedFile(present, WasPresent: true));
                continue;
            }
            var content = await DownloadAsync(client, file, directory, progress, cancellation).ConfigureAwait(false);
            AtomicFile.Write(path + ".gz", stream => stream.Write(content));
            fetched.Add(new FetchedFile(path + ".gz", WasPresent: false));
        }
        return fetched;
    }

    private async Task<byte[]> DownloadAsync(
        HttpClient client, PublishedFile file, string directory, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        // Without it .NET would end the process.
        if (!Sha256.HasSystems)
            throw new IOException($"{file.Name}.gz: downloading needs OpenSSL (libssl), which is not installed; {Mend(directory)}");
        var failures = new List<string>();
        foreach (var mirror in Mirrors)
        {
            try
            {
                var address = new Uri(mirror, file.Name + ".gz");
                var content = await ReceiveAsync(client, address, file, progress, cancellation).ConfigureAwait(false);
                if (Digest(file.Name, new MemoryStream(content), cancellation) == file.Sha256) return content;
                failures.Add($"{mirror.Host}: wrong checksum");
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or BadDataException)
            {
                failures.Add($"{mirror.Host}: {failure.Message}");
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                failures.Add($"{mirror.Host}: nothing received for {Patience.TotalSeconds:0} s");
            }
        }
        throw new IOException(BadDataException.OneLine(
            $"{file.Name}.gz could not be downloaded ({string.Join("; ", failures)}); {Mend(directory)}"));
    }

    private string Mend(string directory) =>
        $"try again, or put {string.Join(", ", Files.Select(file => file.Name + ".gz"))} into {directory} by hand";

    /// <summary>A file from a mirror; where the transfer breaks off, it goes on from there as long as something more arrives.</summary>
    private async Task<byte[]> ReceiveAsync(
        HttpClient client, Uri address, PublishedFile file, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        while (true)
        {
            var before = content.Length;
            try
            {
                await ReceiveRestAsync(client, address, file, content, progress, cancellation).ConfigureAwait(false);
                return content.ToArray();
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested && content.Length > before
                && failure is HttpRequestException or OperationCanceledException or (IOException and not TooLongException))
            {
            }
        }
    }

    private async Task ReceiveRestAsync(
        HttpClient client, Uri address, PublishedFile file, MemoryStream content, IProgress<DownloadProgress>? progress,
        CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (content.Length > 0) request.Headers.Range = new(content.Length, null);
        using var response = await client
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        // A mirror that does not know of ranges begins anew.
        if (response.StatusCode != HttpStatusCode.PartialContent) content.SetLength(0);
        var total = content.Length + response.Content.Headers.ContentLength;
        var source = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        var block = new byte[1 << 16];
        while (await source.ReadAsync(block, patience.Token).ConfigureAwait(false) is var count and > 0)
        {
            patience.CancelAfter(Patience);
            content.Write(block, 0, count);
            // Compressed, these files are smaller than they are plain: a mirror that sends more sends something else.
            if (content.Length > file.Bytes + 1024) throw new TooLongException($"more than {file.Bytes} bytes, so not the file");
            progress?.Report(new DownloadProgress(file.Name, content.Length, total));
        }
    }

    private sealed class TooLongException(string message) : IOException(message);

    private static bool IsPublished(string path, PublishedFile file, CancellationToken cancellation)
    {
        if (!File.Exists(path)) return false;
        try
        {
            return InputFile.Read(path, input => Digest(input, cancellation), cancellation) == file.Sha256;
        }
        catch (BadDataException)
        {
            return false;
        }
    }

    private static string Digest(string name, Stream stored, CancellationToken cancellation) =>
        InputFile.Read(name, stored, input => Digest(input, cancellation), cancellation);

    private static string Digest(InputFile file, CancellationToken cancellation)
    {
        using var hash = Sha256.Create();
        var block = new byte[1 << 16];
        while (file.Content.Read(block) is var count and > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(block.AsSpan(0, count));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
