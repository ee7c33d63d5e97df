using System.Text.Json.Nodes;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Golden;

/// <summary>A recorded run of set A.</summary>
internal sealed class GoldenCase
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden", "data");
    private static readonly Dictionary<string, Method> Methods = new()
    {
        ["uniform_sum"] = UniformL2.Paper,
        ["non_uniform_sum"] = NonUniformL2.Paper,
        ["rotation"] = Method.Registry["rag"],
        ["nd"] = Method.Registry["nested-dropout"],
        ["nd_exp"] = Method.Registry["deterministic-nested-dropout"],
        ["vae"] = Method.Registry["linear-vae"],
    };

    private readonly string folder;
    private readonly JsonNode json;

    private GoldenCase(string name)
    {
        folder = Path.Combine(Folder, "A", name);
        json = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "case.json")))!;
    }

    /// <summary>Names of all recorded runs.</summary>
    public static TheoryData<string> Names =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "A", "cases.json")))!["cases"]!.AsArray().Select(name => (string)name!)];

    public static GoldenCase Load(string name) => new(name);

    /// <summary>X, 60 × 12, the same for all runs.</summary>
    public static Matrix<double> Samples => ReadMatrix(Path.Combine(Folder, "A", "X.npy"));

    public TrainingOptions Options => new()
    {
        Method = Methods[(string)json["model"]!],
        Optimizer = (string)json["optimizer"]! == "adam" ? new Adam() : new Nesterov(),
        LatentDimension = (int)json["k"]!,
        LearningRate = (double)json["lr"]!,
        Epochs = (int)json["steps"]!,
        EvaluateEvery = 1,
        Snapshots = Snapshots.Select(snapshot => snapshot.Step).ToHashSet(),
    };

    public Weights<double> InitialWeights => Read(json["init"]!);

    public double[] Losses => [.. json["losses"]!.AsArray().Select(loss => (double)loss!)];

    public IReadOnlyList<(int Step, Weights<double> Weights, JsonNode Metrics)> Snapshots =>
        [.. json["snapshots"]!.AsArray().Select(node => ((int)node!["step"]!, Read(node), node["metrics"]!))];

    public IReadOnlyDictionary<int, Weights<double>> Gradients =>
        json["gradients"]!.AsArray().ToDictionary(node => (int)node!["at_step"]!, node => Read(node!));

    /// <summary>Prefix lengths: row t, column s is what sample s drew in the evaluation of loss t.</summary>
    public int[][] PrefixLengths
    {
        get
        {
            var kept = ReadMatrix(Path.Combine(folder, (string)json["drop_index"]!));
            return [.. Enumerable.Range(0, kept.Rows).Select(t => kept.Row(t).ToArray().Select(index => (int)index + 1).ToArray())];
        }
    }

    /// <summary>The rows of the metric cases: decoder, encoder, and the published metrics' values.</summary>
    public static IEnumerable<(Weights<double> Weights, Matrix<double> Directions, JsonNode Values)> MetricCases()
    {
        var metrics = Path.Combine(Folder, "metrics_m12_k4");
        var directions = ReadMatrix(Path.Combine(metrics, "eigvectors.npy")).Transpose();
        foreach (var row in JsonNode.Parse(File.ReadAllText(Path.Combine(metrics, "case.json")))!["rows"]!.AsArray())
        {
            var encoder = ReadMatrix(Path.Combine(metrics, (string)row!["encoder"]!));
            var decoder = ReadMatrix(Path.Combine(metrics, (string)row["decoder"]!));
            var weights = new Weights<double>(encoder.Rows, encoder.Columns);
            encoder.CopyTo(weights.Encoder);
            decoder.Transpose().CopyTo(weights.DecoderTransposed);
            yield return (weights, directions, row);
        }
    }

    /// <summary>Decoders of streaming rules on the data of set A, with the distances recorded of them.</summary>
    public static IEnumerable<(Weights<double> Weights, Matrix<double> Directions, JsonNode Values)> OrderedCases()
    {
        var directions = ReadMatrix(Path.Combine(Folder, "A", "eigvectors.npy")).Transpose();
        foreach (var row in JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "ordered", "cases.json")))!.AsArray())
        {
            var components = ReadMatrix(Path.Combine(Folder, "ordered", (string)row!["components"]!));
            var weights = new Weights<double>(components.Rows, components.Columns);
            components.CopyTo(weights.DecoderTransposed);
            yield return (weights, directions, row);
        }
    }

    private Weights<double> Read(JsonNode node)
    {
        var encoder = ReadMatrix(Path.Combine(folder, (string)node["W1"]!));
        var extras = Extras(node["logvar"]).Concat(Extras(node["log_sigma_sq"])).ToArray();
        var weights = new Weights<double>(encoder.Rows, encoder.Columns, extras.Length);
        encoder.CopyTo(weights.Encoder);
        ReadMatrix(Path.Combine(folder, (string)node["W2"]!)).Transpose().CopyTo(weights.DecoderTransposed);
        extras.CopyTo(weights.Extra);
        return weights;
    }

    /// <summary>A file's values, or those written in the JSON itself.</summary>
    private double[] Extras(JsonNode? node) => node switch
    {
        null => [],
        JsonArray values => [.. values.Select(value => (double)value!)],
        _ when node.GetValueKind() == System.Text.Json.JsonValueKind.String =>
            LinearAutoencoders.Data.NpyFile.ReadVector<double>(Path.Combine(folder, (string)node!)),
        _ => [(double)node],
    };

    private static Matrix<double> ReadMatrix(string path) => LinearAutoencoders.Data.NpyFile.Read<double>(path);
}
