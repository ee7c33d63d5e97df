using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class PositiveResidualStatement : IStatement
{
    public Claim Claim { get; } = new("Lemma 2", "(I − W₂W₁)Σ is symmetric and positive semi-definite at stationary points of (3)", ClaimForm.Printed,
        "largest of ‖C − Cᵀ‖ and −λ_min(C), over σ₁²",
        "C = (I − W₂W₁)Σ moves by at most ‖∇L‖/λ₁ times σ₁² when the point is off by its gradient; here 1e-11 σ₁²/λ₁");

    public Measurement Measure(Trial trial)
    {
        var (small, core) = (FoundPoints.OfAnyKind(trial), FoundPoints.Minima(trial.Core, trial));
        var worst = Math.Max(small.Max(point => Violation(trial, trial.Small, point)), core.Max(point => Violation(trial, trial.Core, point)));
        var condition = Math.Max(trial.Small.Eigenvalues[0] / trial.Small.Penalties[0], trial.Core.Eigenvalues[0] / trial.Core.Penalties[0]);
        return new Measurement(worst, 1e-11 * condition, FoundPoints.Scope(trial, small.Count, core.Count));
    }

    private static double Violation(Trial trial, TheoryProblem problem, Weights<double> point)
    {
        var reconstruction = trial.Claimed(point.DecoderTransposed.TransposedTimes(point.Encoder));
        var residual = problem.TimesMoment(MatrixAlgebra.Identity(problem.DataDimension) - reconstruction);
        var smallest = SymmetricEigen.DecomposeValues(residual.Symmetric())[^1];
        return Math.Max(residual.Skew().Length(), -smallest) / problem.Eigenvalues[0];
    }
}
