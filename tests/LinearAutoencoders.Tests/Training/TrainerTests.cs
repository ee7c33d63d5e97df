using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>Shapes at their limits, and those that do not fit.</summary>
public class TrainerTests
{
    public static TheoryData<string, string> AllRuns => Runs.All;

    [Theory, MemberData(nameof(AllRuns))]
    public void Run_LowersTheLoss_WithOneComponentAndWithAll(string method, string optimizer)
    {
        foreach (var k in new[] { 1, 7 })
        {
            var options = Runs.Options(method, optimizer) with { LatentDimension = k, Epochs = 60 };
            var (result, recorder) = Runs.Train(Runs.SmallData<double>(), options);
            Assert.Equal(StopReason.Completed, result.Reason);
            Assert.Equal((k, 7), (result.Weights.LatentDimension, result.Weights.DataDimension));
            // A rule that descends no loss, or whose start has all there is, comes nearer to the components.
            if (double.IsNaN(recorder.Rows[0].Loss) || recorder.Rows[0].Loss < 1e-12)
                Assert.True(k == 7 || recorder.Rows[^1].AxisAlignment < recorder.Rows[0].AxisAlignment);
            else Assert.True(recorder.Rows[^1].Loss < recorder.Rows[0].Loss);
        }
    }

    [Fact]
    public void Rag_StaysAtThePrincipalComponents()
    {
        // A fixed point of the update, through momentum and all: only the eigenvectors' own rounding moves it.
        var data = Runs.SmallData<double>();
        var start = new Weights<double>(3, 7);
        data.LeadingComponents(3).Vectors.CopyTo(start.Encoder);
        data.LeadingComponents(3).Vectors.CopyTo(start.DecoderTransposed);
        foreach (var moment in new[] { MomentKind.Dense, MomentKind.Samples, MomentKind.Spectral })
        {
            var options = Runs.Options("rag", "nesterov") with { Moment = moment, Epochs = 100 };
            Close.Assert(start.Values, Runs.Train(data, options, null, start).Result.Weights.Values, 1e-12, $"{moment}");
        }
    }

    [Fact]
    public void Run_ReturnsTheInitialWeights_AfterNoEpochs()
    {
        var options = Runs.Options("linear-vae", "adam") with { Epochs = 0, Snapshots = new HashSet<int> { 0 } };
        var (result, recorder) = Runs.Train(Runs.SmallData<float>(), options);
        Assert.Equal((StopReason.Completed, 0), (result.Reason, result.Epoch));
        Runs.AssertSameBits(InitialWeights.Draw<float>(options, 7), result.Weights);
        Assert.Equal(0, Assert.Single(recorder.Rows).Epoch);
        Runs.AssertSameBits(result.Weights, Assert.Single(recorder.Snapshots).Weights);
    }

    [Fact]
    public void InitialWeights_AreCopied()
    {
        var options = Runs.Options("rag", "adam");
        var start = InitialWeights.Draw<double>(options, 7);
        var copy = start.Clone();
        var (result, _) = Runs.Train(Runs.SmallData<double>(), options, null, start);
        Runs.AssertSameBits(copy, start);
        Assert.False(result.Weights.Values.SequenceEqual(start.Values));
    }

    [Fact]
    public void InitialWeights_AreTheSameForAllMethods_AndScaleWithTheDeviation()
    {
        var options = Runs.Options("rag", "adam");
        var start = InitialWeights.Draw<double>(options, 7);
        foreach (var method in Method.Registry.Names)
        {
            var other = InitialWeights.Draw<double>(
                options with { Method = Method.Registry[method], InitialDeviation = 2 * options.InitialDeviation }, 7);
            for (var i = 0; i < start.Values.Length; i++) Assert.Equal(2 * start.Values[i], other.Values[i]);
            Assert.Equal(Method.Registry[method].Extras(3).Sum(extra => extra.Count), other.ExtraCount);
            Assert.Equal(new double[other.ExtraCount], other.Extra.ToArray());
        }
    }

    [Theory]
    [InlineData(MomentKind.Auto)]
    [InlineData(MomentKind.Dense)]
    public void Trainer_NamesKAndTheData_WhenThereAreFewerColumnsThanComponents(MomentKind moment)
    {
        var options = Runs.Options("rag", "nesterov") with { LatentDimension = 8, Moment = moment };
        AssertRefused("k is 8 but the data has 7 columns; choose k of at most 7", options, null);
    }

    [Theory]
    [InlineData(2, 7, MomentKind.Spectral)]
    [InlineData(2, 7, MomentKind.Dense)]
    [InlineData(3, 6, MomentKind.Spectral)]
    [InlineData(3, 6, MomentKind.Dense)]
    [InlineData(3, 8, MomentKind.Spectral)]
    [InlineData(3, 8, MomentKind.Samples)]
    public void Trainer_NamesBothShapes_WhenTheInitialEncoderHasAnother(int k, int m, MomentKind moment)
    {
        var options = Runs.Options("rag", "nesterov") with { Moment = moment };
        AssertRefused($"the initial encoder is {k} × {m}, but k is 3 and the data has 7 columns; use a 3 × 7 encoder",
            options, new Weights<double>(k, m));
    }

    [Theory]
    [InlineData("linear-vae", 0, "0 extra parameters; linear-vae has 4")]
    [InlineData("rag", 4, "4 extra parameters; rag has 0")]
    public void Trainer_NamesBothCounts_WhenTheExtrasAreOthers(string method, int extraCount, string message) =>
        AssertRefused(message, Runs.Options(method, "adam"), new Weights<double>(3, 7, extraCount));

    [Fact]
    public void Trainer_RefusesPenalties_ThatDoNotIncrease()
    {
        var options = Runs.Options(new NonUniformL2(SqrtPenaltyMin: 0.9, SqrtPenaltyMax: 0.5), new Adam());
        var error = Assert.Throws<ArgumentException>(() => new Trainer<double>(Runs.SmallData<double>(), options));
        Assert.StartsWith("the roots of the penalties go from 0.9 to 0.5", error.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(string message, TrainingOptions options, Weights<double>? start)
    {
        var error = Assert.Throws<ArgumentException>(() => new Trainer<double>(Runs.SmallData<double>(), options, null, start));
        Assert.Equal(message, error.Message);
    }
}
