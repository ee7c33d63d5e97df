namespace LinearAutoencoders.Theory.Verification.Beyond;

internal sealed class GoldstoneStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Beyond, Goldstone",
        "sum λᵢ(RCRᵀ)ᵢᵢ falls along a skew A at 2 sum (λⱼ − λᵢ)AᵢⱼCᵢⱼ over i < j; Algorithm 1's A is ½C above the diagonal: a first-order "
            + "Goldstone step with C = W₁ΣW₁ᵀ for N and ½ for λⱼ − λᵢ, which descends it for every ascending λ",
        ClaimForm.Printed,
        "‖dC along the rotation term − (AC − CA)‖/‖dC‖ and |fall − formula| over the formula",
        "rounding of sums of km terms");

    public string? NotApplicable(Trial trial) => trial.Problem.LatentDimension < 2 ? "k = 1 has no rotation" : null;

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Core;
        var weights = WeightAlgebra.Random(problem, trial.Random, 1);
        var moment = problem.TimesMoment(weights.Encoder);
        var c = moment.TimesTransposed(weights.Encoder).Symmetric();
        // An update descends: the encoder moves along minus the term.
        var term = -1.0 * RagDirection.RotationTerm(problem, weights).Encoder;
        var change = 2.0 * term.TimesTransposed(moment).Symmetric();
        var a = trial.Claimed(c.StrictUpper().Skew());
        var difference = (change - (a * c - c * a)).Length() / change.Length();
        var (fall, formula) = (0.0, 0.0);
        for (var i = 0; i < problem.LatentDimension; i++)
        {
            fall -= problem.Penalties[i] * change[i, i];
            for (var j = i + 1; j < problem.LatentDimension; j++)
                formula += trial.Claimed((problem.Penalties[j] - problem.Penalties[i]) * c[i, j] * c[i, j]);
        }
        return new Measurement(
            Math.Max(difference, Math.Abs(fall - formula) / formula), 1e-12, $"random weights, {Trial.Sizes(problem)}");
    }
}
