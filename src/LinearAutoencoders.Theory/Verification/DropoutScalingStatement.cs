using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class DropoutScalingStatement : IStatement
{
    private const double H = 0.1;

    public Claim Claim { get; } = new(
        "(23), (24), scaling",
        "½g″(0) = p₁σ₁²(1 + ½(q₁² + 1/q₁²)) for (6) at any Q",
        ClaimForm.Printed,
        "|difference| over σ₁², by finite differences and by dᵀHd",
        "a polynomial of degree 4, so only rounding: 32 · 2⁻⁵³ L / (h² σ₁²), L up to four times tr Σ; h = 0.1");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        var q = 0.5 + trial.Random.NextUniform();
        var at = NestedDropoutMinima.Weights(problem, [.. Enumerable.Repeat(q, problem.LatentDimension)]);
        var first = problem.Directions.Map((r, _, cell) => r == 0 ? cell : 0);
        var direction = WeightAlgebra.Of(first, first);
        // (6) is half of the loss that this project divides by n, so g″ is half of the second derivative measured here.
        var claimed = trial.Claimed(4 * problem.Eigenvalues[0] * (1 + (q * q + 1 / (q * q)) / 2));
        var value = new ObjectiveValue(problem, new DeterministicNestedDropout<double>(problem.Prior));
        var differences = FiniteDifference.Second(h => value.Loss(at.Moved(direction, h)), H);
        var worst = Math.Max(
            Math.Abs(differences - claimed), Math.Abs(HessianProduct.NestedDropout(problem).Along(at, direction) - claimed));
        var limit = FiniteDifference.SecondError(H, 4 * problem.Moment.Trace, 0);
        return new Measurement(worst / problem.Eigenvalues[0], limit / problem.Eigenvalues[0],
            FormattableString.Invariant($"Q = {q:0.00} I, {Trial.Sizes(problem)}"));
    }
}
