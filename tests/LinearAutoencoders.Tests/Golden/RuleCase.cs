using System.Text.Json.Nodes;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Golden;

/// <summary>A recorded run of a rule that is not the paper's: its update, step by step, on all rows or on given batches.</summary>
internal sealed class RuleCase
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden", "data", "rules");

    private readonly string folder;
    private readonly JsonNode json;
    private readonly JsonNode run;

    private RuleCase(string name, bool inBatches)
    {
        folder = Path.Combine(Folder, name);
        json = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "case.json")))!;
        (InBatches, run) = (inBatches, json["runs"]![inBatches ? 1 : 0]!);
    }

    public static RuleCase Load(string name, bool inBatches) => new(name, inBatches);

    public bool InBatches { get; }

    public static Matrix<double> Samples => NpyFile.Read<double>(Path.Combine(Folder, "X.npy"));

    public IReadOnlyList<(int Step, JsonNode Node)> Snapshots =>
        [.. run["snapshots"]!.AsArray().Select(node => ((int)node!["step"]!, node))];

    /// <summary>The recorded weights of a node; without an encoder it is W₂ᵀ.</summary>
    public Weights<double> Weights(JsonNode node)
    {
        var decoder = Read(node, "W2").Transpose();
        double[] extras = [.. Extras(node["logvar"], decoder.Rows), .. Extras(node["log_sigma_sq"], 1)];
        var weights = new Weights<double>(decoder.Rows, decoder.Columns, extras.Length);
        decoder.CopyTo(weights.DecoderTransposed);
        (node["W1"] is null ? decoder : Read(node, "W1")).CopyTo(weights.Encoder);
        extras.CopyTo(weights.Extra);
        return weights;
    }

    public Matrix<double> Read(JsonNode node, string name) => NpyFile.Read<double>(Path.Combine(folder, (string)node[name]!));

    public double[] ReadVector(JsonNode node, string name) => NpyFile.ReadVector<double>(Path.Combine(folder, (string)node[name]!));

    /// <summary>The weights, in data space, after each step.</summary>
    /// <param name="method">The rule.</param>
    /// <param name="moment">How Σ is held; in batches as samples.</param>
    /// <param name="gauge">Of the run; null: the rule's own.</param>
    /// <param name="read">What is compared: the weights themselves, or what the next batch makes of them.</param>
    public IEnumerable<(int Step, Weights<double> Weights)> Follow(
        Method method, MomentKind moment, GaugeKind? gauge = null,
        Action<ISecondMoment<double>, Weights<double>>? read = null)
    {
        var data = new TrainingData<double>(Samples, WorkerTeam.Alone);
        var start = Weights(json["init"]!);
        var basis = moment == MomentKind.Spectral ? data.BasisFor(start) : null;
        var coordinates = new Coordinates<double>(basis, WorkerTeam.Alone);
        var weights = coordinates.Enter(start);
        method.Prepare(weights);
        var held = data.MomentOf(moment, basis);
        var context = new UpdateContext<double>(() => held, () => Samples, seed: 0)
        {
            Weights = weights.Clone(),
            Optimizer = (string?)json["optimizer"] == "adam" ? new Adam() : new Nesterov(),
            LearningRate = (double)json["lr"]!,
            Spectrum = data.Spectrum,
            SampleCount = data.Count,
            StepsPerEpoch = 1,
            Epochs = 100,
            Team = WorkerTeam.Alone,
            Gauge = gauge ?? method.Gauges[0],
        };
        var update = method.CreateUpdate(context);
        for (var t = 0; t <= 100; t++)
        {
            var batch = InBatches ? new Batch(Enumerable.Range(20 * (t % 3), 20).ToArray()) : Batch.All;
            (held as SampleMoment<double>)?.Select(batch);
            var now = weights.Clone();
            read?.Invoke(held, now);
            yield return (t, coordinates.Leave(now));
            update.Step(batch, weights, double.PositiveInfinity);
        }
    }

    private IEnumerable<double> Extras(JsonNode? node, int count) => node is null ? []
        : node.GetValueKind() == System.Text.Json.JsonValueKind.String
            ? NpyFile.ReadVector<double>(Path.Combine(folder, (string)node!))
            : Enumerable.Repeat((double)node, count);
}
