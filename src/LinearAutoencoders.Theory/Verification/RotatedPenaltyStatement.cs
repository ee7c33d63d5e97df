using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class RotatedPenaltyStatement : IStatement
{
    public Claim Claim { get; } = new(
        "(34), (35)",
        "the penalty after a rotation by θ is 2(A cos(2θ + B) + const), A sin B = −(λⱼ − λᵢ)wᵢᵀwⱼ (twice that is printed)",
        ClaimForm.Corrected,
        "largest |difference| over the penalty, at random θ",
        "rounding of sums of km terms");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Core;
        if (problem.LatentDimension < 2) return new Measurement(0, 0, "k = 1 has no rotation");
        var w = MatrixAlgebra.Normal(problem.LatentDimension, problem.DataDimension, trial.Random);
        var gram = w.TimesTransposed(w);
        var worst = 0.0;
        for (var count = 0; count < 20; count++)
        {
            var j = 1 + trial.Random.NextBelow(problem.LatentDimension - 1);
            var (i, angle) = (trial.Random.NextBelow(j), 6 * trial.Random.NextUniform());
            var (li, lj, cosine) = (problem.Penalties[i], problem.Penalties[j], Math.Cos(2 * angle));
            var aCosB = (lj - li) * (gram[j, j] - gram[i, i]) / 2;
            var aSinB = -(lj - li) * gram[i, j];
            var constant = Penalty(problem, w) / 2 - aCosB;  // from θ = 0
            var claimed = 2 * (aCosB * cosine - trial.Claimed(aSinB) * Math.Sin(2 * angle) + constant);
            var measured = Penalty(problem, MatrixAlgebra.Rotation(problem.LatentDimension, i, j, angle) * w);
            worst = Math.Max(worst, Math.Abs(measured - claimed) / measured);
        }
        return new Measurement(worst, 1e-13, $"20 planes and angles, {Trial.Sizes(problem)}");
    }

    private static double Penalty(TheoryProblem problem, Matrix<double> w) =>
        2 * problem.Penalties.Select((penalty, i) => penalty * Vectors.SquaredNorm<double>(w.Row(i))).Sum();
}
