using System.Text;

namespace LinearAutoencoders.Cli.Live;

/// <summary>The page: one document, complete in itself, that asks for nothing but its own events.</summary>
internal static class LivePage
{
    private static readonly string Style = Resource("live.css"), Script = Resource("live.js");

    public static string Html { get; } = Resource("live.html")
        .Replace("/*style*/", Style, StringComparison.Ordinal).Replace("/*script*/", Script, StringComparison.Ordinal);

    /// <summary>What a browser lets the page do: run its own script, and talk to where it came from.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; connect-src 'self'; img-src data:; script-src '{Hash(Script)}'; style-src '{Hash(Style)}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(Sha256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using var stream = typeof(LivePage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
