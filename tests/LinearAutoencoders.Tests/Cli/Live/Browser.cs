using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LinearAutoencoders.Tests.Cli.Live;

/// <summary>A page in headless Chromium, spoken to by its own protocol.</summary>
internal sealed class Browser : IDisposable
{
    private readonly Process process;
    private readonly string profile;
    private readonly ClientWebSocket socket = new();
    private int lastId;

    private Browser(Process process, string profile) => (this.process, this.profile) = (process, profile);

    /// <summary>Where Chromium is; null where there is none.</summary>
    public static string? Program { get; } =
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    public static async Task<Browser> OpenAsync(string address, int width, int height, bool isDark = false, bool isPhone = false)
    {
        var profile = Directory.CreateTempSubdirectory("lae-browser-").FullName;
        var start = new ProcessStartInfo(Program!) { RedirectStandardError = true };
        string[] arguments =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-port=0",
            $"--user-data-dir={profile}", "about:blank",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var browser = new Browser(Process.Start(start)!, profile);
        await browser.ConnectAsync();
        await browser.SendAsync("Page.enable");
        await browser.SendAsync("Performance.enable");
        await browser.SendAsync("Emulation.setDeviceMetricsOverride", new()
        {
            ["width"] = width,
            ["height"] = height,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = isPhone,
        });
        await browser.SendAsync("Emulation.setEmulatedMedia", new()
        {
            ["features"] = new JsonArray(
                new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" }),
        });
        await browser.SendAsync("Page.navigate", new() { ["url"] = address });
        return browser;
    }

    /// <summary>The value of an expression, once it is one: null, false and empty are waited for.</summary>
    public async Task<JsonNode> WaitForAsync(string expression)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(50))
        {
            var value = await EvaluateAsync(expression);
            if (value is not null && value.ToJsonString() is not ("false" or "0" or "\"\"")) return value;
        }
        throw new TimeoutException($"'{expression}' did not become true");
    }

    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new()
        {
            ["expression"] = expression,
            ["returnByValue"] = true,
            ["awaitPromise"] = true,
        });
        if (answer["exceptionDetails"] is { } thrown) throw new InvalidOperationException(thrown.ToJsonString());
        return answer["result"]?["value"]?.DeepClone();
    }

    /// <summary>Seconds that the page's thread has had something to do.</summary>
    public async Task<double> SecondsBusyAsync()
    {
        var metrics = (await SendAsync("Performance.getMetrics"))["metrics"]!.AsArray();
        return (double)metrics.First(metric => (string)metric!["name"]! == "TaskDuration")!["value"]!;
    }

    public async Task PressAsync(string key)
    {
        foreach (var type in new[] { "keyDown", "keyUp" })
            await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = type, ["key"] = key, ["code"] = key });
    }

    /// <summary>Scrolls as a wheel or a finger does, until it is done.</summary>
    public Task ScrollAsync(int distance, bool isTouch) => SendAsync("Input.synthesizeScrollGesture", new()
    {
        ["x"] = 8,
        ["y"] = 400,
        ["yDistance"] = -distance,
        ["speed"] = 800,
        ["gestureSourceType"] = isTouch ? "touch" : "mouse",
    });

    public async Task SaveScreenAsync(string path) => await File.WriteAllBytesAsync(
        path, Convert.FromBase64String((string)(await SendAsync("Page.captureScreenshot"))["data"]!));

    public void Dispose()
    {
        socket.Dispose();
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        try
        {
            Directory.Delete(profile, recursive: true);
        }
        catch (IOException)
        {
            // A part of the browser that was killed may still write.
        }
    }

    private async Task ConnectAsync()
    {
        string? line;
        do line = await process.StandardError.ReadLineAsync() ?? throw new InvalidOperationException("chromium has ended");
        while (!line.StartsWith("DevTools listening on ", StringComparison.Ordinal));
        _ = process.StandardError.ReadToEndAsync();
        var port = new Uri(line["DevTools listening on ".Length..]).Port;
        using var client = new HttpClient();
        var pages = JsonNode.Parse(await client.GetStringAsync($"http://127.0.0.1:{port}/json"))!.AsArray();
        var page = pages.First(one => (string)one!["type"]! == "page")!;
        await socket.ConnectAsync(new Uri((string)page["webSocketDebuggerUrl"]!), CancellationToken.None);
    }

    private async Task<JsonNode> SendAsync(string method, JsonObject? parameters = null)
    {
        var message = new JsonObject { ["id"] = ++lastId, ["method"] = method, ["params"] = parameters ?? [] };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, limit.Token);
        while (true)
        {
            var answer = await ReceiveAsync(limit.Token);
            if ((int?)answer["id"] != lastId) continue;
            return answer["result"] ?? throw new InvalidOperationException(answer.ToJsonString());
        }
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken limit)
    {
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, limit);
            content.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(JsonDocument.Parse(content.ToArray()).RootElement.GetRawText())!;
    }
}
