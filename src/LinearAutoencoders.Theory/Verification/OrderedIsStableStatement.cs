namespace LinearAutoencoders.Theory.Verification;

internal sealed class OrderedIsStableStatement : IStatement
{
    private const double Angle = 0.02;

    public Claim Claim { get; } = new(
        "Theorem 4, stability",
        "from near ĨUᵀ the flow returns to it, and no other PUᵀ holds it: the flow leaves a swapped one for an ordered one",
        ClaimForm.Printed,
        "distance to the ordered point at the end, times the least gap over σ₁², from both",
        "integrated until ‖C‖ off its diagonal is below 1e-12 σ₁²");

    public string? NotApplicable(Trial trial) => Assumption.FlowEnds(trial.Core);

    public Measurement Measure(Trial trial)
    {
        var problem = FlowRun.Reduced(trial);
        if (problem.LatentDimension < 2) return new Measurement(0, 0, "k = 1 has no rotation");
        var near = FlowRun.NearOrdered(problem, trial.Random, Angle);
        var i = trial.Random.NextBelow(problem.LatentDimension - 1);
        var swapped = near.Map((r, j, _) => near[r == i ? i + 1 : r == i + 1 ? i : r, j]);
        var target = trial.Claimed(problem.Directions);  // diagonal in these coordinates, so signs are those of the cells
        var returned = (new FlowRun(problem, near).End - target).Length();
        var swappedEnd = new FlowRun(problem, swapped).End;
        var left = (swappedEnd.Map((_, _, cell) => Math.Abs(cell)) - target.Map((_, _, cell) => Math.Abs(cell))).Length();
        return new Measurement(Math.Max(returned, left) * FlowRun.LeastGap(problem) / problem.Eigenvalues[0], 4 * FlowRun.Still,
            FormattableString.Invariant($"turned by about {Angle} from both, k = {problem.LatentDimension}"));
    }
}
