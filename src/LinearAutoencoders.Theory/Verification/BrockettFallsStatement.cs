namespace LinearAutoencoders.Theory.Verification;

internal sealed class BrockettFallsStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Theorem 4, (47), (48)",
        "along the flow V(W) never rises, and dV/dt = sum over i > j of (dᵢ − dⱼ)(wᵢᵀΣwⱼ)²",
        ClaimForm.Printed,
        "larger of the largest rise in a step over k tr S², and |dV/dt − formula|/(k‖WΣ‖‖dW/dt‖) at the start",
        "rounding of V: sums of k² terms of size k σ₁²");

    public Measurement Measure(Trial trial)
    {
        var problem = FlowRun.Reduced(trial);
        if (problem.LatentDimension < 2) return new Measurement(0, 0, "k = 1 has no rotation");
        var flow = new RotationFlow(problem);
        var start = FlowRun.RandomStart(problem, trial.Random);
        var run = new FlowRun(problem, start);
        var (covariance, velocity) = (flow.LatentCovariance(start), flow.Velocity(start));
        var moment = problem.TimesMoment(start);
        var slope = Enumerable.Range(0, start.Rows).Sum(i => -2 * (start.Rows - i) * moment.TimesTransposed(velocity)[i, i]);
        var formula = trial.Claimed((from i in Enumerable.Range(0, start.Rows)
                                     from j in Enumerable.Range(0, i)
                                     select (j - i) * covariance[i, j] * covariance[i, j]).Sum());
        var worst = Math.Max(
            run.LargestRise / (start.Rows * problem.Eigenvalues.Take(start.Rows).Sum()),
            Math.Abs(slope - formula) / (start.Rows * moment.Length() * velocity.Length()));
        return new Measurement(worst, 1e-14 * Math.Pow(problem.LatentDimension, 2), $"{run.Steps} steps, k = {problem.LatentDimension}");
    }
}
