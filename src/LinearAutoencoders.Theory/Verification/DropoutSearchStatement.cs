using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class DropoutSearchStatement : IStatement
{
    public Claim Claim { get; } = new(
        "(21), (22), searched",
        "minimization of (6) from random starts ends at that loss, with every row of W₁ along its own component",
        ClaimForm.Printed,
        "largest of |loss − formula|/tr Σ and the part of W₁ off the axes",
        "gradients below 1e-11 σ₁² over the least curvature that is not zero");

    public string? NotApplicable(Trial trial) => Assumption.DistinctVariances(trial.Small);

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Small;
        var value = new ObjectiveValue(problem, new DeterministicNestedDropout<double>(problem.Prior));
        var hessian = HessianProduct.NestedDropout(problem);
        var worst = 0.0;
        for (var start = 0; start < 5; start++)
        {
            var found = MinimumSearch.From(
                value, hessian, WeightAlgebra.Random(problem, trial.Random, 0.5), 1e-11 * problem.Eigenvalues[0]);
            var loss = Math.Abs(value.Loss(found) - trial.Claimed(NestedDropoutMinima.Loss(problem))) / problem.Moment.Trace;
            var offAxes = found.Encoder.TimesTransposed(problem.AllDirections).Map((r, j, cell) => r == j ? 0 : cell);
            var off = offAxes.Length() / found.Encoder.Length();
            worst = Math.Max(worst, Math.Max(loss, off));
        }
        double[] kept = [.. problem.Prior.KeepProbabilities];
        var least = Enumerable.Range(1, kept.Length - 1)
            .Select(i => (kept[i - 1] - kept[i]) * (problem.Eigenvalues[i - 1] - problem.Eigenvalues[i]) / 8)
            .Append(kept[^1] * (problem.Eigenvalues[kept.Length - 1] - problem.Eigenvalues[kept.Length]) / 8).Min();
        return new Measurement(worst, 1e-11 * problem.Eigenvalues[0] / least, $"5 starts, {Trial.Sizes(problem)}");
    }
}
