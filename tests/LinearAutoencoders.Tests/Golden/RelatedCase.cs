using System.Text.Json;
using System.Text.Json.Nodes;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Golden;

/// <summary>A recorded run of a rule of the paper's related work, on all rows in each step or on given batches.</summary>
internal sealed class RelatedCase
{
    private static readonly string Rules = Path.Combine(AppContext.BaseDirectory, "Golden", "data", "rules");

    private readonly string folder;
    private readonly JsonNode json;
    private readonly JsonNode run;
    private readonly bool inBatches;

    private RelatedCase(string name, bool inBatches)
    {
        (folder, this.inBatches) = (Path.Combine(Rules, name), inBatches);
        json = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "case.json")))!;
        run = json["runs"]?[inBatches ? 1 : 0] ?? json;
    }

    public static RelatedCase Load(string name, bool inBatches) => new(name, inBatches);

    public static Matrix<double> Samples => NpyFile.Read<double>(Path.Combine(Rules, "X.npy"));

    /// <summary>Row i is the i-th eigenvector.</summary>
    public static Matrix<double> Directions => NpyFile.Read<double>(Path.Combine(Rules, "eigvectors.npy")).Transpose();

    /// <summary>After 1, 2, 5, 20 and 100 steps.</summary>
    public IReadOnlyDictionary<int, JsonNode> Snapshots =>
        run["snapshots"]!.AsArray().ToDictionary(node => (int)node!["step"]!, node => node!);

    /// <summary>What the rule adds before the rate, or the gradient, before steps 0 and 20; none of some rules.</summary>
    public IReadOnlyDictionary<int, JsonNode> Directed =>
        run["directions"]?.AsArray().ToDictionary(node => (int)node!["at_step"]!, node => node!) ?? [];

    /// <summary>The recorded weights of a node. One matrix stands for encoder and decoder; EM's is m × k.</summary>
    public Weights<double> Weights(JsonNode node, int extras = 0)
    {
        Weights<double> weights;
        if ((node["W"] ?? node["file"]) is not null)
        {
            var w = Read(node, node["W"] is null ? "file" : "W");
            if (w.Rows > w.Columns) w = w.Transpose();
            weights = new(w.Rows, w.Columns, extras);
            w.CopyTo(weights.Encoder);
            w.CopyTo(weights.DecoderTransposed);
        }
        else
        {
            var (encoder, decoder) = (Read(node, "W1"), Read(node, "W2").Transpose());
            weights = new(encoder.Rows, encoder.Columns, extras);
            encoder.CopyTo(weights.Encoder);
            decoder.CopyTo(weights.DecoderTransposed);
        }
        if (extras == 1) weights.Extra[0] = Math.Log((double)node["sigma2"]!);
        return weights;
    }

    public Matrix<double> Array(string key) => NpyFile.Read<double>(Path.Combine(folder, (string)json["maximum_likelihood"]![key]!));

    public double MaximumLikelihoodNoise => (double)json["maximum_likelihood"]!["sigma2"]!;

    /// <summary>The weights, in data space, after each of a hundred steps, and Σ of the step that follows.</summary>
    public IEnumerable<(int Step, Weights<double> Weights, ISecondMoment<double> Moment)> Follow(Method method, MomentKind kind)
    {
        var data = new TrainingData<double>(Samples, WorkerTeam.Alone);
        var start = Start(method);
        var basis = kind == MomentKind.Spectral ? data.BasisFor(start) : null;
        var coordinates = new Coordinates<double>(basis, WorkerTeam.Alone);
        var weights = coordinates.Enter(start);
        var moment = data.MomentOf(kind, basis);
        var update = method.CreateUpdate(new UpdateContext<double>(() => moment, () => Samples, seed: 0)
        {
            Weights = weights.Clone(),
            Optimizer = new Nesterov(),
            LearningRate = (double?)json["lr"] ?? 1,
            Spectrum = data.Spectrum,
            SampleCount = data.Count,
            StepsPerEpoch = 1,
            Epochs = 100,
            Team = WorkerTeam.Alone,
            Gauge = method.Gauges[0],
        });
        for (var t = 0; t <= 100; t++)
        {
            var batch = inBatches ? new Batch(Enumerable.Range(20 * (t % 3), 20).ToArray()) : Batch.All;
            (moment as IBatchMoment<double>)?.Select(batch);
            yield return (t, coordinates.Leave(weights), moment);
            update.Step(batch, weights, double.PositiveInfinity);
        }
    }

    /// <summary>The weights of step 0.</summary>
    public Weights<double> Start(Method method)
    {
        var init = json["init"]!;
        if (init.GetValueKind() == JsonValueKind.String) init = new JsonObject { ["W"] = (string)init! };
        return Weights(init, method.Extras((int)json["k"]!).Sum(extra => extra.Count));
    }

    private Matrix<double> Read(JsonNode node, string name) => NpyFile.Read<double>(Path.Combine(folder, (string)node[name]!));
}
