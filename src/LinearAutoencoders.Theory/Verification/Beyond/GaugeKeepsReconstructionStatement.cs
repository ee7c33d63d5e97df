using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification.Beyond;

internal sealed class GaugeKeepsReconstructionStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Beyond, gauge",
        "the balanced, latent and ritz gauges keep W₂W₁ and the loss, and make W₂ᵀW₂ = I; latent and ritz make W₁ΣW₁ᵀ or W₂ᵀΣW₂ diagonal",
        ClaimForm.Printed,
        "largest of ‖change of W₂W₁‖/‖W₂W₁‖, |change of loss|/loss, ‖W₂ᵀW₂ − I‖ and what is off the diagonal over its length",
        "rounding of sums of m terms, times the condition of W₂ᵀW₂");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Core;
        var (k, m) = (problem.LatentDimension, problem.DataDimension);
        var settings = new GaugeSettings(k, m, Every: 1, Weight: 1, WorkerTeam.Alone);
        var weights = WeightAlgebra.Random(problem, trial.Random, 1);
        var worst = Math.Max(Of(problem, weights, new BalancedGauge<double>(settings), _ => 0, trial), Math.Max(
            Of(problem, weights, new DiagonalGauge<double>(isLatent: true, settings), after => OffDiagonal(problem, after.Encoder), trial),
            Of(problem, weights, new DiagonalGauge<double>(isLatent: false, settings),
                after => OffDiagonal(problem, after.DecoderTransposed), trial)));
        var spread = SymmetricEigen.Decompose(Gram(weights)).Values;
        return new Measurement(worst, 1e-13 * m * spread[0] / spread[^1], $"random weights, three gauges, {Trial.Sizes(problem)}");
    }

    private static double Of(
        TheoryProblem problem, Weights<double> weights, IGauge<double> gauge, Func<Weights<double>, double> offDiagonal, Trial trial)
    {
        var (after, products) = (weights.Clone(), new MomentProducts<double>(problem.LatentDimension, problem.DataDimension));
        products.Compute(problem.Moment, after, WorkerTeam.Alone);
        gauge.Apply(products, after, [], WorkerTeam.Alone);
        var value = new ObjectiveValue(problem, new Reconstruction<double>());
        var (before, loss) = (trial.Claimed(Product(weights)), trial.Claimed(value.Loss(weights)));
        double[] distances =
        [
            (Product(after) - before).Length() / before.Length(), Math.Abs(value.Loss(after) - loss) / loss,
            (Gram(after) - MatrixAlgebra.Identity(problem.LatentDimension)).Length(), offDiagonal(after),
        ];
        return distances.Max();
    }

    private static Matrix<double> Product(Weights<double> weights) => weights.DecoderTransposed.TransposedTimes(weights.Encoder);

    private static Matrix<double> Gram(Weights<double> weights) =>
        weights.DecoderTransposed.TimesTransposed(weights.DecoderTransposed).Symmetric();

    private static double OffDiagonal(TheoryProblem problem, Matrix<double> w)
    {
        var moment = problem.TimesMoment(w).TimesTransposed(w);
        return (moment - moment.DiagonalPart()).Length() / moment.Length();
    }
}
