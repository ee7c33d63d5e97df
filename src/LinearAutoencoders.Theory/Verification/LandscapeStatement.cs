using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class LandscapeStatement : IStatement
{
    private const int Drawn = 200;

    public Claim Claim { get; } = new(
        "Theorem 2, (4), (5)",
        "W₁ = W₂ᵀ with row r = ±√(1 − λ_r/σᵢ²)·uᵢ or 0 is stationary, for every choice of different components i and signs",
        ClaimForm.Corrected,
        "largest ‖∇L‖/σ₁²",
        "rounding: 2km entries, each a sum of about m + k terms of size σ₁²: (m + k)·√(2km)·2⁻⁵³, twice");

    public Measurement Measure(Trial trial)
    {
        var all = StationaryPoints.All(trial.Small).ToList();
        var drawn = Enumerable.Range(0, Drawn).Select(_ => StationaryPoints.Draw(trial.Core, trial.Random)).ToList();
        var worst = Math.Max(Largest(trial, trial.Small, all), Largest(trial, trial.Core, drawn));
        var (m, k) = (trial.Core.DataDimension, trial.Core.LatentDimension);
        return new Measurement(worst, 2 * (m + k) * Math.Sqrt(2.0 * k * m) * Math.ScaleB(1, -53),
            $"all {all.Count} points of {Trial.Sizes(trial.Small)}, {Drawn} drawn of {Trial.Sizes(trial.Core)}");
    }

    private static double Largest(Trial trial, TheoryProblem problem, IEnumerable<StationaryPoint> points)
    {
        var value = new ObjectiveValue(problem, new NonUniformL2<double>(problem.Penalties));
        return points.Max(point => value.Gradient(trial.Claimed(point.Weights(problem))).Length()) / problem.Eigenvalues[0];
    }
}
