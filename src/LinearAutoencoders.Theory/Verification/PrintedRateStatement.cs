namespace LinearAutoencoders.Theory.Verification;

internal sealed class PrintedRateStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Theorem 5 as printed",
        "the rate is not g: turned in the plane of the least gap alone, Nd falls at exactly g/2",
        ClaimForm.Refuted,
        "|rate/g − ½|",
        "rounding of a cell that is 1e-2 of the diagonal's differences");

    public string? NotApplicable(Trial trial) => Assumption.DistinctVariances(trial.Core);

    public Measurement Measure(Trial trial)
    {
        var problem = FlowRun.Reduced(trial);
        if (problem.LatentDimension < 2) return new Measurement(0, 0, "k = 1 has no rotation");
        var i = Enumerable.Range(0, problem.LatentDimension - 1).MinBy(at => problem.Eigenvalues[at] - problem.Eigenvalues[at + 1]);
        var w = MatrixAlgebra.Rotation(problem.LatentDimension, i, i + 1, 0.01) * problem.Directions;
        var flow = new RotationFlow(problem);
        var (c, change) = (flow.LatentCovariance(w), 2.0 * flow.Velocity(w).TimesTransposed(problem.TimesMoment(w)).Symmetric());
        var rate = -change[i, i + 1] / c[i, i + 1];
        return new Measurement(Math.Abs(rate / trial.Claimed(c[i, i] - c[i + 1, i + 1]) - 0.5),
            1e-12 * problem.Eigenvalues[0] / FlowRun.LeastGap(problem), $"k = {problem.LatentDimension}");
    }
}
