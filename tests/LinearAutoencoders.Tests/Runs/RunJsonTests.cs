using System.Text.Json;
using System.Text.Json.Nodes;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Runs;

/// <summary>What <c>run.json</c> and the record of a saved state hold.</summary>
public class RunJsonTests
{
    /// <summary>No field has its default.</summary>
    private static readonly RunRecord Full = new()
    {
        Version = "1.2.3+abc",
        Options = new RunOptions
        {
            Data = "synthetic",
            Center = false,
            Synthetic = new SyntheticRecipe { Samples = 7, Dimension = 5, Largest = 3.5, Smallest = 0.1, Seed = ulong.MaxValue },
            Table = new TableOptions
            {
                Header = Header.No,
                Separator = '\t',
                DecimalPoint = ',',
                Comment = null,
                Columns = "a*,3-",
                Exclude = "b",
                Label = "c",
                Passthrough = "d",
                Weights = "w",
                Missing = MissingValues.Mean,
                Scale = "std",
            },
            Precision = Precision.Float64,
            InitEncoder = "e ‘1’.npy",
            InitDecoder = "d.npy",
            Training = new TrainingOptions
            {
                Method = new NonUniformL2(0.2, 0.8, [0.1, 1.0 / 3]),
                LatentDimension = 2,
                Optimizer = new Nesterov(0.8, Restarts: true),
                LearningRate = 1e-300,
                Epochs = 12,
                Schedule = ScheduleKind.Cosine,
                Gauge = GaugeKind.Rotation,
                GaugeEvery = 2,
                GaugeWeight = 0.5,
                BatchSize = 3,
                Moment = MomentKind.Samples,
                Seed = ulong.MaxValue - 1,
                InitialDeviation = 0.1,
                StopBelowAlignment = 0.3,
                Tolerance = 0.01,
                EvaluateEvery = 4,
                Snapshots = new HashSet<int> { 10, 1, 3 },
                CheckpointEvery = 5,
            },
        },
        Moment = MomentKind.Dense,
        Data = new DataRecord("synthetic", 1L << 40, 2, "f00") { Columns = ["length, cm", "width"] },
        Restarts = 2,
        Result = new ResultRecord
        {
            Reason = "completed",
            Epoch = 12,
            Loss = 0.1,
            ReconstructionLoss = -0.0,
            AxisAlignment = double.Epsilon,
            SubspaceDistance = 1e22,
            TransposeDistance = 3,
            Unbalance = 0.125,
            EpochsToAlignment = new EpochsToAlignment(1, 2, 3),
            Seconds = 1.5,
            Files = ["00ff  encoder.npy"],
            OrderedAlignment = 0.25,
            Restarts = 2,
        },
    };

    private static readonly TimingRecord Timing = new(
        new DateTimeOffset(2020, 2, 3, 4, 5, 6, 789, TimeSpan.FromHours(2)), 1.5, "/home/ann",
        new MachineRecord("system", "x64", "runtime", 4, 3, 256));

    private static JsonObject Json => (JsonObject)JsonNode.Parse(RunJson.Write(Full))!;

    /// <summary>The times are in a file of their own.</summary>
    private static JsonObject All
    {
        get
        {
            var all = Json;
            all["timing"] = JsonNode.Parse(RunJson.Write(Timing));
            return all;
        }
    }

    public static TheoryData<Type, string> Records => new()
    {
        { typeof(RunRecord), "" },
        { typeof(RunOptions), "options" },
        { typeof(SyntheticRecipe), "options.synthetic" },
        { typeof(TrainingOptions), "options.training" },
        { typeof(DataRecord), "data" },
        { typeof(TimingRecord), "timing" },
        { typeof(MachineRecord), "timing.machine" },
        { typeof(ResultRecord), "result" },
        { typeof(EpochsToAlignment), "result.epochs-to-alignment" },
    };

    /// <summary>A property that is new must not be forgotten: a resumed run would do without it.</summary>
    [Theory, MemberData(nameof(Records))]
    public void Json_HasEveryPropertyThatCanBeSet(Type record, string path)
    {
        var json = path.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate(All, (node, name) => (JsonObject)node[name]!);
        var expected = record.GetProperties().Where(property => property.CanWrite)
            .Select(property => JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name));
        Assert.Equal(expected, json.Select(field => field.Key));
    }

    [Fact]
    public void Read_GivesBackWhatWasWritten()
    {
        var text = RunJson.Write(Full);
        var read = RunJson.ReadRun(text);
        Assert.Equal(text, RunJson.Write(read));
        Assert.Equal(Full.Data.Columns, read.Data.Columns!);
        Assert.Equal(Full.Data, read.Data with { Columns = Full.Data.Columns });
        Assert.Equal(Full.Result!.Files, read.Result!.Files!);
        Assert.Equal(Full.Result, read.Result with { Files = Full.Result.Files });
        Assert.Equal(Timing, RunJson.ReadTiming(RunJson.Write(Timing)));
        Assert.Equal(Full.Options.Synthetic, read.Options.Synthetic);
        Assert.Equal(Full.Options.Training.LearningRate, read.Options.Training.LearningRate);
        Assert.Equal([1, 3, 10], read.Options.Training.Snapshots.Order());
    }

    [Fact]
    public void Read_GivesBackNulls_AndDefaults()
    {
        var plain = Full with { Options = RunOptions.Default("digits", 3), Result = null };
        var read = RunJson.ReadRun(RunJson.Write(plain));
        Assert.Null(read.Result);
        Assert.Null(read.Options.Synthetic);
        Assert.Null(read.Options.Training.LearningRate);
        Assert.Equal(new GaugeFixed(), read.Options.Training.Method);
        Assert.Equal(RunJson.Write(plain), RunJson.Write(read));
    }

    [Fact]
    public void Read_TakesTheDefault_WhereAnOlderFileHasNoSuchOption()
    {
        var json = Json;
        var training = (JsonObject)json["options"]!["training"]!;
        foreach (var name in new[] { "seed", "evaluate-every", "optimizer", "snapshots", "stop-below-alignment" }) training.Remove(name);
        var defaults = new TrainingOptions { Method = new Rag(), LatentDimension = 1 };
        var read = RunJson.ReadRun(json.ToJsonString()).Options.Training;
        Assert.Equal(defaults.Seed, read.Seed);
        Assert.Equal(defaults.EvaluateEvery, read.EvaluateEvery);
        Assert.Equal(defaults.Optimizer, read.Optimizer);
        Assert.Empty(read.Snapshots);
        Assert.Null(read.StopBelowAlignment);
    }

    [Theory]
    [InlineData("epochs", "\"many\"", "'epochs' cannot be \"many\"")]
    [InlineData("epochs", "-1", "the number of epochs is -1")]
    [InlineData("epochs", "99999999999", "")]
    [InlineData("moment", "\"thin\"", "'moment' is \"thin\", none of auto, dense, samples, spectral")]
    [InlineData("snapshots", "null", "'snapshots' is null, not a list")]
    [InlineData("snapshots", "7", "'snapshots' cannot be 7")]
    [InlineData("rate", "1", "it has an unknown 'rate'")]
    [InlineData("latent-dimension", "null", "it has no 'latent-dimension'")]
    [InlineData("method", "{\"name\": \"none\"}", "there is no method 'none'")]
    [InlineData("method", "{\"name\": \"rag\", \"rho\": 1}", "it has an unknown 'rho'")]
    [InlineData("method", "7", "7 is not an object")]
    public void Read_Refuses_WhatIsNoOption(string name, string value, string message)
    {
        var json = Json;
        json["options"]!["training"]![name] = JsonNode.Parse(value);
        var failure = Assert.Throws<JsonException>(() => RunJson.ReadRun(json.ToJsonString()));
        Assert.StartsWith(message, failure.Message);
    }

    [Theory, InlineData(""), InlineData("null"), InlineData("[]"), InlineData("{"), InlineData("{}")]
    public void Read_Refuses_WhatIsNoRecord(string text) => Assert.ThrowsAny<JsonException>(() => RunJson.ReadRun(text));

    [Fact]
    public void WriteGiven_LeavesOutWhatIsNull()
    {
        var json = (JsonObject)JsonNode.Parse(RunJson.WriteGiven(RunOptions.Default("digits", 3)))!;
        Assert.False(json.ContainsKey("synthetic"));
        Assert.False(((JsonObject)json["training"]!).ContainsKey("batch-size"));
    }

    [Fact]
    public void Checkpoint_IsReadAsWritten()
    {
        var record = new CheckpointRecord("1", "00ff", 3, 2, "ff00", ["0f  a.npy"], ["encoder f4 2×3", "decoder f4 2×3"]);
        var read = RunJson.ReadCheckpoint(RunJson.Write(record));
        Assert.Equal(record.Arrays, read.Arrays);
        Assert.Equal(record.Files, read.Files);
        Assert.Equal(record, read with { Arrays = record.Arrays, Files = record.Files });
    }
}
