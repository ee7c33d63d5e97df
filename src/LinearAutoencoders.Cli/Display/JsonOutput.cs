using System.Text.Json;
using System.Text.Json.Nodes;

namespace LinearAutoencoders.Cli.Display;

/// <summary>What <c>--json</c> prints: one object, indented.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(JsonObject json, TextWriter writer) => writer.WriteLine(json.ToJsonString(Indented));
}
