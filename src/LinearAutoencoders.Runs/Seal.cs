using System.Text;
using System.Text.Json;

namespace LinearAutoencoders.Runs;

/// <summary>A JSON object with a checksum of its own text as its last field: an edited or damaged one is known as such.</summary>
internal static class Seal
{
    private const string Field = ",\n  \"checksum\": \"";

    /// <summary>An object's text with the field.</summary>
    public static string Add(string json)
    {
        var body = json.TrimEnd()[..^1].TrimEnd();
        return $"{body}{Field}{Convert.ToHexStringLower(Sha256.HashData(Encoding.UTF8.GetBytes(body)))}\"\n}}\n";
    }

    /// <summary>The text without the field.</summary>
    /// <returns>Null where there is no such field, as in what earlier versions wrote.</returns>
    /// <exception cref="JsonException">The checksum does not fit the text.</exception>
    public static string? Remove(string text)
    {
        var start = text.LastIndexOf(Field, StringComparison.Ordinal);
        if (start < 0) return null;
        var json = text[..start] + "\n}";
        return Add(json) == text ? json : throw new JsonException("it was changed after it was written: its checksum does not fit");
    }
}
