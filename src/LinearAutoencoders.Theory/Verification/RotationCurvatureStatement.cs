using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class RotationCurvatureStatement : IStatement
{
    private const double H = 0.02;

    public Claim Claim { get; } = new(
        "Appendix B, rotation",
        "γ″(0) = 4(νⱼ − νᵢ)(λᵢ − λⱼ) and f_H = 2(νⱼ − νᵢ)(λᵢ − λⱼ)/(νᵢ + νⱼ) for (3) as it stands, νᵢ = 1 − λᵢ/σᵢ²; "
            + "the halves are printed",
        ClaimForm.Corrected,
        "largest |difference| over σ₁², all pairs, by finite differences and by dᵀHd",
        "f⁽⁸⁾ = 2⁶γ″: 2⁶γ″h⁶/560, and rounding 32 · 2⁻⁵³ tr Σ/h²; h = 0.02");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        if (problem.LatentDimension < 2) return new Measurement(0, 0, "k = 1 has no rotation");
        var value = new ObjectiveValue(problem, new NonUniformL2<double>(problem.Penalties));
        var hessian = HessianProduct.NonUniformL2(problem);
        var at = StationaryPoints.Ordered(problem).Weights(problem);
        double[] nu = [.. problem.Penalties.Select((penalty, i) => 1 - penalty / problem.Eigenvalues[i])];
        var (worst, largest, pairs) = (0.0, 0.0, 0);
        for (var i = 1; i < nu.Length; i++)
            for (var j = 0; j < i; j++, pairs++)
            {
                var claimed = trial.Claimed(4 * (nu[j] - nu[i]) * (problem.Penalties[i] - problem.Penalties[j]));
                var measured = FiniteDifference.Second(angle => value.Loss(Rotated(at, i, j, angle)), H);
                var tangent = Rotated(at, i, j, Math.PI / 2);
                for (var r = 0; r < 2 * nu.Length; r++)
                    if (r % nu.Length != i && r % nu.Length != j) tangent.Stacked.Row(r).Clear();
                var quotient = hessian.Along(at, tangent) / tangent.Dot(tangent);
                worst = Math.Max(worst, Math.Max(Math.Abs(measured - claimed), Math.Abs(quotient - claimed / (2 * (nu[i] + nu[j])))));
                largest = Math.Max(largest, Math.Abs(measured));
            }
        var limit = FiniteDifference.SecondError(H, problem.Moment.Trace, 64 * largest);
        return new Measurement(worst / problem.Eigenvalues[0], limit / problem.Eigenvalues[0], $"{pairs} pairs, {Trial.Sizes(problem)}");
    }

    private static Weights<double> Rotated(Weights<double> weights, int i, int j, double angle)
    {
        var rotation = MatrixAlgebra.Rotation(weights.LatentDimension, i, j, angle);
        return WeightAlgebra.Of(rotation * weights.Encoder, rotation * weights.DecoderTransposed);
    }
}
