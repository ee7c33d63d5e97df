using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;

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
        var gauge = name.Contains("latent", StringComparison.Ordinal) ? GaugeKind.Latent : GaugeKind.Ritz;
        AssertFollows(golden, golden.Follow(new GaugeFixed(), moment, gauge));
    }

    private static void AssertFollows(RuleCase golden, IEnumerable<(int Step, Weights<double> Weights)> steps)
    {
        var snapshots = golden.Snapshots.ToDictionary(snapshot => snapshot.Step, snapshot => snapshot.Node);
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
