using System.Text.Json;
using System.Text.Json.Nodes;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Golden;

/// <summary>A recorded run of a rule beyond the paper's own: step by step, on all rows or on given batches.</summary>
internal sealed class RuleCase
{
    private static readonly string Rules = Path.Combine(AppContext.BaseDirectory, "Golden", "data", "rules");

    private readonly string folder;
    private readonly JsonNode json;
    private readonly JsonNode run;
    private readonly bool inBatches;

    private RuleCase(string name, bool inBatches)
    {
        (folder, this.inBatches) = (Path.Combine(Rules, name), inBatches);
        json = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "case.json")))!;
        run = json["runs"]?[inBatches ? 1 : 0] ?? json;
    }

    public static RuleCase Load(string name, bool inBatches) => new(name, inBatches);

    public static Matrix<double> Samples => NpyFile.Read<double>(Path.Combine(Rules, "X.npy"));

    /// <summary>Row i is the i-th eigenvector.</summary>
    public static Matrix<double> Directions => NpyFile.Read<double>(Path.Combine(Rules, "eigvectors.npy")).Transpose();

    /// <summary>After 1, 2, 5, 20 and 100 steps.</summary>
    public IReadOnlyDictionary<int, JsonNode> Snapshots => NodesOf("snapshots", "step");

    /// <summary>What the rule adds before the rate, or the gradient, before steps 0 and 20; none of some rules.</summary>
    public IReadOnlyDictionary<int, JsonNode> Directed => NodesOf("directions", "at_step");

    public double MaximumLikelihoodNoise => (double)json["maximum_likelihood"]!["sigma2"]!;

    public Matrix<double> MaximumLikelihood(string name) => Read(json["maximum_likelihood"]!, name);

    /// <summary>The recorded weights of a node. One matrix stands for encoder and decoder; EM's is m × k.</summary>
    public Weights<double> Weights(JsonNode node)
    {
        var single = node["W"] is not null ? "W" : node["file"] is not null ? "file" : null;
        var decoder = single is null ? Read(node, "W2").Transpose() : Read(node, single);
        if (decoder.Rows > decoder.Columns) decoder = decoder.Transpose();
        double[] extras =
        [
            .. Extras(node["logvar"], decoder.Rows), .. Extras(node["log_sigma_sq"], 1),
            .. node["sigma2"] is { } noise ? [Math.Log((double)noise)] : Array.Empty<double>(),
        ];
        var weights = new Weights<double>(decoder.Rows, decoder.Columns, extras.Length);
        decoder.CopyTo(weights.DecoderTransposed);
        (node["W1"] is null ? decoder : Read(node, "W1")).CopyTo(weights.Encoder);
        extras.CopyTo(weights.Extra);
        return weights;
    }

    public double[] ReadVector(JsonNode node, string name) => NpyFile.ReadVector<double>(Path.Combine(folder, (string)node[name]!));

    /// <summary>The weights, in data space, after each of a hundred steps.</summary>
    /// <param name="method">The rule.</param>
    /// <param name="kind">How Σ is held; in batches as samples.</param>
    /// <param name="gauge">Of the run; null: the rule's own.</param>
    /// <param name="read">What is compared: the weights themselves, or what the next batch makes of them.</param>
    public IEnumerable<(int Step, Weights<double> Weights)> Follow(
        Method method, MomentKind kind, GaugeKind? gauge = null, Action<ISecondMoment<double>, Weights<double>>? read = null) =>
        Run(method, kind, gauge, read).Select(one => (one.Step, one.Weights));

    /// <summary>What the optimizer is given in each of a hundred steps, in data space: the gradient, after the step's gauge.</summary>
    /// <param name="method">The rule.</param>
    /// <param name="kind">How Σ is held; in batches as samples.</param>
    /// <param name="gauge">Of the run; null: the rule's own.</param>
    public IEnumerable<(int Step, Weights<double> Gradient)> Gradients(Method method, MomentKind kind, GaugeKind? gauge = null) =>
        Run(method, kind, gauge, read: null).Select(one => (one.Step, one.Gradient()));

    /// <summary>Weights before each step; once the next is asked for, the gradient of this one is no more.</summary>
    private IEnumerable<(int Step, Weights<double> Weights, Func<Weights<double>> Gradient)> Run(
        Method method, MomentKind kind, GaugeKind? gauge, Action<ISecondMoment<double>, Weights<double>>? read)
    {
        var data = new TrainingData<double>(Samples, WorkerTeam.Alone);
        var start = Start();
        var basis = kind == MomentKind.Spectral ? data.BasisFor(start) : null;
        var coordinates = new Coordinates<double>(basis, WorkerTeam.Alone);
        var weights = coordinates.Enter(start);
        var moment = data.MomentOf(kind, basis);
        var optimizer = new SeenOptimizer((string?)json["optimizer"] == "adam" ? new Adam() : new Nesterov());
        var update = method.CreateUpdate(new UpdateContext<double>(() => moment, () => Samples, seed: 0)
        {
            Weights = weights.Clone(),
            Optimizer = optimizer,
            LearningRate = (double?)json["lr"] ?? 1,
            Spectrum = data.Spectrum,
            SampleCount = data.Count,
            StepsPerEpoch = 1,
            Epochs = 100,
            Team = WorkerTeam.Alone,
            Gauge = gauge ?? method.Gauges[0],
        });
        for (var t = 0; t <= 100; t++)
        {
            var batch = inBatches ? BatchOf(t) : Batch.All;
            (moment as IBatchMoment<double>)?.Select(batch);
            var now = weights.Clone();
            read?.Invoke(moment, now);
            var isTaken = false;
            yield return (t, coordinates.Leave(now), Direction);
            Step();

            Weights<double> Direction()
            {
                Step();
                return coordinates.Leave((Weights<double>)optimizer.Gradient!);
            }

            void Step()
            {
                if (!isTaken) update.Step(batch, weights, double.PositiveInfinity);
                isTaken = true;
            }
        }
    }

    /// <summary>Holds the gradients recorded of steps 0 and 20 against a run's; encoder and decoder are measured on one scale.</summary>
    public void AssertGradients(IEnumerable<(int Step, Weights<double> Gradient)> steps, double tolerance)
    {
        var recorded = Directed;
        Assert.Equal([0, 20], recorded.Keys.Order());
        foreach (var (step, gradient) in steps.TakeWhile(one => one.Step <= recorded.Keys.Max()))
        {
            if (!recorded.TryGetValue(step, out var node)) continue;
            var expected = Weights(node);
            Close.Assert(expected.Values, gradient.Values, tolerance * Close.Length(expected.Values), $"gradient of step {step}");
        }
    }

    /// <summary>The rows of a step.</summary>
    public static Batch BatchOf(int step) => new(Enumerable.Range(20 * (step % 3), 20).ToArray());

    private Weights<double> Start()
    {
        var init = json["init"]!;
        return Weights(init.GetValueKind() == JsonValueKind.String ? new JsonObject { ["W"] = (string)init! } : init);
    }

    private Dictionary<int, JsonNode> NodesOf(string list, string step) =>
        run[list]?.AsArray().ToDictionary(node => (int)node![step]!, node => node!) ?? [];

    private Matrix<double> Read(JsonNode node, string name) => NpyFile.Read<double>(Path.Combine(folder, (string)node[name]!));

    private IEnumerable<double> Extras(JsonNode? node, int count) => node is null ? []
        : node.GetValueKind() == JsonValueKind.String
            ? NpyFile.ReadVector<double>(Path.Combine(folder, (string)node!))
            : Enumerable.Repeat((double)node, count);
}
