using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class FlowAlignsStatement : IStatement
{
    private const int Starts = 3;

    public Claim Claim { get; } = new(
        "Theorem 4, (45), (46)",
        "from O₀Uᵀ, O₀ random, the rotation flow ends at PUᵀ, P a signed permutation",
        ClaimForm.Printed,
        "largest ‖|W(T)Uᵀ| − nearest permutation‖, times the least gap over σ₁²",
        "integrated until ‖C‖ off its diagonal is below 1e-12 σ₁²; an angle is a cell over its gap");

    public string? NotApplicable(Trial trial) => Assumption.FlowEnds(trial.Core);

    public Measurement Measure(Trial trial)
    {
        var problem = FlowRun.Reduced(trial);
        if (problem.LatentDimension < 2) return new Measurement(0, 0, "k = 1 has no rotation");
        var (worst, steps) = (0.0, 0);
        for (var start = 0; start < Starts; start++)
        {
            var run = new FlowRun(problem, FlowRun.RandomStart(problem, trial.Random));
            worst = Math.Max(worst, OffPermutation(trial.Claimed(run.End.TimesTransposed(problem.AllDirections))));
            steps += run.Steps;
        }
        return new Measurement(worst * FlowRun.LeastGap(problem) / problem.Eigenvalues[0], 4 * FlowRun.Still,
            $"{Starts} starts, {steps} steps, k = {problem.LatentDimension}");
    }

    private static double OffPermutation(Matrix<double> overlaps)
    {
        var taken = Enumerable.Range(0, overlaps.Rows).Select(r => overlaps.Row(r).ToArray())
            .Select(row => Array.IndexOf(row, row.MaxBy(Math.Abs))).ToList();
        if (taken.Distinct().Count() < taken.Count) return double.PositiveInfinity;
        return overlaps.Map((r, j, cell) => Math.Abs(cell) - (taken[r] == j ? 1 : 0)).Length();
    }
}
