using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class OptimalVaeStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Appendix F, ℓ₂ form",
        "at D = D* and V = M⁻¹Wᵀ: ∇D = ∇V = 0, and ∇W/n is (X − WY)Yᵀ/nσ² − W diag(M)⁻¹: "
            + "the gradient of (3)'s form with λᵢ = σ²/Mᵢᵢ held fixed",
        ClaimForm.Printed,
        "‖difference‖ of the whole gradient over ‖∇W‖'s larger term",
        "rounding of sums of km terms, times the condition of M");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        var decoder = VaeWeights.Random(problem, trial.Random).DecoderTransposed;
        var noise = 0.2 * problem.Eigenvalues[0];
        var weights = OptimalVae.Of(decoder, Math.Log(noise));
        var gram = decoder.TimesTransposed(decoder);
        var moment = problem.TimesMoment(weights.Encoder);
        var fit = 1 / noise * (moment - moment.TimesTransposed(weights.Encoder).Transpose() * decoder);
        var claimed = fit - trial.Claimed(decoder.Map((i, _, cell) => cell / (gram[i, i] + noise)));
        var measured = new ObjectiveValue(problem, new LinearVae<double>()).Gradient(weights);
        var byD = Enumerable.Range(0, problem.LatentDimension).Max(i => Math.Abs(measured.Extra[i]));
        var difference = Math.Sqrt(
            byD * byD + Math.Pow(measured.Encoder.Length(), 2) + Math.Pow((measured.DecoderTransposed + claimed).Length(), 2));
        return new Measurement(difference / Math.Max(fit.Length(), 1),
            1e-13 * (1 + gram.Length() / noise) * Math.Sqrt(problem.DataDimension), $"random W, {Trial.Sizes(problem)}");
    }
}
