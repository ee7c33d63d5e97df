using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class DropoutRotationStatement : IStatement
{
    private const double H = 0.02;

    public Claim Claim { get; } = new(
        "(25), rotation",
        "along the scaled rotation (6) has slope ½(σᵢ² − σⱼ²)(pᵢ − pⱼ) sin 2θ, curvature (σᵢ² − σⱼ²)(pᵢ − pⱼ), "
            + "and speed² qᵢ² + 1/qᵢ² + qⱼ² + 1/qⱼ² (1/qᵢ² is printed twice)",
        ClaimForm.Corrected,
        "largest |difference| over σ₁², all pairs, by finite differences and by dᵀHd",
        "sinusoids of 2θ: 2⁶ · curvature · h⁶/560, and rounding 32 · 2⁻⁵³ L/h²; h = 0.02");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        if (problem.LatentDimension < 2) return new Measurement(0, 0, "k = 1 has no rotation");
        var value = new ObjectiveValue(problem, new DeterministicNestedDropout<double>(problem.Prior));
        var hessian = HessianProduct.NestedDropout(problem);
        double[] q = [.. problem.Penalties.Select(_ => 0.5 + trial.Random.NextUniform())];
        var at = NestedDropoutMinima.Weights(problem, q);
        var (worst, largest, pairs) = (0.0, 0.0, 0);
        for (var j = 1; j < q.Length; j++)
            for (var i = 0; i < j; i++, pairs++)
            {
                var kept = problem.Prior.KeepProbabilities;
                var curvature = trial.Claimed((problem.Eigenvalues[i] - problem.Eigenvalues[j]) * (kept[i] - kept[j]));
                double Loss(double angle) => value.Loss(Rotated(problem, q, i, j, angle)) / 2;
                var slope = FiniteDifference.First(move => Loss(0.4 + move), H) - curvature / 2 * Math.Sin(0.8);
                var bend = FiniteDifference.Second(Loss, H) - curvature;
                var tangent = Tangent(problem, q, i, j);
                var speed = q[i] * q[i] + 1 / (q[i] * q[i]) + q[j] * q[j] + 1 / (q[j] * q[j]);
                var quotient = hessian.Along(at, tangent) / 2 / tangent.Dot(tangent) - curvature / speed;
                worst = new[] { worst, Math.Abs(slope), Math.Abs(bend), Math.Abs(quotient) }.Max();
                largest = Math.Max(largest, Math.Abs(curvature));
            }
        var limit = FiniteDifference.SecondError(H, 4 * problem.Moment.Trace, 4 * 64 * largest);
        return new Measurement(worst / problem.Eigenvalues[0], limit / problem.Eigenvalues[0], $"{pairs} pairs, {Trial.Sizes(problem)}");
    }

    /// <summary>W₁ = Q R(θ) Uᵀ, W₂ = U R(θ)ᵀ Q⁻¹.</summary>
    private static Weights<double> Rotated(TheoryProblem problem, double[] q, int i, int j, double angle)
    {
        var turned = MatrixAlgebra.Rotation(q.Length, i, j, angle) * problem.Directions;
        return WeightAlgebra.Of(turned.Map((r, _, cell) => q[r] * cell), turned.Map((r, _, cell) => cell / q[r]));
    }

    private static Weights<double> Tangent(TheoryProblem problem, double[] q, int i, int j)
    {
        var tangent = Rotated(problem, q, i, j, Math.PI / 2);
        for (var r = 0; r < 2 * q.Length; r++)
            if (r % q.Length != i && r % q.Length != j) tangent.Stacked.Row(r).Clear();
        return tangent;
    }
}
