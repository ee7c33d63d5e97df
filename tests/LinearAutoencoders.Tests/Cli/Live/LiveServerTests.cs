using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LinearAutoencoders.Cli.Live;

namespace LinearAutoencoders.Tests.Cli.Live;

/// <summary>What the page is told, who may ask for it, and that a stop is a stop.</summary>
public sealed partial class LiveServerTests : IClassFixture<TwoRuns>
{
    private static readonly HttpClient Client = new();

    private readonly TwoRuns runs;

    public LiveServerTests(TwoRuns runs) => this.runs = runs;

    [Fact]
    public async Task Events_TellAllOfFinishedRuns_AndGoOnAfterAnId()
    {
        using var server = new LiveServer(new RunFeed([runs.Folder], StopScope.Chosen), stop: _ => { }, port: null);
        var all = await EventsAsync(server, lastId: null, until: "runs");
        var rows = all.Where(one => one.Kind == "rows").ToList();
        Assert.Equal(2, rows.Select(one => (int)one.Data["run"]!).Distinct().Count());
        Assert.Equal(2 * 31, rows.Sum(one => one.Data["rows"]!.AsArray().Count));
        Assert.Equal(all.Select(one => one.Id).Order(), all.Select(one => one.Id));
        var list = all.Last(one => one.Kind == "runs").Data;
        Assert.False((bool)list["stopsAll"]!);
        Assert.All(list["runs"]!.AsArray(), run => Assert.Equal(("completed", 300), ((string)run!["state"]!, (int)run["epoch"]!)));
        var weights = all.First(one => one.Kind == "weights").Data;
        Assert.Equal((9, 3, 8), (weights["map"]!.AsArray().Count, weights["pictures"]!.AsArray().Count, (int)weights["width"]!));

        var (first, last) = (all[0], all[^1]);
        var again = await EventsAsync(server, first.Id, until: last.Kind);
        Assert.Equal(all.Skip(1).Select(one => one.Id), again.Select(one => one.Id));
    }

    [Fact]
    public async Task Request_IsRefused_WithoutToken_FromAnotherSite_OrForAnotherHost()
    {
        var stopped = new List<int>();
        using var server = new LiveServer(new RunFeed([runs.Folder], StopScope.Chosen), stopped.Add, port: null);
        var address = new Uri(server.Address);
        var token = address.Query["?token=".Length..];
        var plain = address.GetLeftPart(UriPartial.Path);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Get, server.Address));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, plain));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, plain + "?token=" + new string('0', token.Length)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, server.Address, ("Origin", "https://example.org")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, server.Address, ("Host", $"example.org:{address.Port}")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Post, plain + "stop?token=" + token));
        Assert.Equal(HttpStatusCode.Forbidden,
            await StatusAsync(HttpMethod.Post, plain + "stop", ("X-Lae-Token", token), ("Origin", "https://example.org")));
        Assert.Empty(stopped);
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(HttpMethod.Post, plain + "stop?run=1", ("X-Lae-Token", token)));
        Assert.Equal([1], stopped);
    }

    [Fact]
    public async Task Connection_AnswersOneRequest_AndNoOtherHost()
    {
        using var server = new LiveServer(new RunFeed([runs.Folder], StopScope.Chosen), _ => { }, port: null);
        var address = new Uri(server.Address);
        string good = Request($"127.0.0.1:{address.Port}"), bad = Request($"example.org:{address.Port}"), none = Request(null);
        foreach (var next in new[] { good, bad }) Assert.Equal((IEnumerable<int>)[200, 0], await AnswersAsync(address.Port, good, next));
        foreach (var refused in new[] { bad, none })
            Assert.Equal((IEnumerable<int>)[403, 0], await AnswersAsync(address.Port, refused, good));

        string Request(string? host) =>
            $"GET {address.PathAndQuery} HTTP/1.1\r\n{(host is null ? "" : $"Host: {host}\r\n")}Content-Length: 0\r\n\r\n";
    }

    [Fact]
    public void Port_ThatIsTaken_IsTold()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var refused = Assert.Throws<IOException>(() => new LiveServer(new RunFeed([runs.Folder], StopScope.All), _ => { }, port));
        Assert.Contains("choose another --port", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The status of each answer to requests on one connection; 0: it was closed.</summary>
    private static async Task<int[]> AnswersAsync(int port, params string[] requests)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        var statuses = new int[requests.Length];
        for (var i = 0; i < requests.Length; i++)
        {
            try
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(requests[i]), TestContext.Current.CancellationToken);
                statuses[i] = await AnswerAsync(stream);
            }
            catch (IOException)
            {
                break;  // closed
            }
        }
        return statuses;
    }

    private static async Task<int> AnswerAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, TestContext.Current.CancellationToken) == 0) return 0;
            head.Append((char)one[0]);
        }
        var length = Length().Match(head.ToString()) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, null) : 0;
        await stream.ReadExactlyAsync(new byte[length], TestContext.Current.CancellationToken);
        return int.Parse(head.ToString().Split(' ')[1], null);
    }

    [GeneratedRegex("^Content-Length: ([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Length();

    private static async Task<HttpStatusCode> StatusAsync(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<List<Told>> EventsAsync(LiveServer server, long? lastId, string until)
    {
        var address = new Uri(server.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{address.GetLeftPart(UriPartial.Path)}events{address.Query}");
        if (lastId is { } id) request.Headers.TryAddWithoutValidation("Last-Event-ID", $"{id}");
        using var response = await Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var told = new List<Told>();
        while (told.Count == 0 || told[^1].Kind != until)
        {
            var lines = new List<string>();
            while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } line) lines.Add(line);
            if (lines.Count == 3) told.Add(new(long.Parse(lines[0][4..], null), lines[1][7..], JsonNode.Parse(lines[2][6..])!));
        }
        return told;
    }

    private sealed record Told(long Id, string Kind, JsonNode Data);
}

/// <summary>Two short runs, made once.</summary>
public sealed class TwoRuns : IDisposable
{
    private readonly Tool tool = new();

    public TwoRuns()
    {
        var outcome = tool.Run("compare", "--data", "digits", "-k", "3", "--methods", "rag,linear-vae", "--optimizers", "nesterov",
            "--epochs", "300", "--out", "runs", "--quiet");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
    }

    public string Folder => tool.PathOf("runs");

    public void Dispose() => tool.Dispose();
}
