using System.Text.Json;
using System.Text.Json.Nodes;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Display;

/// <summary>What <c>--json</c> prints: one object, indented, whose first field is the version of its schema.</summary>
internal static class JsonOutput
{
    /// <summary>Grows when a field changes its meaning or goes.</summary>
    private const int Schema = 1;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A run's record with its times.</summary>
    public static JsonObject Of(RunRecord record)
    {
        var json = (JsonObject)JsonNode.Parse(RunJson.Write(record))!;
        if (record.Timing is not { } timing) return json;
        var times = (JsonObject)JsonNode.Parse(RunJson.Write(timing))!;
        foreach (var name in new[] { "started", "machine" }) json[name] = times[name]!.DeepClone();
        if (json["result"] is JsonObject result) result["seconds"] = timing.Seconds;
        return json;
    }

    public static void Write(JsonObject json) => Terminal.Out.WriteLine(Text(json));

    public static string Text(JsonObject json)
    {
        if (!json.ContainsKey("schema")) json.Insert(0, "schema", Schema);
        return json.ToJsonString(Indented);
    }
}
