using LinearAutoencoders.Figures;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Figures;

/// <summary>Curves that look like those of real runs.</summary>
internal static class FakeCurves
{
    public static LearningCurve Decay(Method method, OptimizerKind optimizer = OptimizerKind.Nesterov, int points = 200)
    {
        var speed = 1 + (int)method + 2 * (int)optimizer;
        var epochs = Enumerable.Range(0, points).Select(i => 10.0 * i).ToArray();
        return new LearningCurve(
            method, optimizer, epochs,
            [.. epochs.Select(epoch => 0.9 / (1 + epoch * speed / 1000))],
            [.. epochs.Select(epoch => 1e-6 + 0.9 * Math.Exp(-epoch * speed / 800))]);
    }

    /// <summary>Every method with both optimizers.</summary>
    public static LearningCurve[] All() =>
        [.. Enum.GetValues<OptimizerKind>().SelectMany(optimizer => Enum.GetValues<Method>().Select(method => Decay(method, optimizer)))];
}
