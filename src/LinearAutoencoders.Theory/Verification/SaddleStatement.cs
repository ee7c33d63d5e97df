using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class SaddleStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Theorem 3, no other minima",
        "every stationary point but the ordered ones has a direction of negative curvature; the ordered ones have none",
        ClaimForm.Printed,
        "least of −λ_min(H) at the others and λ_min(H) at the ordered, over σ₁²",
        "a thousand times the rounding of the dense Hessian's eigenvalues");

    public string? NotApplicable(Trial trial) => Assumption.DistinctVariances(trial.Small);

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Small;
        var hessian = HessianProduct.NonUniformL2(problem);
        // A sign change of a latent dimension leaves the spectrum as it is: positive signs are enough.
        var points = StationaryPoints.All(problem).Where(point => point.HasNoNegative).ToList();
        var least = points.Min(point =>
            (point.IsOrdered ? 1 : -1) * SymmetricEigen.DecomposeValues(hessian.Dense(trial.Claimed(point.Weights(problem))))[^1]);
        return new Measurement(
            least / problem.Eigenvalues[0], 1e-11, $"{points.Count} points up to signs of {Trial.Sizes(problem)}", IsFloor: true);
    }
}
