using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class RotationKeepsLossStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Section 6.2",
        "the rotation term changes neither W₂W₁ nor the reconstruction loss: both derivatives along it are 0",
        ClaimForm.Printed,
        "larger of ‖d(W₂W₁)‖/(‖W₁‖‖W₂‖‖A‖) and |dL|/(‖∇L‖‖term‖)",
        "rounding of sums of km terms");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        var weights = WeightAlgebra.Random(problem, trial.Random, 1);
        var term = RagDirection.RotationTerm(problem, weights);
        trial.Claimed(term.DecoderTransposed).CopyTo(term.DecoderTransposed);
        var product = term.DecoderTransposed.TransposedTimes(weights.Encoder) + weights.DecoderTransposed.TransposedTimes(term.Encoder);
        var gradient = new ObjectiveValue(problem, new Reconstruction<double>()).Gradient(weights);
        var worst = Math.Max(
            product.Length() / (term.Length() * weights.Length()), Math.Abs(gradient.Dot(term)) / (gradient.Length() * term.Length()));
        return new Measurement(problem.LatentDimension < 2 ? 0 : worst, 1e-14, $"random weights, {Trial.Sizes(problem)}");
    }
}
