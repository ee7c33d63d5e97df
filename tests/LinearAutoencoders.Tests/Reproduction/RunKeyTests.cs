using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Tests.Reproduction;

public class RunKeyTests
{
    private static readonly RunOptions Some = new() { Data = "mnist", K = 20, LearningRate = 0.01 };

    public static TheoryData<string> Changes => [.. Changed.Keys];

    private static Dictionary<string, RunOptions> Changed => new()
    {
        ["center"] = Some with { Center = false },
        ["k"] = Some with { K = 19 },
        ["method"] = Some with { Method = "linear-vae" },
        ["optimizer"] = Some with { Optimizer = "adam" },
        ["learning rate"] = Some with { LearningRate = 0.02 },
        ["epochs"] = Some with { Epochs = 5001 },
        ["batch size"] = Some with { BatchSize = 100 },
        ["moment"] = Some with { Moment = "samples" },
        ["precision"] = Some with { Precision = "float64" },
        ["seed"] = Some with { Seed = 1 },
        ["initial deviation"] = Some with { InitStd = 1e-3 },
        ["initial encoder"] = Some with { InitEncoder = "e.npy" },
        ["initial decoder"] = Some with { InitDecoder = "d.npy" },
        ["momentum"] = Some with { Momentum = 0.8 },
        ["smallest penalty"] = Some with { SqrtPenaltyMin = 0.2 },
        ["largest penalty"] = Some with { SqrtPenaltyMax = 0.8 },
        ["listed penalties"] = Some with { Penalties = [1, 2] },
        ["other listed penalties"] = Some with { Penalties = [1, 3] },
        ["rho"] = Some with { Rho = 0.8 },
        ["evaluation"] = Some with { EvalEvery = 5 },
        ["snapshots"] = Some with { Snapshots = [7] },
        ["alignment"] = Some with { StopBelowAlignment = 0.3 },
    };

    [Theory, MemberData(nameof(Changes))]
    public void Key_Changes_WithTheSetting(string setting) => Assert.NotEqual(RunKey.Of(Some, "f"), RunKey.Of(Changed[setting], "f"));

    [Fact]
    public void Keys_AreAllDifferent() => Assert.Equal(Changed.Count, Changed.Values.Select(options => RunKey.Of(options, "f")).Distinct().Count());

    [Fact]
    public void Key_Changes_WithTheData() => Assert.NotEqual(RunKey.Of(Some, "f"), RunKey.Of(Some, "g"));

    [Fact]
    public void Key_StaysWhenTheResultDoes() =>
        Assert.Equal(RunKey.Of(Some, "f"), RunKey.Of(Some with { Data = "mnist:/elsewhere", CheckpointEvery = 7 }, "f"));

    /// <summary>A setting that this list forgets could hand out a wrong run.</summary>
    [Fact]
    public void EverySettingIsListed()
    {
        string[] withoutEffect = ["Data", "Synthetic", "CheckpointEvery", "ParsedMethod", "ParsedOptimizer"];
        Assert.Equal(typeof(RunOptions).GetProperties().Length, withoutEffect.Length + Changed.Count - 1);
    }
}
