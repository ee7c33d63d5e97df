namespace LinearAutoencoders.Theory.Verification;

internal sealed class TransposeStatement : IStatement
{
    public Claim Claim { get; } = new("Theorem 1", "W₁ = W₂ᵀ at every stationary point of (3)", ClaimForm.Printed,
        "largest ‖W₁ − W₂ᵀ‖ · λ₁ / σ₁² at points found by optimization",
        "the points' gradients are below 1e-11 σ₁², and ‖W₁ − W₂ᵀ‖ ≤ ‖∇L‖ / (√2 λ₁)");

    public Measurement Measure(Trial trial)
    {
        var (small, core) = (FoundPoints.OfAnyKind(trial), FoundPoints.Minima(trial.Core, trial));
        var worst = Math.Max(
            small.Max(point => Distance(trial, point) * trial.Small.Penalties[0] / trial.Small.Eigenvalues[0]),
            core.Max(point => Distance(trial, point) * trial.Core.Penalties[0] / trial.Core.Eigenvalues[0]));
        return new Measurement(worst, 1e-11, FoundPoints.Scope(trial, small.Count, core.Count));
    }

    private static double Distance(Trial trial, Weights<double> point) =>
        (point.Encoder - trial.Claimed(point.DecoderTransposed)).Length();
}
