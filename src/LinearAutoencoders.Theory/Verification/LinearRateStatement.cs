namespace LinearAutoencoders.Theory.Verification;

internal sealed class LinearRateStatement : IStatement
{
    private const double Angle = 1e-8;
    private const int Steps = 100;

    public Claim Claim { get; } = new(
        "Theorem 5",
        "near the ordered point the non-diagonality of YYᵀ/n falls at a rate of at least g/2: "
            + "each cell next to the diagonal at half its gap",
        ClaimForm.Corrected,
        "largest |measured rate of a cell / (half its gap) − 1|, and shortfall of Nd's rate below g/2",
        "terms of second order: 4k · angle · (σ₁²/g)² with angles of 1e-8, and the rounding of cells that small");

    public string? NotApplicable(Trial trial) => Assumption.DistinctVariances(trial.Core);

    public Measurement Measure(Trial trial)
    {
        var problem = FlowRun.Reduced(trial);
        if (problem.LatentDimension < 2) return new Measurement(0, 0, "k = 1 has no rotation");
        var (flow, gap) = (new RotationFlow(problem), FlowRun.LeastGap(problem));
        var start = FlowRun.NearOrdered(problem, trial.Random, Angle);
        var w = start;
        for (var step = 0; step < Steps; step++) w = flow.Advance(w, flow.Step / 4);
        var (before, after, time) = (flow.LatentCovariance(start), flow.LatentCovariance(w), Steps * flow.Step / 4);
        var worst = 0.0;
        for (var i = 0; i + 1 < problem.LatentDimension; i++)
        {
            var rate = Math.Log(Math.Abs(before[i, i + 1] / after[i, i + 1])) / time;
            worst = Math.Max(worst, Math.Abs(rate / trial.Claimed((problem.Eigenvalues[i] - problem.Eigenvalues[i + 1]) / 2) - 1));
        }
        var whole = Math.Log(before.NonDiagonality() / after.NonDiagonality()) / time;
        worst = Math.Max(worst, 1 - whole / (gap / 2));
        // A cell is an angle times its own gap, and the products of the others are divided by it.
        var spread = problem.Eigenvalues[0] / gap;
        var rounding = 32 * Math.ScaleB(1, -53) * spread / Angle * (2 / (gap * time));
        return new Measurement(worst, 4 * problem.LatentDimension * Angle * spread * spread + rounding, $"k = {problem.LatentDimension}");
    }
}
