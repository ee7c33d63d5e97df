using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>Runs on data with fewer rows than columns: exact, and of the size of the rows.</summary>
public class WideTrainingTests
{
    public static TheoryData<string> DeterministicMethods => TrajectoryTests.DeterministicMethods;

    public static TheoryData<string, string> AllRuns => Runs.All;

    [Theory, MemberData(nameof(DeterministicMethods))]
    public void Nesterov_TakesThePathOfDataSpace_InTheSpanOfSamplesAndWeights(string method)
    {
        var data = Centred(n: 30, m: 100);
        var options = Runs.Options(method, "nesterov") with { Epochs = 200, EvaluateEvery = 50 };
        var (expected, rows) = Runs.Train(data, options with { Moment = MomentKind.Dense });
        var (actual, inSpan) = Runs.Train(data, options);
        Close.Assert(expected.Weights.Values, actual.Weights.Values, 1e-10, "weights");
        Assert.Equal((5, 5), (rows.Rows.Count, inSpan.Rows.Count));
        foreach (var (row, other) in rows.Rows.Zip(inSpan.Rows))
        {
            if (double.IsFinite(row.Loss)) Close.Assert(row.Loss, other.Loss, 1e-10 * (1 + Math.Abs(row.Loss)), $"loss at {row.Epoch}");
            var tolerance = 1e-10 * (1 + row.ReconstructionLoss);
            Close.Assert(row.ReconstructionLoss, other.ReconstructionLoss, tolerance, $"L₀ at {row.Epoch}");
            Close.Assert(row.AxisAlignment, other.AxisAlignment, 1e-9, $"alignment at {row.Epoch}");
            Close.Assert(row.SubspaceDistance, other.SubspaceDistance, 1e-9, $"subspace at {row.Epoch}");
            Close.Assert(row.TransposeDistance, other.TransposeDistance, 1e-9, $"transpose at {row.Epoch}");
        }
    }

    [Fact]
    public void Distances_AreThoseOfDataSpace_WithMoreComponentsThanTheDataHas()
    {
        var data = Centred(n: 4, m: 40);
        var options = Runs.Options("nonuniform-l2", "nesterov") with { LatentDimension = 6, Epochs = 20 };
        var expected = Runs.Train(data, options with { Moment = MomentKind.Samples }).Result.LastMetrics;
        var actual = Runs.Train(data, options).Result.LastMetrics;
        Close.Assert(expected.AxisAlignment, actual.AxisAlignment, 1e-9, "alignment");
        Close.Assert(expected.SubspaceDistance, actual.SubspaceDistance, 1e-9, "subspace");
    }

    [Fact]
    public void Run_GoesOnToTheSameBits_AfterAnInterruption()
    {
        var data = Centred(n: 20, m: 90);
        var options = Runs.Options("linear-vae", "nesterov");
        var whole = Runs.Train(data, options).Result;
        using var recorder = new Recorder<double>(cancelAfter: 4);
        new Trainer<double>(data, options).Run(recorder, recorder.Cancellation);
        var resumed = new Trainer<double>(Centred(n: 20, m: 90), options);
        resumed.Restore(recorder.States[^1]);
        Runs.AssertSameBits(whole.Weights, resumed.Run(cancellationToken: TestContext.Current.CancellationToken).Weights);
    }

    [Theory, MemberData(nameof(AllRuns))]
    public void Nothing_OfTheSizeOfTheSecondMoment_IsMade(string method, string optimizer)
    {
        const int m = 5000;
        var samples = Wide(n: 24, m).ConvertTo<float>();
        foreach (var batchSize in new int?[] { null, 10 })
        {
            var options = Runs.Options(method, optimizer) with { Epochs = 1, LearningRate = null, BatchSize = batchSize };
            var before = GC.GetAllocatedBytesForCurrentThread();
            new Trainer<float>(new TrainingData<float>(new MatrixSource<float>(samples), center: true), options).Run();
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, sizeof(float) * (long)m * m / 2);
        }
    }

    [Fact]
    public void Samples_AreRoundedOnce_AfterTheyAreCentred()
    {
        var rows = Wide(n: 300, m: 7);
        var data = new TrainingData<float>(new MatrixSource<double>(rows), center: true);
        for (var i = 0; i < 300; i++)
            for (var j = 0; j < 7; j++)
                Assert.Equal((float)(rows[i, j] - data.Mean[j]), data.Samples[i, j]);
    }

    [Fact]
    public void SamplesBeyondTheRange_AreFound_EvenByARunThatNeedsNone()
    {
        var rows = Wide(n: 30, m: 3);
        rows[7, 2] = 4e39;
        var data = new TrainingData<float>(new MatrixSource<double>(rows), center: true);
        foreach (var moment in new[] { MomentKind.Spectral, MomentKind.Dense, MomentKind.Samples })
        {
            // Not in units of the data's own, in which it would be within the range.
            var options = Runs.Options("linear-vae", "nesterov") with { Moment = moment };
            var error = Assert.Throws<BadDataException>(() => new Trainer<float>(data, options));
            Assert.Equal("the data, row 8, column 3: 4E+39 is too large for float32; scale the data down", error.Message);
        }
    }

    private static TrainingData<double> Centred(int n, int m) => new(new MatrixSource<double>(Wide(n, m)), center: true);

    private static Matrix<double> Wide(int n, int m) => new Problem(K: 3, M: m, N: n, Seed: 9).Samples;
}
