namespace LinearAutoencoders.Theory.Verification;

internal sealed class ResidualIdentityStatement : IStatement
{
    public Claim Claim { get; } = new(
        "(10)-(15)",
        "at the minimum (I − W₂W₁)Σ = UΛUᵀ + the part of Σ outside U, and UᵀW, WᵀW are as printed; "
            + "(10) has n for √n and leaves the outside part out",
        ClaimForm.Corrected,
        "largest ‖difference‖ over σ₁²",
        "rounding of m × m products: m · 2⁻⁵³, eight times");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Core;
        var (u, w) = (problem.Directions, StationaryPoints.Ordered(problem).Weights(problem).Encoder);
        var root = MatrixAlgebra.Diagonal(problem.Penalties.Select((penalty, i) => Math.Sqrt(1 - penalty / problem.Eigenvalues[i])));
        var identity = MatrixAlgebra.Identity(problem.DataDimension);
        var outside = problem.TimesMoment(identity - u.TransposedTimes(u));
        var claimed = trial.Claimed(u.TransposedTimes(MatrixAlgebra.Diagonal(problem.Penalties) * u) + outside);
        var residual = (problem.TimesMoment(identity - w.TransposedTimes(w)) - claimed).Length() / problem.Eigenvalues[0];
        var overlap = Math.Max((u.TimesTransposed(w) - root).Length(), (w.TimesTransposed(w) - root * root).Length());
        return new Measurement(Math.Max(residual, overlap), 8 * problem.DataDimension * Math.ScaleB(1, -53), Trial.Sizes(problem));
    }
}
