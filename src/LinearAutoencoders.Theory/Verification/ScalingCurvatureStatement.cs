using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class ScalingCurvatureStatement : IStatement
{
    private const double H = 0.1;

    public Claim Claim { get; } = new(
        "Appendix B, scaling",
        "h_Z″(0) = 8σ₁²(1 − λ₁/σ₁²)², Rayleigh quotient 4(σ₁² − λ₁), for (3) as it stands; the half is printed, of (3)/2",
        ClaimForm.Corrected,
        "largest |difference| over σ₁², by finite differences and by dᵀHd",
        "a polynomial of degree 4, so only rounding: 32 · 2⁻⁵³ tr Σ / (h² σ₁²), h = 0.1");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        var value = new ObjectiveValue(problem, new NonUniformL2<double>(problem.Penalties));
        var (at, left) = (StationaryPoints.Ordered(problem).Weights(problem), 1 - problem.Penalties[0] / problem.Eigenvalues[0]);
        var first = at.Encoder.Map((r, _, cell) => r == 0 ? cell : 0);
        var direction = WeightAlgebra.Of(first, first);
        var claimed = trial.Claimed(8 * problem.Eigenvalues[0] * left * left);
        var differences = FiniteDifference.Second(h => value.Loss(at.Moved(direction, h)), H);
        var quotient = HessianProduct.NonUniformL2(problem).Along(at, direction) / direction.Dot(direction);
        var worst = Math.Max(
            Math.Abs(differences - claimed), Math.Abs(quotient - trial.Claimed(4 * (problem.Eigenvalues[0] - problem.Penalties[0]))));
        return new Measurement(worst / problem.Eigenvalues[0],
            FiniteDifference.SecondError(H, problem.Moment.Trace, 0) / problem.Eigenvalues[0], Trial.Sizes(problem));
    }
}
