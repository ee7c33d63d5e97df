using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class PositiveResidualStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Lemma 2",
        "(I − W₂W₁)Σ is symmetric and positive semi-definite at stationary points of (3)",
        ClaimForm.Printed,
        "largest of ‖C − Cᵀ‖/2 and −λ_min(C), times λ₁/σ₁⁴",
        "a gradient of 1e-11 σ₁² leaves W₁ − W₂ᵀ up to 1e-11 σ₁²/λ₁, and C moves by σ₁² times that");

    public Measurement Measure(Trial trial) => new(
        trial.Found.Largest(
            (problem, point) => Violation(trial, problem, point) * problem.Penalties[0] / Math.Pow(problem.Eigenvalues[0], 2)),
        FoundPoints.Tolerance, trial.Found.Scope);

    private static double Violation(Trial trial, TheoryProblem problem, Weights<double> point)
    {
        var reconstruction = trial.Claimed(point.DecoderTransposed.TransposedTimes(point.Encoder));
        var residual = problem.TimesMoment(MatrixAlgebra.Identity(problem.DataDimension) - reconstruction);
        return Math.Max(residual.Skew().Length(), -SymmetricEigen.DecomposeValues(residual.Symmetric())[^1]);
    }
}
