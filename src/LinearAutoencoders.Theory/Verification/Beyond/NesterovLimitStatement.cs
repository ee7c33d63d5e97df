using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Theory.Verification.Beyond;

internal sealed class NesterovLimitStatement : IStatement
{
    private const double Momentum = 0.9;

    public Claim Claim { get; } = new(
        "Beyond, stability",
        "Nesterov momentum is stable along a curvature κ up to α = (2 + 2μ)/((1 + 2μ)κ), 1.357/(4σ₁²) at κ = 4σ₁² and μ = 0.9",
        ClaimForm.Printed,
        "|z| − 1 a ten-thousandth below the limit, and 1 − |z| as much above it",
        "below it steps shrink, above it they grow");

    public Measurement Measure(Trial trial)
    {
        var curvature = 4 * trial.Problem.Eigenvalues[0];
        var limit = trial.Claimed((2 + 2 * Momentum) / ((1 + 2 * Momentum) * curvature));
        var below = NesterovRate.Factor(curvature, limit * (1 - 1e-4), Momentum) - 1;
        var above = 1 - NesterovRate.Factor(curvature, limit * (1 + 1e-4), Momentum);
        return new Measurement(Math.Max(below, above), 0, $"κ = 4σ₁², {Trial.Sizes(trial.Problem)}");
    }
}
