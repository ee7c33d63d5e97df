using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Tests.Figures;

/// <summary>Curves that look like those of real runs.</summary>
internal static class FakeCurves
{
    public static LearningCurve Decay(Method method, Optimizer? optimizer = null, int points = 200)
    {
        optimizer ??= new Nesterov();
        var speed = 1 + Method.Registry.IndexOf(method.Name) + 2 * Optimizer.Registry.IndexOf(optimizer.Name);
        var epochs = Enumerable.Range(0, points).Select(i => 10.0 * i).ToArray();
        return new LearningCurve(
            method, optimizer, epochs,
            [.. epochs.Select(epoch => 0.9 / (1 + epoch * speed / 1000))],
            [.. epochs.Select(epoch => 1e-6 + 0.9 * Math.Exp(-epoch * speed / 800))]);
    }

    /// <summary>Every method with both optimizers.</summary>
    public static LearningCurve[] All() =>
        [.. Optimizer.Registry.All.SelectMany(optimizer => Method.Registry.All.Select(method => Decay(method, optimizer)))];
}
