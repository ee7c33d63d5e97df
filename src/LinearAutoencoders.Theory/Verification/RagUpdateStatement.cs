namespace LinearAutoencoders.Theory.Verification;

internal sealed class RagUpdateStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Appendix G, (52)",
        "on the Stiefel manifold Algorithm 1 with (1) is dW₂/dt = 2(I − W₂W₂ᵀ)ΣW₂ − W₂ skew(upper(W₂ᵀΣW₂)); −2W₂ skew(…) is printed, "
            + "as if (1) had a ½",
        ClaimForm.Corrected,
        "‖difference‖ over the update's length",
        "rounding of sums of m terms");

    public string? NotApplicable(Trial trial) => Assumption.SomeVarianceDiffers(trial.Problem);

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        var w = MatrixAlgebra.RandomOrthonormal(problem.LatentDimension, problem.DataDimension, trial.Random);
        var update = -1.0 * RagDirection.Of(problem, WeightAlgebra.Of(w, w)).DecoderTransposed;
        var moment = problem.TimesMoment(w);
        var c = moment.TimesTransposed(w).Symmetric();
        var claimed = 2.0 * (moment - c * w) + trial.Claimed(c.StrictUpper().Skew()) * w;
        return new Measurement(
            (update - claimed).Length() / update.Length(), 1e-14 * Math.Sqrt(problem.DataDimension), $"random W₂, {Trial.Sizes(problem)}");
    }
}
