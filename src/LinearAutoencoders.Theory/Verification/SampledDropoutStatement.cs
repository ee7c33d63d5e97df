using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class SampledDropoutStatement : IStatement
{
    private const int MostSamples = 200, Draws = 200;

    public Claim Claim { get; } = new(
        "Section 5, sampled",
        "nested dropout's loss, b drawn anew for every sample, has the closed form as its mean",
        ClaimForm.Printed,
        "|mean of the draws − closed form| in exact standard errors",
        "5 standard errors: a chance of 6e-7");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        if (problem.LatentDimension < 2) return new Measurement(0, 5, "k = 1 has nothing to drop");
        var samples = problem.Samples.RowRange(0, Math.Min(MostSamples, problem.Samples.Rows)).Clone();
        var weights = WeightAlgebra.Random(problem, trial.Random, 1 / Math.Sqrt(problem.DataDimension));
        var sampler = new NestedDropout<double>(samples, problem.LatentDimension);
        var (mean, gradient) = (0.0, weights.CreateAlike());
        for (var draw = 0; draw < Draws; draw++)
        {
            sampler.Draw(Batch.All, problem.Prior, trial.Random);
            mean += sampler.Evaluate(weights, gradient, WorkerTeam.Alone) / Draws;
        }
        var (expected, error) = Exact(problem, samples, weights);
        return new Measurement(Math.Abs(mean - trial.Claimed(expected)) / error, 5,
            FormattableString.Invariant(
                $"{Draws * samples.Rows} draws, {Trial.Sizes(problem)}; standard error {error / expected:0.0e0} of the loss"));
    }

    /// <summary>
    ///   The closed form of these samples, and the standard deviation of the mean of all draws, from every sample's loss at every b.
    /// </summary>
    private static (double Expected, double Error) Exact(TheoryProblem problem, Matrix<double> samples, Weights<double> weights)
    {
        var products = new MomentProducts<double>(problem.LatentDimension, problem.DataDimension);
        products.Compute(new SampleMoment<double>(samples), weights, WorkerTeam.Alone);
        var expected = new DeterministicNestedDropout<double>(problem.Prior).Evaluate(products, weights, gradient: null, WorkerTeam.Alone);
        var latents = samples.TimesTransposed(weights.Encoder);
        var variance = 0.0;
        for (var s = 0; s < samples.Rows; s++)
        {
            var (first, second, residual) = (0.0, 0.0, samples.RowRange(s, 1).Clone());
            for (var b = 0; b < problem.LatentDimension; b++)
            {
                for (var j = 0; j < residual.Columns; j++) residual[0, j] -= latents[s, b] * weights.DecoderTransposed[b, j];
                var loss = Vectors.Dot(residual, residual);
                first += problem.Prior.Probabilities[b] * loss;
                second += problem.Prior.Probabilities[b] * loss * loss;
            }
            variance += second - first * first;
        }
        return (expected, Math.Sqrt(variance / Draws) / samples.Rows);
    }
}
