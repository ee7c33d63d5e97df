using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace LinearAutoencoders.Cli.Live;

/// <summary>
///   Serves the page of some runs on 127.0.0.1: the page, server-sent events with ids, and a stop. Who has not the address with its token
///   gets nothing; a request from another site's page, or for another host, is refused.
/// </summary>
/// <remarks>
///   One request a connection, on a socket: <see cref="HttpListener"/> answers the next one on a connection whose first it refused,
///   whatever its host.
/// </remarks>
internal sealed class LiveServer : IDisposable
{
    private static readonly TimeSpan BetweenEvents = TimeSpan.FromMilliseconds(100), BetweenSigns = TimeSpan.FromSeconds(10),
        LastWord = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(10);

    private const string EventStream = "text/event-stream";

    // Random numbers of the system; those of the cryptographic generator need a library that not every machine has.
    private readonly string token = $"{Guid.NewGuid():N}{Guid.NewGuid():N}";
    private readonly TcpListener listener;
    private readonly IFeed feed;
    private readonly Action<int> stop;
    private readonly CancellationTokenSource closing = new();
    private readonly List<Task> clients = [];
    private readonly int port;

    /// <summary>Starts to serve.</summary>
    /// <param name="feed">What is shown.</param>
    /// <param name="stop">What the page's button does; it is told which run was chosen.</param>
    /// <param name="port">Where; null: any that is free.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public LiveServer(IFeed feed, Action<int> stop, int? port)
    {
        (this.feed, this.stop) = (feed, stop);
        listener = Listen(port);
        this.port = ((IPEndPoint)listener.LocalEndpoint).Port;
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
        listener.Dispose();
        closing.Dispose();
    }

    private static TcpListener Listen(int? port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port ?? 0) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException taken)
        {
            listener.Dispose();
            throw new IOException($"port {port} cannot be used for the page ({taken.Message}); choose another --port");
        }
    }

    private async Task AcceptAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token).ConfigureAwait(false);
                var answer = Task.Run(() => AnswerAsync(client));
                lock (clients)
                {
                    clients.RemoveAll(one => one.IsCompleted);
                    clients.Add(answer);
                }
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>One request a connection: what was refused says nothing of what comes next.</summary>
    private async Task AnswerAsync(TcpClient client)
    {
        using var held = client;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        limit.CancelAfter(Patience);
        try
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            await AnswerAsync(await HttpRequest.ReadAsync(stream, limit.Token).ConfigureAwait(false), stream).ConfigureAwait(false);
            // What is still to come is read: a connection closed before that would take the answer with it.
            client.Client.Shutdown(SocketShutdown.Send);
            limit.CancelAfter(LastWord);
            await stream.CopyToAsync(Stream.Null, limit.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Who asked has left.
        }
    }

    private Task AnswerAsync(HttpRequest? request, NetworkStream stream)
    {
        if (request is null) return SendAsync(stream, "400 Bad Request");
        if (!IsAllowed(request)) return SendAsync(stream, "403 Forbidden");
        switch (request.Method, request.Path)
        {
            case ("GET", "/"):
                return SendAsync(stream, "200 OK", "text/html; charset=utf-8", Encoding.UTF8.GetBytes(LivePage.Html));
            case ("GET", "/events"):
                return SendEventsAsync(request, stream);
            case ("POST", "/stop"):
                stop(int.TryParse(request.Query.GetValueOrDefault("run"), CultureInfo.InvariantCulture, out var run) ? run : -1);
                return SendAsync(stream, "204 No Content");
            default:
                return SendAsync(stream, "404 Not Found");
        }
    }

    /// <summary>The token, our own host (a name that was rebound to 127.0.0.1 is another), and no other origin.</summary>
    private bool IsAllowed(HttpRequest request)
    {
        var host = $"127.0.0.1:{port}";
        var header = request.Headers.GetValueOrDefault("X-Lae-Token");
        var given = Encoding.ASCII.GetBytes(header ?? request.Query.GetValueOrDefault("token", ""));
        // A page of another site can send a token in an address, but no header of its own without asking first.
        var isHeaderNeeded = request.Method != "GET";
        return request.Headers.GetValueOrDefault("Host") == host
            && (!request.Headers.TryGetValue("Origin", out var origin) || origin == $"http://{host}")
            && CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(token))
            && (!isHeaderNeeded || header is not null);
    }

    private static async Task SendAsync(NetworkStream stream, string status, string? type = null, byte[]? content = null)
    {
        var head = $"HTTP/1.1 {status}\r\nConnection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
            + $"Referrer-Policy: no-referrer\r\nContent-Security-Policy: {LivePage.Policy}\r\n"
            + (type is null ? "" : $"Content-Type: {type}\r\n")
            + (type == EventStream ? "" : $"Content-Length: {content?.Length ?? 0}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + "\r\n")).ConfigureAwait(false);
        if (content is not null) await stream.WriteAsync(content).ConfigureAwait(false);
    }

    private async Task SendEventsAsync(HttpRequest request, NetworkStream stream)
    {
        await SendAsync(stream, "200 OK", EventStream).ConfigureAwait(false);
        _ = long.TryParse(request.Headers.GetValueOrDefault("Last-Event-ID"), CultureInfo.InvariantCulture, out var last);
        // On a thread of its own: one of the pool spins before it sleeps, at each event for longer than all that is done here takes.
        await Task.Factory.StartNew(
            () => SendEvents(last, stream), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .ConfigureAwait(false);
    }

    private void SendEvents(long last, NetworkStream stream)
    {
        var (lastSign, isLast, wait) = (Environment.TickCount64, false, TimeSpan.Zero);
        for (; !isLast; wait = BetweenEvents)
        {
            isLast = closing.Token.WaitHandle.WaitOne(wait);
            var events = feed.After(last);
            if (events.Count > 0) last = events[^1].Id;
            var text = new StringBuilder();
            foreach (var one in events) text.Append($"id: {one.Id}\nevent: {one.Kind}\ndata: {one.Data}\n\n");
            if (isLast) text.Append("event: end\ndata: {}\n\n");
            // A sign of life now and then: without one nobody would see that a page was closed.
            if (text.Length == 0 && Environment.TickCount64 - lastSign > BetweenSigns.TotalMilliseconds) text.Append(":\n\n");
            if (text.Length == 0) continue;
            lastSign = Environment.TickCount64;
            stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }
}
