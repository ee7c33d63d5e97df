namespace LinearAutoencoders.Theory.Verification;

internal sealed class NoLossStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Section 3, appendix G",
        "RAG's direction is the gradient of no loss: its Jacobian is not symmetric",
        ClaimForm.Printed,
        "|aᵀJb − bᵀJa| over |aᵀJb| + |bᵀJa|, finite differences",
        "a million times the differences' rounding");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Core;
        if (problem.LatentDimension < 2) return new Measurement(1, 0, "k = 1 has no rotation", IsFloor: true);
        var weights = WeightAlgebra.Random(problem, trial.Random, 1 / Math.Sqrt(problem.DataDimension));
        var (a, b) = (WeightAlgebra.Random(problem, trial.Random, 1), WeightAlgebra.Random(problem, trial.Random, 1));
        var share = trial.Claimed(1.0);  // of the rotation term; without it the direction is a gradient
        double Along(Weights<double> first, Weights<double> second) => FiniteDifference.First(h =>
        {
            var moved = weights.Moved(second, h);
            var term = RagDirection.RotationTerm(problem, moved);
            return first.Dot(RagDirection.Of(problem, moved)) - (1 - share) * first.Dot(term);
        }, 0.01);
        var (forth, back) = (Along(a, b), Along(b, a));
        return new Measurement(Math.Abs(forth - back) / (Math.Abs(forth) + Math.Abs(back)), 1e-8,
            $"random weights and directions, {Trial.Sizes(problem)}", IsFloor: true);
    }
}
