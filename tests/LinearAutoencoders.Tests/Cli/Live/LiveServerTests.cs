using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Live;

namespace LinearAutoencoders.Tests.Cli.Live;

/// <summary>What the page is told, who may ask for it, and that a stop is a stop.</summary>
public sealed class LiveServerTests : IClassFixture<TwoRuns>
{
    private static readonly HttpClient Client = new();

    private readonly TwoRuns runs;

    public LiveServerTests(TwoRuns runs) => this.runs = runs;

    [Fact]
    public async Task Events_TellAllOfFinishedRuns_AndGoOnAfterAnId()
    {
        using var server = new LiveServer(new RunFeed([runs.Folder], canStop: false), stop: null, port: null);
        var all = await EventsAsync(server, lastId: null, until: "runs");
        var rows = all.Where(one => one.Kind == "rows").ToList();
        Assert.Equal(2, rows.Select(one => (int)one.Data["run"]!).Distinct().Count());
        Assert.Equal(2 * 31, rows.Sum(one => one.Data["rows"]!.AsArray().Count));
        Assert.Equal(all.Select(one => one.Id).Order(), all.Select(one => one.Id));
        var list = all.Last(one => one.Kind == "runs").Data;
        Assert.False((bool)list["canStop"]!);
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
        var stopped = 0;
        using var server = new LiveServer(new RunFeed([runs.Folder], canStop: true), () => stopped++, port: null);
        var address = new Uri(server.Address);
        var token = address.Query["?token=".Length..];
        var plain = address.GetLeftPart(UriPartial.Path);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Get, server.Address));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, plain));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, plain + "?token=" + new string('0', token.Length)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, server.Address, ("Origin", "https://example.org")));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(HttpMethod.Get, server.Address, ("Host", $"example.org:{address.Port}")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Post, plain + "stop?token=" + token));
        Assert.Equal(HttpStatusCode.Forbidden,
            await StatusAsync(HttpMethod.Post, plain + "stop", ("X-Lae-Token", token), ("Origin", "https://example.org")));
        Assert.Equal(0, stopped);
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(HttpMethod.Post, plain + "stop", ("X-Lae-Token", token)));
        Assert.Equal(1, stopped);
    }

    [Fact]
    public void Port_ThatIsTaken_IsTold()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var refused = Assert.Throws<IOException>(() => new LiveServer(new RunFeed([runs.Folder], false), null, port));
        Assert.Contains("choose another --port", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        // A connection each: what was refused for its host is closed.
        request.Headers.ConnectionClose = true;
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
