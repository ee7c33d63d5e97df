using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification.Beyond;

internal sealed class BalanceStepStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Beyond, balance",
        "a gradient step of (1) changes W₁W₁ᵀ − W₂ᵀW₂ by α²(g₁g₁ᵀ − g₂ᵀg₂) and by nothing else: small steps conserve it, and nothing "
            + "restores it",
        ClaimForm.Printed,
        "‖change − α²(g₁g₁ᵀ − g₂ᵀg₂)‖ over α²‖g‖²",
        "rounding of the weights' own products, ‖W‖² of them");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Core;
        var weights = WeightAlgebra.Random(problem, trial.Random, 1 / Math.Sqrt(problem.DataDimension));
        var rate = 0.1 / problem.Eigenvalues[0];
        var gradient = new ObjectiveValue(problem, new Reconstruction<double>()).Gradient(weights);
        var change = Balance(weights.Moved(gradient, -rate)) - Balance(weights);
        var claimed = trial.Claimed(rate * rate * Balance(gradient));
        var size = rate * rate * gradient.Dot(gradient);
        return new Measurement((change - claimed).Length() / size, 1e-14 * problem.DataDimension * (1 + weights.Dot(weights) / size),
            $"random weights, α = 0.1/σ₁², {Trial.Sizes(problem)}");
    }

    private static Matrix<double> Balance(Weights<double> w) =>
        (w.Encoder.TimesTransposed(w.Encoder) - w.DecoderTransposed.TimesTransposed(w.DecoderTransposed)).Symmetric();
}
