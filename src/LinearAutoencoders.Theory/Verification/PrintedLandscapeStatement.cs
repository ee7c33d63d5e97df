using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class PrintedLandscapeStatement : IStatement
{
    public Claim Claim { get; } = new(
        "(4), (5) as printed",
        "with P not diagonal they are not stationary: ‖∇L‖ = 2√2 (sum (1 − λᵢ/σᵢ²)(λ_r − λᵢ)²)^½, i in dimension r",
        ClaimForm.Refuted,
        "least ‖∇L‖ over that formula, at the full-rank P that are not diagonal",
        "the formula is exact; rounding of 2km gradient entries against it");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Small;
        var value = new ObjectiveValue(problem, new NonUniformL2<double>(problem.Penalties));
        var permuted = StationaryPoints.All(problem)
            .Where(point => !point.IsOrdered && point.Component.All(i => i >= 0 && i < problem.LatentDimension)).ToList();
        if (permuted.Count == 0) return new Measurement(1, 1 - 1e-9, "k = 1 has no other P", IsFloor: true);
        var least = permuted.Min(point =>
        {
            double[] amplitudes = [.. problem.Penalties.Select((penalty, i) => Math.Sqrt(1 - penalty / problem.Eigenvalues[i]))];
            var encoder = problem.Directions.Map(
                (r, j, _) => amplitudes[point.Component[r]] * problem.AllDirections[point.Component[r], j]);
            var excess = point.Component.Select((i, r) => amplitudes[i] * (problem.Penalties[r] - problem.Penalties[i])).Sum(x => x * x);
            return value.Gradient(WeightAlgebra.Of(encoder, encoder)).Length() / trial.Claimed(2 * Math.Sqrt(2 * excess));
        });
        return new Measurement(least, 1 - 1e-9, $"{permuted.Count} points of {Trial.Sizes(problem)}", IsFloor: true);
    }
}
