using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>What a run's result depends on, as a name: runs of one key end in the same bits.</summary>
internal static class RunKey
{
    /// <summary>The name of a run's folder: what it is, for the reader, and a hash of all its settings and of its data.</summary>
    /// <param name="options">The run, its learning rate resolved.</param>
    /// <param name="fingerprint">Of the data.</param>
    public static string Of(RunOptions options, string fingerprint)
    {
        // What the data is called and when states are saved leave no trace in the result.
        var content = options with { Data = "", Synthetic = null, CheckpointEvery = null };
        var json = (JsonObject)JsonSerializer.SerializeToNode(content, RunJson.Default.RunOptions)!;
        // Options that are not given do not count, so that one that is new leaves old runs valid.
        foreach (var (name, _) in json.Where(property => property.Value is null).ToList()) json.Remove(name);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json.ToJsonString() + fingerprint)));
        return $"{options.Method}-{options.Optimizer}-k{options.K}-{hash[..12]}";
    }
}
