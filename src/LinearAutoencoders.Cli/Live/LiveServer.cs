using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace LinearAutoencoders.Cli.Live;

/// <summary>
///   Serves the page of some runs on 127.0.0.1: the page, server-sent events with ids, and a stop. Who has not the address with its token
///   gets nothing; a request from another site's page, or for another host, is refused.
/// </summary>
internal sealed class LiveServer : IDisposable
{
    private static readonly TimeSpan BetweenEvents = TimeSpan.FromMilliseconds(200), BetweenSigns = TimeSpan.FromSeconds(10),
        LastWord = TimeSpan.FromSeconds(2);

    private const int Attempts = 5;

    private readonly string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly HttpListener listener;
    private readonly RunFeed feed;
    private readonly Action? stop;
    private readonly CancellationTokenSource closing = new();
    private readonly List<Task> clients = [];
    private readonly int port;

    /// <summary>Starts to serve.</summary>
    /// <param name="feed">What is shown.</param>
    /// <param name="stop">What the page's button does; null: it has none.</param>
    /// <param name="port">Where; null: any that is free.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public LiveServer(RunFeed feed, Action? stop, int? port)
    {
        (this.feed, this.stop) = (feed, stop);
        (listener, this.port) = Listen(port);
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>Where the page is, with its token.</summary>
    public string Address => $"http://127.0.0.1:{port}/?token={token}";

    /// <summary>Tells the pages how it ended, and closes.</summary>
    public void Dispose()
    {
        feed.Refresh();
        closing.Cancel();
        Task[] open;
        lock (clients) open = [.. clients];
        Task.WaitAll(open, LastWord);
        listener.Close();
        closing.Dispose();
    }

    private static (HttpListener Listener, int Port) Listen(int? asked)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (port, listener) = (asked ?? FreePort(), new HttpListener());
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (Exception taken) when (taken is HttpListenerException or SocketException)
            {
                listener.Close();
                if (asked is null && attempt < Attempts) continue;
                throw new IOException($"port {port} cannot be used for the page ({taken.Message}); choose another --port");
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task AcceptAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                var context = await listener.GetContextAsync().ConfigureAwait(false);
                var answer = Task.Run(() => AnswerAsync(context));
                lock (clients)
                {
                    clients.RemoveAll(client => client.IsCompleted);
                    clients.Add(answer);
                }
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        try
        {
            response.Headers["Cache-Control"] = "no-store";
            response.Headers["X-Content-Type-Options"] = "nosniff";
            response.Headers["Referrer-Policy"] = "no-referrer";
            switch (request.HttpMethod, request.Url?.AbsolutePath)
            {
                case var _ when !IsAllowed(request):
                    response.StatusCode = (int)HttpStatusCode.Forbidden;
                    break;
                case ("GET", "/"):
                    await SendPageAsync(response).ConfigureAwait(false);
                    break;
                case ("GET", "/events"):
                    await SendEventsAsync(request, response).ConfigureAwait(false);
                    break;
                case ("POST", "/stop") when stop is not null:
                    response.StatusCode = (int)HttpStatusCode.NoContent;
                    stop();
                    break;
                default:
                    response.StatusCode = (int)HttpStatusCode.NotFound;
                    break;
            }
            response.Close();
        }
        catch (Exception gone) when (gone is IOException or HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            response.Abort();  // who asked has left
        }
    }

    /// <summary>The token, our own host (a name that was rebound to 127.0.0.1 is another), and no other origin.</summary>
    private bool IsAllowed(HttpListenerRequest request)
    {
        var host = $"127.0.0.1:{port}";
        var given = Encoding.ASCII.GetBytes(request.Headers["X-Lae-Token"] ?? request.QueryString["token"] ?? "");
        // A page of another site can send a token in an address, but no header of its own without asking first.
        var isHeaderNeeded = request.HttpMethod != "GET";
        return request.Headers["Host"] == host
            && (request.Headers["Origin"] is not { } origin || origin == $"http://{host}")
            && CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(token))
            && (!isHeaderNeeded || request.Headers["X-Lae-Token"] is not null);
    }

    private static async Task SendPageAsync(HttpListenerResponse response)
    {
        var page = Encoding.UTF8.GetBytes(LivePage.Html);
        response.ContentType = "text/html; charset=utf-8";
        response.Headers["Content-Security-Policy"] = LivePage.Policy;
        response.ContentLength64 = page.Length;
        await response.OutputStream.WriteAsync(page).ConfigureAwait(false);
    }

    private async Task SendEventsAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        response.ContentType = "text/event-stream";
        response.SendChunked = true;
        _ = long.TryParse(request.Headers["Last-Event-ID"], out var last);
        var lastSign = Environment.TickCount64;
        for (var isLast = false; !isLast;)
        {
            isLast = closing.IsCancellationRequested;
            var events = feed.After(last);
            if (events.Count > 0) last = events[^1].Id;
            var text = new StringBuilder();
            foreach (var one in events) text.Append($"id: {one.Id}\nevent: {one.Kind}\ndata: {one.Data}\n\n");
            if (isLast) text.Append("event: end\ndata: {}\n\n");
            // A sign of life now and then: without one nobody would see that a page was closed.
            if (text.Length == 0 && Environment.TickCount64 - lastSign > BetweenSigns.TotalMilliseconds) text.Append(":\n\n");
            if (text.Length > 0)
            {
                lastSign = Environment.TickCount64;
                await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString())).ConfigureAwait(false);
                await response.OutputStream.FlushAsync().ConfigureAwait(false);
            }
            if (!isLast) await Task.Delay(BetweenEvents, closing.Token).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        }
    }
}
