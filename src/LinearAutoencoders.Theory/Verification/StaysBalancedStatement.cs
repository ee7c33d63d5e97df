namespace LinearAutoencoders.Theory.Verification;

internal sealed class StaysBalancedStatement : IStatement
{
    public Claim Claim { get; } = new("Footnote 3, corrected", "RAG keeps W₁W₁ᵀ = W₂ᵀW₂ in the limit of small steps", ClaimForm.Corrected,
        "‖d(W₁W₁ᵀ − W₂ᵀW₂)‖ over the product of the lengths of weights and direction", "rounding of sums of km terms");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Core;
        var w = MatrixAlgebra.Normal(problem.LatentDimension, problem.DataDimension, trial.Random, 1 / Math.Sqrt(problem.DataDimension));
        var turned = w * MatrixAlgebra.RandomOrthonormal(problem.DataDimension, problem.DataDimension, trial.Random);
        var weights = WeightAlgebra.Of(w, turned);
        var direction = RagDirection.Of(problem, weights);
        var change = direction.Encoder.TimesTransposed(w).Symmetric()
            - trial.Claimed(direction.DecoderTransposed.TimesTransposed(turned).Symmetric());
        return new Measurement(2 * change.Length() / (weights.Length() * direction.Length()), 1e-14 * problem.LatentDimension,
            $"random W₁, W₂ᵀ = W₁R, {Trial.Sizes(problem)}");
    }
}
