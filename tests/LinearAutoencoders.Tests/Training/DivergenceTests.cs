using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>A run whose learning rate is too large stops, says where, and leaves what it had recorded.</summary>
public class DivergenceTests
{
    private static readonly Gen<(string Method, double Rate, int Every)> TooFast = Gen.Select(
        Gen.OneOf("reconstruction", "uniform-l2", "nonuniform-l2", "rag", "deterministic-nested-dropout"),
        Gen.Double[0.3, 30], Gen.Int[1, 12]);

    [Fact]
    public void Run_StopsAtTheFirstEpoch_WhoseWeightsAreUseless() => TooFast.Sample((method, rate, every) =>
    {
        var data = Runs.SmallData<double>();
        var options = Options(method, rate) with { EvaluateEvery = every };
        var (result, recorder) = Runs.Train(data, options);
        Assert.Equal(StopReason.Diverged, result.Reason);
        Assert.InRange(result.Epoch, 1, options.Epochs);

        // Loss by loss: up to the epoch before, all below a hundred times the larger of the first loss and the data's size.
        var bound = 100 * Math.Max(recorder.Rows[0].Loss, data.Spectrum.Eigenvalues.Sum());
        var again = Runs.Train(data, options with { Epochs = result.Epoch, EvaluateEvery = 1 });
        var losses = again.Recorder.Rows.Select(row => row.Loss).ToList();
        Assert.Equal(result.Epoch + 1, losses.Count);
        Assert.All(losses.SkipLast(1), loss => Assert.InRange(loss, 0, bound));
        Assert.False(losses[^1] <= bound);
    });

    [Fact]
    public void RowsBefore_Stay_AndTheLastIsOfTheUselessEpoch() => TooFast.Sample((method, rate, every) =>
    {
        var data = Runs.SmallData<double>();
        var options = Options(method, rate) with { EvaluateEvery = every };
        var (result, recorder) = Runs.Train(data, options);
        var before = Runs.Train(data, options with { Epochs = result.Epoch - 1 }).Recorder.Rows.Where(row => row.Epoch % every == 0);

        Assert.Equal(before.WithoutSeconds(), recorder.Rows.SkipLast(1).WithoutSeconds());
        Assert.Equal(result.Epoch, recorder.Rows[^1].Epoch);
        Assert.Equal(result.LastMetrics, recorder.Rows[^1]);
    });

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(9)]
    public void Observer_HearsOfEachEpochOnce_InOrder(int? batchSize) =>
        Gen.Select(Gen.OneOf([.. Method.Registry.Names]), Gen.Double[0.02, 3], Gen.Int[1, 12]).Sample((method, rate, every) =>
        {
            var options = Options(method, rate) with { BatchSize = batchSize, EvaluateEvery = every };
            var (result, recorder) = Runs.Train(Runs.SmallData<double>(), options);
            Assert.Equal(Enumerable.Range(1, result.Epoch), recorder.Epochs);
            Assert.Equal(recorder.Rows.Select(row => row.Epoch).Distinct(), recorder.Rows.Select(row => row.Epoch));
        });

    [Fact]
    public void Run_StopsAtOnce_WhenTheInitialWeightsAreUseless()
    {
        var options = Options("rag", 0.01);
        var start = InitialWeights.Draw<double>(options, 7);
        start.Encoder[1, 2] = double.NaN;
        var (result, recorder) = Runs.Train(Runs.SmallData<double>(), options, null, start);
        Assert.Equal((StopReason.Diverged, 0), (result.Reason, result.Epoch));
        Assert.Equal(double.NaN, Assert.Single(recorder.Rows).AxisAlignment);
        Assert.Empty(recorder.Epochs);
    }

    [Fact]
    public void Bound_IsThatOfTheStart_AlsoAfterAnInterruption()
    {
        // A growing loss that is not out of bounds yet must not raise the bound for the run that goes on.
        var data = Runs.SmallData<double>();
        var interrupted = 0;
        foreach (var rate in new[] { 0.12, 0.15, 0.2, 0.3, 0.5, 1.0 })
        {
            var options = Options("reconstruction", rate);
            var whole = Runs.Train(data, options).Result;
            if (whole.Reason != StopReason.Diverged || whole.Epoch < 2) continue;
            using var recorder = new Recorder<double>(cancelAfter: whole.Epoch - 1);
            new Trainer<double>(data, options).Run(recorder, recorder.Cancellation);
            var resumed = new Trainer<double>(data, options);
            resumed.Restore(recorder.States[^1]);
            var result = resumed.Run(null, CancellationToken.None);
            Assert.Equal((StopReason.Diverged, whole.Epoch), (result.Reason, result.Epoch));
            interrupted++;
        }
        Assert.True(interrupted >= 3, $"only {interrupted} of the rates diverge, and not at once");
    }

    private static TrainingOptions Options(string method, double rate) => Runs.Options(method, "nesterov") with
    {
        LearningRate = rate,
        Epochs = 400,
        EvaluateEvery = 10,
    };
}
