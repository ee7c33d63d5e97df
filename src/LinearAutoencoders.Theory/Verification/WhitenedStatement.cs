using LinearAutoencoders.Metrics;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class WhitenedStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Section 6.4, remark",
        "a diagonal, ordered YYᵀ is not enough without W₁ = W₂ᵀ: RAG also stands still at W₁ = DOS⁻¹Uᵀ, W₂ = USOᵀD⁻¹, "
            + "O any orthogonal matrix",
        ClaimForm.Refuted,
        "d_align of W₂ there; not a number unless RAG's direction is 0",
        "an O of turns by π/4 is far from a permutation");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Core;
        if (problem.LatentDimension < 2) return new Measurement(1, 0, "k = 1 has no rotation", IsFloor: true);
        var k = problem.LatentDimension;
        var orthogonal = MatrixAlgebra.Identity(k);
        for (var i = 0; i + 1 < k; i++) orthogonal = MatrixAlgebra.Rotation(k, i, i + 1, Math.PI / 4) * orthogonal;
        double[] root = [.. problem.Eigenvalues.Take(k).Select(Math.Sqrt)];
        var whitened = problem.Directions.Map((i, _, cell) => cell / root[i]);
        var colored = problem.Directions.Map((i, _, cell) => cell * root[i]);
        double[] d = [.. Enumerable.Range(0, k).Select(i => 1.5 - (double)i / k)];
        var weights = trial.Claimed(WeightAlgebra.Of(
            (orthogonal * whitened).Map((i, _, cell) => d[i] * cell), (orthogonal * colored).Map((i, _, cell) => cell / d[i])));
        var still = RagDirection.Of(problem, weights).Length() <= 1e-12 * problem.Eigenvalues[0] * k * root[0] / root[^1];
        var distance = new DistanceMeter(problem.Directions.Clone()).Measure(weights).AxisAlignment;
        return new Measurement(still ? distance : double.NaN, 0.01, $"O of turns by π/4, {Trial.Sizes(problem)}", IsFloor: true);
    }
}
