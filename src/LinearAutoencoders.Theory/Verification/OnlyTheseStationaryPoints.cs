using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class OnlyTheseStationaryPoints : IStatement
{
    private const double EmptyRow = 1e-4;

    public Claim Claim { get; } = new(
        "Theorem 2, searched",
        "searches from random starts, for stationary points of any kind, end only at those",
        ClaimForm.Corrected,
        "largest distance to the nearest of them, times the least |curvature| there, over σ₁²",
        "the points' gradients are below 1e-11 σ₁²; distance · |curvature| ≤ ‖∇L‖ to first order, doubled for the second");

    public string? NotApplicable(Trial trial) => Assumption.SearchEnds(trial.Core);

    public Measurement Measure(Trial trial) => new(
        trial.Found.Largest((problem, point) => Distance(trial, problem, point)), 2 * FoundPoints.Tolerance, trial.Found.Scope);

    private static double Distance(Trial trial, TheoryProblem problem, Weights<double> point)
    {
        var nearest = Nearest(problem, point).Weights(problem);
        var curvatures = SymmetricEigen.DecomposeValues(HessianProduct.NonUniformL2(problem).Dense(nearest));
        return point.Moved(trial.Claimed(nearest), -1).Length() * curvatures.Min(Math.Abs) / problem.Eigenvalues[0];
    }

    /// <summary>The analytic point that each row is closest to: its largest component, or none for a row of no length.</summary>
    private static StationaryPoint Nearest(TheoryProblem problem, Weights<double> point)
    {
        var overlaps = point.Encoder.TimesTransposed(problem.AllDirections);
        var component = new int[overlaps.Rows];
        var negative = new bool[overlaps.Rows];
        for (var r = 0; r < component.Length; r++)
        {
            var row = overlaps.Row(r).ToArray();
            var largest = Array.IndexOf(row, row.MaxBy(Math.Abs));
            (component[r], negative[r]) = Math.Abs(row[largest]) < EmptyRow ? (-1, false) : (largest, row[largest] < 0);
        }
        return new StationaryPoint(component, negative);
    }
}
