using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class OthersAreHigherStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Theorem 3, only there",
        "every stationary point but the ordered ones lies above the minimum",
        ClaimForm.Printed,
        "least (L − minimum) / tr Σ over the others",
        "a hundred times the rounding of the two losses");

    public string? NotApplicable(Trial trial) => Assumption.DistinctVariances(trial.Small);

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Small;
        var value = new ObjectiveValue(problem, new NonUniformL2<double>(problem.Penalties));
        var minimum = value.Loss(trial.Claimed(StationaryPoints.Ordered(problem).Weights(problem)));
        var others = StationaryPoints.All(problem).Where(point => !point.IsOrdered).ToList();
        var least = others.Min(point => value.Loss(point.Weights(problem)) - minimum) / problem.Moment.Trace;
        return new Measurement(least, 1e-12, $"{others.Count} points of {Trial.Sizes(problem)}", IsFloor: true);
    }
}
