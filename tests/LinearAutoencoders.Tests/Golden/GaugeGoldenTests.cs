using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Golden;

/// <summary>The gauges against an independent implementation by plain loops over samples.</summary>
public class GaugeGoldenTests
{
    private const double Tolerance = 1e-10;

    /// <summary>Through every moment that is exact: Adam does not commute with rotations, batches need samples.</summary>
    public static TheoryData<string, MomentKind, bool> Runs
    {
        get
        {
            var runs = new TheoryData<string, MomentKind, bool>();
            foreach (var name in new[] { "gauge-latent-nesterov", "gauge-latent-adam", "gauge-ritz-nesterov", "gauge-ritz-adam" })
            {
                runs.Add(name, MomentKind.Dense, false);
                runs.Add(name, MomentKind.Samples, false);
                runs.Add(name, MomentKind.Samples, true);
                if (!name.EndsWith("adam", StringComparison.Ordinal)) runs.Add(name, MomentKind.Spectral, false);
            }
            return runs;
        }
    }

    [Theory, MemberData(nameof(Runs))]
    public void Gauge_FollowsTheRecordedRun(string name, MomentKind moment, bool inBatches)
    {
        var golden = RuleCase.Load(name, inBatches);
        AssertFollows(golden, golden.Follow(new GaugeFixed(), moment, GaugeOf(name)));
    }

    [Theory, MemberData(nameof(Runs))]
    public void Gradient_IsTheRecordedOne_AfterTheGauge(string name, MomentKind moment, bool inBatches)
    {
        var golden = RuleCase.Load(name, inBatches);
        golden.AssertGradients(golden.Gradients(new GaugeFixed(), moment, GaugeOf(name)), Tolerance);
    }

    private static GaugeKind GaugeOf(string name) =>
        name.Contains("latent", StringComparison.Ordinal) ? GaugeKind.Latent : GaugeKind.Ritz;

    public static TheoryData<MomentKind, bool> Nesterov =>
        new() { { MomentKind.Dense, false }, { MomentKind.Samples, false }, { MomentKind.Spectral, false }, { MomentKind.Samples, true } };

    public static TheoryData<MomentKind, bool> Adam =>
        new() { { MomentKind.Dense, false }, { MomentKind.Samples, false }, { MomentKind.Samples, true } };

    [Theory, MemberData(nameof(Nesterov))]
    public void BalancedRag_FollowsTheRecordedRun(MomentKind moment, bool inBatches)
    {
        var golden = RuleCase.Load("jacobi-rag", inBatches);
        AssertFollows(golden, golden.Follow(new BalancedRag(Turn: 1), moment));
    }

    /// <summary>Recorded in the gauge of the next step's rows, with the encoder that is then best.</summary>
    [Theory, MemberData(nameof(Nesterov))]
    public void VariableProjection_FollowsTheRecordedRun(MomentKind moment, bool inBatches)
    {
        var golden = RuleCase.Load("gauge-tied-restart", inBatches);
        var recorded = golden.Snapshots.ToDictionary(snapshot => snapshot.Key, snapshot => golden.ReadVector(snapshot.Value, "D"));
        TiedRitz<double>? ritz = null;
        var steps = golden.Follow(new VariableProjection(), moment, read: (held, weights) =>
        {
            ritz = new TiedRitz<double>(new GaugeSettings(weights.LatentDimension, weights.DataDimension, 1, 1, WorkerTeam.Alone));
            ritz.Apply(held, weights.DecoderTransposed, null);
            weights.DecoderTransposed.CopyTo(weights.Encoder);
        });
        AssertFollows(golden, steps.Select(one =>
        {
            if (recorded.TryGetValue(one.Step, out var values)) Close.Assert(values, ritz!.Values, Tolerance * values[0], "D");
            return one;
        }));
    }

    [Theory, MemberData(nameof(Adam))]
    public void RotatedVae_FollowsTheRecordedRun(MomentKind moment, bool inBatches)
    {
        var golden = RuleCase.Load("vae-rotation", inBatches);
        AssertFollows(golden, golden.Follow(new LinearVae(), moment, GaugeKind.Rotation));
    }

    private static void AssertFollows(RuleCase golden, IEnumerable<(int Step, Weights<double> Weights)> steps)
    {
        var snapshots = golden.Snapshots;
        var seen = 0;
        foreach (var (step, weights) in steps)
        {
            if (!snapshots.TryGetValue(step, out var node)) continue;
            var recorded = golden.Weights(node);
            Assert.Equal(recorded.Values.Length, weights.Values.Length);
            Close.Assert(recorded.Values, weights.Values, Tolerance * Close.Length(recorded.Values), $"weights after {step} steps");
            seen++;
        }
        Assert.Equal(snapshots.Count, seen);
    }
}
