namespace LinearAutoencoders.Theory.Verification;

internal sealed class BrockettUpdateStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Appendix G, (51)",
        "the Stiefel gradient of −tr(W₂ᵀΣW₂D) gives 2(I − W₂W₂ᵀ)ΣW₂D − 2W₂ skew([dᵢ − dⱼ] ∘ upper(W₂ᵀΣW₂)), "
            + "as do (51) and the masks between",
        ClaimForm.Printed,
        "largest ‖difference‖ of the three forms over the update's length",
        "rounding of sums of m terms");

    public string? NotApplicable(Trial trial) => Assumption.SomeVarianceDiffers(trial.Problem);

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        var k = problem.LatentDimension;
        var w = MatrixAlgebra.RandomOrthonormal(k, problem.DataDimension, trial.Random).Transpose();
        double[] weights = [.. Enumerable.Range(0, k).Select(i => k - i + 0.5 * trial.Random.NextUniform())];
        var d = MatrixAlgebra.Diagonal(weights);
        var moment = problem.TimesMoment(w.Transpose()).Transpose();
        var c = w.TransposedTimes(moment).Symmetric();
        // The projection of the plain gradient −2ΣW₂D on the tangent space: Z − W sym(WᵀZ).
        var plain = 2.0 * (moment * d);
        var projected = plain - w * w.TransposedTimes(plain).Symmetric();
        var within = 2.0 * ((moment - w * c) * d);
        var printed = within + 2.0 * (w * (c * d).Skew());
        var masked = within - 2.0 * (w * trial.Claimed(c.StrictUpper().Map((i, j, cell) => (weights[i] - weights[j]) * cell)).Skew());
        var worst = Math.Max((projected - printed).Length(), (projected - masked).Length()) / projected.Length();
        return new Measurement(worst, 1e-14 * Math.Sqrt(problem.DataDimension), $"random W₂, {Trial.Sizes(problem)}");
    }
}
