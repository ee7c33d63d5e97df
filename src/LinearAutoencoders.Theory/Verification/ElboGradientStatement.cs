using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class ElboGradientStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Appendix F, gradients",
        "∇D, ∇V, ∇W of the ELBO over n are as printed, with WD for the printed DW",
        ClaimForm.Corrected,
        "largest ‖difference‖ over ‖gradient‖",
        "rounding of sums of km terms");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        var weights = VaeWeights.Random(problem, trial.Random);
        var (k, noise) = (problem.LatentDimension, Math.Exp(weights.Extra[^1]));
        double[] d = [.. weights.Extra[..k].ToArray().Select(Math.Exp)];
        var (v, w) = (weights.Encoder, weights.DecoderTransposed);
        var gram = w.TimesTransposed(w);
        var moment = problem.TimesMoment(v);
        var gradV = 1 / noise * (problem.TimesMoment(w) - (gram + noise * MatrixAlgebra.Identity(k)) * moment);
        var gradW = 1 / noise * (moment - w.Map((i, _, cell) => d[i] * cell) - moment.TimesTransposed(v).Transpose() * w);
        var measured = new ObjectiveValue(problem, new LinearVae<double>()).Gradient(weights);
        var claimed = trial.Claimed(WeightAlgebra.Of(gradV, gradW));
        // The project descends −ELBO/n along log D: −∇D · D.
        var byD = Enumerable.Range(0, k).Max(i =>
        {
            var printed = trial.Claimed((1 / d[i] - 1 - gram[i, i] / noise) / 2);
            return Math.Abs(measured.Extra[i] + printed * d[i]) / (1 + d[i] + d[i] * gram[i, i] / noise);
        });
        var worst = Math.Max(byD, (measured.Stacked + claimed.Stacked).Length() / measured.Stacked.Length());
        return new Measurement(worst, 1e-14 * Math.Sqrt(problem.DataDimension), $"random weights, {Trial.Sizes(problem)}");
    }
}
