namespace LinearAutoencoders.Theory.Verification;

internal sealed class EmptyDimensionsStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Theorem 3, λ_k ≥ σ_k²",
        "without λ_k < σ_k²: dimensions with λᵢ ≥ σᵢ² are empty at the minimum, the others as in (40), (41)",
        ClaimForm.Corrected,
        "largest | |W₁Uᵀ| − √(1 − λᵢ/σᵢ²) or 0 |, times the least curvature, over σ₁²",
        "gradients are below 1e-11 σ₁²; doubled");

    public string? NotApplicable(Trial trial) => Assumption.SearchEnds(trial.Core);

    public Measurement Measure(Trial trial)
    {
        var core = trial.Core;
        var last = core.LatentDimension - 1;
        var scale = 1.5 * core.Eigenvalues[last] / core.Penalties[last];
        var problem = core.WithPenalties([.. core.Penalties.Select(penalty => scale * penalty)]);
        var ordered = StationaryPoints.Ordered(problem).Weights(problem);
        var least = LeastCurvature(problem);
        var expected = trial.Claimed(ordered.Encoder.TimesTransposed(problem.AllDirections));
        var worst = trial.Found.Minima(problem).Max(point =>
            (point.Encoder.TimesTransposed(problem.AllDirections).Map((_, _, value) => Math.Abs(value)) - expected).Length());
        var empty = problem.Penalties.Where((penalty, i) => penalty >= problem.Eigenvalues[i]).Count();
        return new Measurement(
            worst * least / problem.Eigenvalues[0], 2 * FoundPoints.Tolerance, $"{empty} empty of {Trial.Sizes(problem)}");
    }

    /// <summary>A lower bound of the curvature at the minimum by the rotations and by what keeps an empty dimension empty.</summary>
    private static double LeastCurvature(TheoryProblem problem)
    {
        double[] left = [.. problem.Penalties.Select((penalty, i) => Math.Max(0, 1 - penalty / problem.Eigenvalues[i]))];
        var empty = problem.Penalties.Select((penalty, i) => penalty - problem.Eigenvalues[i]).Where(margin => margin >= 0).Min();
        var rotations = from i in Enumerable.Range(0, left.Length)
                        from j in Enumerable.Range(0, i)
                        where left[i] > 0
                        select (left[j] - left[i]) * (problem.Penalties[i] - problem.Penalties[j]) / (left[i] + left[j]);
        return Math.Min(empty, rotations.DefaultIfEmpty(double.PositiveInfinity).Min()) / 2;
    }
}
