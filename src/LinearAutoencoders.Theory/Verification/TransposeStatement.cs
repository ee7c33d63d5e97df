namespace LinearAutoencoders.Theory.Verification;

internal sealed class TransposeStatement : IStatement
{
    public Claim Claim { get; } = new("Theorem 1", "W₁ = W₂ᵀ at every stationary point of (3)", ClaimForm.Printed,
        "largest ‖W₁ − W₂ᵀ‖ λ₁/σ₁² at points found by optimization",
        "the points' gradients are below 1e-11 σ₁², and ‖W₁ − W₂ᵀ‖ ≤ ‖∇L‖ / (√2 λ₁)");

    public string? NotApplicable(Trial trial) => Assumption.SearchEnds(trial.Core);

    public Measurement Measure(Trial trial) => new(
        trial.Found.Largest((problem, point) =>
            (point.Encoder - trial.Claimed(point.DecoderTransposed)).Length() * problem.Penalties[0] / problem.Eigenvalues[0]),
        FoundPoints.Tolerance, trial.Found.Scope);
}
