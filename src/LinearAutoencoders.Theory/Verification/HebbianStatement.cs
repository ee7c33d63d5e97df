namespace LinearAutoencoders.Theory.Verification;

internal sealed class HebbianStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Section 6.1",
        "at W₁ = W₂ᵀ = W the decoder's RAG update less GHA's is −½(α/n)(YYᵀ − diag YYᵀ)W, "
            + "for the gradient of ‖X − W₂W₁X‖²/2n (of (1), which has no ½, it is not)",
        ClaimForm.Corrected,
        "‖difference‖ over the update's length",
        "rounding of sums of km terms");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        var w = MatrixAlgebra.Normal(problem.LatentDimension, problem.DataDimension, trial.Random, 1 / Math.Sqrt(problem.DataDimension));
        var weights = WeightAlgebra.Of(w, w);
        var (moment, covariance) = (problem.TimesMoment(w), new RotationFlow(problem).LatentCovariance(w));
        // Half of the gradient, all of the rotation: what is left of the direction of (1) after half a gradient is taken away.
        var full = RagDirection.Of(problem, weights).DecoderTransposed;
        var rotation = RagDirection.RotationTerm(problem, weights).DecoderTransposed;
        var rag = -0.5 * (full - rotation) - rotation;
        var hebbian = moment - (covariance.StrictLower() + covariance.DiagonalPart()) * w;
        var claimed = trial.Claimed(-0.5 * ((covariance - covariance.DiagonalPart()) * w));
        return new Measurement(
            (rag - hebbian - claimed).Length() / rag.Length(), 1e-14 * problem.LatentDimension, $"random W, {Trial.Sizes(problem)}");
    }
}
