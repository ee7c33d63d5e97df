using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification.Beyond;

internal sealed class RitzGaugeStatement : IStatement
{
    private const int Tried = 40;

    public Claim Claim { get; } = new(
        "Beyond, ritz gauge",
        "with the best encoder of a decoder, no invertible latent transform has a lower nested-dropout loss than the ritz gauge, for any "
            + "prior: each prefix b loses tr Σ − θ₁ − … − θ_b there, θ the Ritz values, and no less anywhere (Eckart and Young)",
        ClaimForm.Printed,
        "larger of |loss − formula| at the gauge and formula − loss at any other transform, over tr Σ, over all prefixes",
        "rounding of sums of m terms, times the condition of the transforms");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Core;
        var (k, m) = (problem.LatentDimension, problem.DataDimension);
        var w = MatrixAlgebra.RandomOrthonormal(k, m, trial.Random);
        var weights = WeightAlgebra.Of(w, w);
        var products = new MomentProducts<double>(k, m);
        products.Compute(problem.Moment, weights, WorkerTeam.Alone);
        new DiagonalGauge<double>(isLatent: false, new GaugeSettings(k, m, Every: 1, Weight: 1, WorkerTeam.Alone))
            .Apply(products, weights, [], WorkerTeam.Alone);
        var ritz = SymmetricEigen.Decompose(problem.TimesMoment(w).TimesTransposed(w).Symmetric()).Values;
        double[] formula = [.. Enumerable.Range(1, k).Select(b => problem.Moment.Trace - trial.Claimed(ritz.Take(b).Sum()))];
        var worst = Losses(problem, weights).Zip(formula, (loss, claimed) => Math.Abs(loss - claimed)).Max();
        for (var count = 0; count < Tried; count++)
        {
            // From a little beside the gauge to anywhere.
            var size = Math.Pow(10, -3.0 * (count % 4) / 3);
            var transform = MatrixAlgebra.Identity(k) + size / Math.Sqrt(k) * MatrixAlgebra.Normal(k, k, trial.Random);
            if (Transformed(weights, transform) is not { } other) continue;
            worst = Math.Max(worst, Losses(problem, other).Zip(formula, (loss, claimed) => claimed - loss).Max());
        }
        return new Measurement(worst / problem.Moment.Trace, 1e-11, $"{Tried} transforms, {Trial.Sizes(problem)}");
    }

    /// <summary>(TW₁, W₂T⁻¹); null where T is nearly singular, so that rounding would decide.</summary>
    private static Weights<double>? Transformed(Weights<double> weights, Matrix<double> transform)
    {
        var eigen = SymmetricEigen.Decompose(transform.TransposedTimes(transform).Symmetric());
        if (!(eigen.Values[^1] > 1e-4 * eigen.Values[0])) return null;
        var inverseSquare = eigen.Vectors.TransposedTimes(MatrixAlgebra.Diagonal(eigen.Values.Select(value => 1 / value)) * eigen.Vectors);
        // T⁻ᵀ = T(TᵀT)⁻¹.
        return WeightAlgebra.Of(transform * weights.Encoder, transform * inverseSquare * weights.DecoderTransposed);
    }

    private static IEnumerable<double> Losses(TheoryProblem problem, Weights<double> weights) =>
        Enumerable.Range(1, problem.LatentDimension).Select(b => new ObjectiveValue(problem, new Reconstruction<double>(), b).Loss(
            WeightAlgebra.Of(weights.Encoder.RowRange(0, b), weights.DecoderTransposed.RowRange(0, b))));
}
