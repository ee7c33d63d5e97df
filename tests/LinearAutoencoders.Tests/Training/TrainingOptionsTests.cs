using System.Globalization;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

public class TrainingOptionsTests
{
    private static readonly TrainingOptions Valid = new() { Method = new Rag(), LatentDimension = 3 };

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Counts_AreRefused_BelowOne(int count)
    {
        AssertRefused($"k is {count};", () => Valid with { LatentDimension = count });
        AssertRefused($"the batch size is {count};", () => Valid with { BatchSize = count });
        AssertRefused($"the evaluation interval is {count};", () => Valid with { EvaluateEvery = count });
        AssertRefused($"the checkpoint interval is {count};", () => Valid with { CheckpointEvery = count });
    }

    [Fact]
    public void Epochs_AreRefused_BelowZero()
    {
        AssertRefused("the number of epochs is -1;", () => Valid with { Epochs = -1 });
        Assert.Equal(0, (Valid with { Epochs = 0 }).Epochs);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Sizes_AreRefused_UnlessPositiveAndFinite(double value)
    {
        var number = value.ToString(CultureInfo.InvariantCulture);
        AssertRefused($"the learning rate is {number};", () => Valid with { LearningRate = value });
        AssertRefused($"the initial standard deviation is {number};", () => Valid with { InitialDeviation = value });
        AssertRefused(
            $"the smallest root of a penalty is {number};", () => Valid with { Method = new NonUniformL2(SqrtPenaltyMin: value) });
        AssertRefused($"the largest root of a penalty is {number};", () => Valid with { Method = new UniformL2(SqrtPenaltyMax: value) });
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void Fractions_AreRefused_OutsideZeroToOne(double value)
    {
        var number = value.ToString(CultureInfo.InvariantCulture);
        AssertRefused($"momentum is {number};", () => Valid with { Optimizer = new Nesterov(value) });
        AssertRefused($"rho is {number};", () => Valid with { Method = new NestedDropout(value) });
    }

    [Fact]
    public void Zero_IsAMomentum_ButNoRho()
    {
        Assert.Equal(0, new Nesterov(0).Momentum);
        AssertRefused("rho is 0;", () => Valid with { Method = new DeterministicNestedDropout(0) });
    }

    [Fact]
    public void Kinds_AreRefused_ThatDoNotExist()
    {
        AssertRefused("the moment is 99;", () => Valid with { Moment = (MomentKind)99 });
    }

    [Fact]
    public void Unset_MeansDefaultsFromTheData()
    {
        Assert.Null((Valid with { LearningRate = null }).LearningRate);
        Assert.Null((Valid with { BatchSize = null }).BatchSize);
        Assert.Null((Valid with { CheckpointEvery = null }).CheckpointEvery);
    }

    [Fact]
    public void Options_AreRefused_ThatContradictEachOther()
    {
        var penalties = Valid with { Method = new NonUniformL2(SqrtPenaltyMin: 0.9, SqrtPenaltyMax: 0.1) };
        Assert.Contains("from 0.9 to 0.1", Assert.Throws<ArgumentException>(penalties.RequireConsistent).Message, StringComparison.Ordinal);
        (penalties with { LatentDimension = 1 }).RequireConsistent();
        (penalties with { Method = new Rag() }).RequireConsistent();
        var snapshots = Valid with { Epochs = 100, Snapshots = new HashSet<int> { 0, 100, 101 } };
        Assert.Contains("no epoch 101", Assert.Throws<ArgumentException>(snapshots.RequireConsistent).Message, StringComparison.Ordinal);
        (snapshots with { Epochs = 101 }).RequireConsistent();
    }

    private static void AssertRefused(string message, Func<TrainingOptions> build)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => build());
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }
}
