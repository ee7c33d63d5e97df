namespace LinearAutoencoders.Theory.Verification;

internal sealed class StaysTransposedStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Footnote 3 as printed",
        "RAG does not keep W₁ = W₂ᵀ: one step from there changes W₁ − W₂ᵀ in first order",
        ClaimForm.Refuted,
        "‖change of W₁ − W₂ᵀ‖ over that of the weights",
        "a thousand times the rounding; the form that holds is the next row");

    public string? NotApplicable(Trial trial) => Assumption.SomeVarianceDiffers(trial.Problem);

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        var w = MatrixAlgebra.Normal(problem.LatentDimension, problem.DataDimension, trial.Random, 1 / Math.Sqrt(problem.DataDimension));
        var direction = RagDirection.Of(problem, trial.Claimed(WeightAlgebra.Of(w, w)));
        return new Measurement((direction.Encoder - direction.DecoderTransposed).Length() / direction.Length(), 1e-11,
            $"random W, {Trial.Sizes(problem)}", IsFloor: true);
    }
}
