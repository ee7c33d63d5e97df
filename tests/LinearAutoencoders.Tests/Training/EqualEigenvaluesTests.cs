using LinearAutoencoders.Moments;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>Data whose variance is the same in all directions has any axes as its components.</summary>
public class EqualEigenvaluesTests
{
    [Theory]
    [InlineData(MomentKind.Spectral)]
    [InlineData(MomentKind.Dense)]
    [InlineData(MomentKind.Samples)]
    public void IsotropicData_IsLearned_HoweverItsMomentIsHeld(MomentKind moment)
    {
        var data = new TrainingData<double>(Generators.WithSpectrum([1, 1, 1, 1, 1], 20, seed: 4));
        var options = Runs.Options("rag", "nesterov") with { LatentDimension = 2, Epochs = 3000, EvaluateEvery = 500, Moment = moment };
        var last = Runs.Train(data, options).Result.LastMetrics;
        Close.Assert(0, last.SubspaceDistance, 1e-10, "subspace");
        // Columns that RAG leaves a little out of balance are a little off the right angle.
        Assert.InRange(last.AxisAlignment, 0, 1e-4);
        Close.Assert(last.AxisAlignment, last.OrderedAlignment, 1e-9, "order");
    }
}
