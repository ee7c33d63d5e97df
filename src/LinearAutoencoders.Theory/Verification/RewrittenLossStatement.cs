using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class RewrittenLossStatement : IStatement
{
    public Claim Claim { get; } = new(
        "(31)",
        "(3) = tr(Q₂Q₁S²Q₁ᵀQ₂ᵀ − 2Q₂Q₁S² + S²) + 2 tr(Q₁Q₂Λ) + ‖Λ^½(Q₁ − Q₂ᵀ)‖², S² all m eigenvalues (−2Q₂Q₁S is printed)",
        ClaimForm.Corrected,
        "|difference| over the loss",
        "rounding of sums of 2km terms");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Core;
        var weights = WeightAlgebra.Random(problem, trial.Random, 1);
        var q1 = weights.Encoder.TimesTransposed(problem.AllDirections);
        var q2 = weights.DecoderTransposed.TimesTransposed(problem.AllDirections).Transpose();
        var (s2, penalties) = (MatrixAlgebra.Diagonal(problem.Eigenvalues), MatrixAlgebra.Diagonal(problem.Penalties));
        var both = q2 * q1;
        var asymmetry = q1 - q2.Transpose();
        var printed = (both * s2).TimesTransposed(both).Trace() - 2 * (both * s2).Trace() + s2.Trace()
            + 2 * (q1 * q2 * penalties).Trace() + (penalties * asymmetry).TimesTransposed(asymmetry).Trace();
        var loss = new ObjectiveValue(problem, new NonUniformL2<double>(problem.Penalties)).Loss(weights);
        return new Measurement(Math.Abs(loss - trial.Claimed(printed)) / loss, 1e-12, $"random weights, {Trial.Sizes(problem)}");
    }
}
