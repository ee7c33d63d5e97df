using System.Net;
using System.Text;

namespace LinearAutoencoders.Cli.Live;

/// <summary>What a browser asks for, as far as the page needs it: a line, headers, and no content.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Without what follows a question mark.</param>
/// <param name="Query">That, by name.</param>
/// <param name="Headers">By name, in any case of letters; each is there once.</param>
internal sealed record HttpRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>No browser sends more.</summary>
    private const int MostBytes = 1 << 14;

    /// <summary>Reads up to the empty line.</summary>
    /// <returns>Null where it is none, or one that says something twice.</returns>
    /// <exception cref="IOException">Who asked has left.</exception>
    public static async Task<HttpRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (head, count) = (new byte[MostBytes], 0);
        while (count < head.Length)
        {
            var read = await stream.ReadAsync(head.AsMemory(count), cancellationToken).ConfigureAwait(false);
            if (read == 0) return null;
            count += read;
            if (head.AsSpan(0, count).IndexOf("\r\n\r\n"u8) is >= 0 and var end) return Parse(Encoding.Latin1.GetString(head, 0, end));
        }
        return null;
    }

    private static HttpRequest? Parse(string head)
    {
        var lines = head.Split("\r\n");
        if (lines[0].Split(' ') is not [var method, ['/', ..] target, "HTTP/1.1"]) return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
            if (line.Split(':', 2) is not [var name, var value] || !headers.TryAdd(name, value.Trim())) return null;
        var parts = target.Split('?', 2);
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts.Length < 2 ? [] : parts[1].Split('&'))
            if (!query.TryAdd(part.Split('=', 2)[0], WebUtility.UrlDecode(part.Split('=', 2)[^1]))) return null;
        return new(method, parts[0], query, headers);
    }
}
