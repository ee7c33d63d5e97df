using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class EscapeStatement : IStatement
{
    private const double H = 0.1;

    public Claim Claim { get; } = new(
        "Lemma 7",
        "an empty dimension i that takes up a free component j has curvature −4(σⱼ² − λᵢ)(1 − λⱼ/σⱼ²) (one index is printed)",
        ClaimForm.Corrected,
        "largest |difference| over σ₁², by finite differences",
        "the loss is a polynomial of degree 4 along it, so only rounding: 32 · 2⁻⁵³ tr Σ / (h² σ₁²), h = 0.1");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Small;
        var value = new ObjectiveValue(problem, new NonUniformL2<double>(problem.Penalties));
        var cases = (from point in StationaryPoints.All(problem)
                     where point.HasNoNegative
                     from i in Enumerable.Range(0, problem.LatentDimension)
                     where point.Component[i] < 0
                     from j in Enumerable.Range(0, problem.LatentDimension)
                     where !point.Component.Contains(j)
                     select (point, i, j)).ToList();
        var worst = cases.Max(one =>
        {
            var (left, at) = (1 - problem.Penalties[one.j] / problem.Eigenvalues[one.j], one.point.Weights(problem));
            var row = problem.Directions.Map((r, c, _) => r == one.i ? Math.Sqrt(left) * problem.AllDirections[one.j, c] : 0);
            var direction = WeightAlgebra.Of(row, row);
            var measured = FiniteDifference.Second(h => value.Loss(at.Moved(direction, h)), H);
            return Math.Abs(measured - trial.Claimed(-4 * (problem.Eigenvalues[one.j] - problem.Penalties[one.i]) * left));
        });
        var limit = FiniteDifference.SecondError(H, problem.Moment.Trace, 0);
        return new Measurement(
            worst / problem.Eigenvalues[0], limit / problem.Eigenvalues[0], $"{cases.Count} cases of {Trial.Sizes(problem)}");
    }
}
