using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Tests.Objectives;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>What a run hands out, and when.</summary>
public class ObserverTests
{
    [Fact]
    public void Metrics_ComeEveryNEpochs_AtSnapshots_AndAtTheEnd() =>
        Gen.Select(Gen.Int[0, 25], Gen.Int[1, 30], Gen.Int[0, 25].Array[0, 4]).Sample((epochs, every, drawn) =>
        {
            int[] snapshots = [.. drawn.Where(epoch => epoch <= epochs)];
            var options = Runs.Options("rag", "adam") with
            {
                Epochs = epochs,
                EvaluateEvery = every,
                Snapshots = snapshots.ToHashSet(),
            };
            var (result, recorder) = Runs.Train(Runs.SmallData<double>(), options);

            Assert.Equal((StopReason.Completed, epochs), (result.Reason, result.Epoch));
            Assert.Equal(Enumerable.Range(1, epochs), recorder.Epochs);
            Assert.Equal(Enumerable.Range(0, epochs + 1).Where(epoch => epoch % every == 0 || epoch == epochs || snapshots.Contains(epoch)),
                recorder.Rows.Select(row => row.Epoch));
            Assert.Equal(snapshots.Distinct().Order(), recorder.Snapshots.Select(snapshot => snapshot.Epoch));
            Assert.Equal(result.LastMetrics, recorder.Rows[^1]);
            Assert.Empty(recorder.States);
        });

    [Theory]
    [InlineData(MomentKind.Spectral)]
    [InlineData(MomentKind.Dense)]
    [InlineData(MomentKind.Samples)]
    public void Snapshots_AreInDataSpace_AndBelongToTheirRow(MomentKind moment)
    {
        var problem = new Problem(K: 3, M: 7, N: 23, Seed: 8);
        var options = Runs.Options("reconstruction", "nesterov") with { Moment = moment, Snapshots = new HashSet<int> { 0, 4, 9 } };
        var start = InitialWeights.Draw<double>(options, 7);
        var (result, recorder) = Runs.Train(Runs.SmallData<double>(), options, null, start);

        // Into the eigenbasis and back costs a few roundings of sums of m numbers below 1.
        Close.Assert(start.Values, recorder.Snapshots[0].Weights.Values, 100 * Close.Rounding, "initial weights");
        Close.AssertSameBits<double>(result.Weights.Values, recorder.Snapshots[^1].Weights.Values, "final weights");
        foreach (var (epoch, weights) in recorder.Snapshots)
        {
            var loss = recorder.Rows.Single(row => row.Epoch == epoch).ReconstructionLoss;
            Close.Assert(DirectLoss.Of("reconstruction", problem, weights), loss, 1e-12 * loss, $"loss at {epoch}");
        }
    }

    [Fact]
    public void Snapshots_KeepTheirWeights_WhileTheRunGoesOn()
    {
        var options = Runs.Options("rag", "adam") with { Snapshots = new HashSet<int> { 2 } };
        var longer = Runs.Train(Runs.SmallData<double>(), options).Recorder.Snapshots[0].Weights;
        var shorter = Runs.Train(Runs.SmallData<double>(), options with { Epochs = 2 }).Result.Weights;
        Runs.AssertSameBits(shorter, longer);
    }

    [Fact]
    public void Loss_IsTheObjectives_AndForNestedDropoutItsExpectation()
    {
        var options = Runs.Options(new NestedDropout(Subjects.Rho), new Adam()) with { Epochs = 0 };
        var (result, recorder) = Runs.Train(Runs.SmallData<double>(), options);
        var problem = new Problem(K: 3, M: 7, N: 23, Seed: 8);
        var row = Assert.Single(recorder.Rows);
        Close.Assert(DirectLoss.Of("deterministic nested dropout", problem, result.Weights), row.Loss, 1e-12 * row.Loss, "loss");
        Close.Assert(DirectLoss.Of("reconstruction", problem, result.Weights), row.ReconstructionLoss, 1e-12 * row.Loss, "L₀");
    }

    [Fact]
    public void Seconds_DoNotStartAgain_WhenACancelledRunGoesOn()
    {
        var options = Runs.Options("rag", "adam") with { EvaluateEvery = 1 };
        using var first = new Recorder<double>(cancelAfter: 3);
        using var second = new Recorder<double>();
        var trainer = new Trainer<double>(Runs.SmallData<double>(), options);
        trainer.Run(first, first.Cancellation);
        trainer.Run(second, CancellationToken.None);
        var seconds = first.Rows.Concat(second.Rows).Select(row => row.Seconds).ToList();
        Assert.Equal(10, seconds.Count);
        Assert.Equal(seconds.Order(), seconds);
    }

    [Fact]
    public void Run_GoesOnWhereItWasCancelled_ToTheSameBits()
    {
        var data = Runs.SmallData<double>();
        var options = Runs.Options("nested-dropout", "nesterov") with { BatchSize = 9 };
        using var recorder = new Recorder<double>(cancelAfter: 4);
        var trainer = new Trainer<double>(data, options);
        trainer.Run(recorder, recorder.Cancellation);
        Runs.AssertSameBits(Runs.Train(data, options).Result.Weights, trainer.Run(null, CancellationToken.None).Weights);
    }

    [Fact]
    public void Run_IsComplete_WhenCancelledAfterItsLastEpoch()
    {
        var options = Runs.Options("rag", "nesterov");
        using var recorder = new Recorder<double>(cancelAfter: options.Epochs);
        var result = new Trainer<double>(Runs.SmallData<double>(), options).Run(recorder, recorder.Cancellation);
        Assert.Equal((StopReason.Completed, options.Epochs), (result.Reason, result.Epoch));
        Assert.Empty(recorder.States);
    }
}
