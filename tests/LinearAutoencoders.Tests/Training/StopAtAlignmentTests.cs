using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

public class StopAtAlignmentTests
{
    private static readonly TrainingOptions Whole = Runs.Options("rag", "nesterov") with { Epochs = 400 };

    [Fact]
    public void Run_StopsAtTheFirstEvaluationBelowTheLimit_AndIsTheSameUntilThen()
    {
        var data = Runs.SmallData<float>();
        var (whole, rows) = Runs.Train(data, Whole);
        var limit = (rows.Rows[0].AxisAlignment + whole.LastMetrics.AxisAlignment) / 2;
        var first = rows.Rows.First(row => row.AxisAlignment < limit).Epoch;
        Assert.InRange(first, 3, Whole.Epochs - 1);

        var (stopped, recorder) = Runs.Train(data, Whole with { StopBelowAlignment = limit });
        Assert.Equal((StopReason.Aligned, first), (stopped.Reason, stopped.Epoch));
        Assert.Equal(rows.Rows.TakeWhile(row => row.Epoch <= first).WithoutSeconds(), recorder.Rows.WithoutSeconds());
    }

    [Fact]
    public void Run_CompletesItsEpochs_WhenItDoesNotGetThere()
    {
        var (result, _) = Runs.Train(Runs.SmallData<float>(), Whole with { StopBelowAlignment = 1e-12, Epochs = 9 });
        Assert.Equal((StopReason.Completed, 9), (result.Reason, result.Epoch));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Run_StopsAtTheSameEpoch_WhenItGoesOnFromAState(int epochsBefore)
    {
        var data = Runs.SmallData<float>();
        var (whole, rows) = Runs.Train(data, Whole);
        var between = (rows.Rows[0].AxisAlignment + whole.LastMetrics.AxisAlignment) / 2;
        var options = Whole with { StopBelowAlignment = between, CheckpointEvery = 1 };
        var (stopped, recorder) = Runs.Train(data, options);
        // A checkpoint may lie at an epoch without an evaluation, where the run must not stop, even when it is aligned there.
        var resumed = new Trainer<float>(data, options);
        resumed.Restore(recorder.States.Last(state => state.Epoch <= stopped.Epoch - epochsBefore));
        var result = resumed.Run(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((stopped.Reason, stopped.Epoch), (result.Reason, result.Epoch));
        Runs.AssertSameBits(stopped.Weights, result.Weights);
    }

    [Fact]
    public void ListedPenalties_AreTheOnesTrainedWith()
    {
        var data = Runs.SmallData<float>();
        var method = NonUniformL2.Paper;
        var listed = method.PenaltiesFor(3);
        var range = Trained(method);
        Runs.AssertSameBits(range.Weights, Trained(method with { Penalties = listed }).Weights);
        var doubled = method with { Penalties = [.. listed.Select(penalty => 2 * penalty)] };
        Assert.NotEqual(range.LastMetrics.Loss, Trained(doubled).LastMetrics.Loss);

        TrainingResult<float> Trained(NonUniformL2 penalized) => Runs.Train(data, Runs.Options(penalized, new Adam())).Result;
    }

    [Fact]
    public void ListedPenalties_AreRefused_WhereTheyDoNotFit()
    {
        var options = Runs.Options(new NonUniformL2(Penalties: [1, 2]), new Adam());
        var refused = Assert.Throws<ArgumentException>(options.RequireConsistent);
        Assert.Contains("2 penalties are listed, but k is 3", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new NonUniformL2(Penalties: [1, 2, 2]));
    }
}
