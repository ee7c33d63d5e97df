using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class ExpectedDropoutStatement : IStatement
{
    public Claim Claim { get; } = new(
        "(6), (18)-(20)",
        "the closed form with P_D and P_L is the sum over b of p_B(b) times the loss of the first b dimensions",
        ClaimForm.Printed,
        "|difference| over the loss, and of the gradients",
        "rounding of k sums of km terms");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        var weights = WeightAlgebra.Random(problem, trial.Random, 1 / Math.Sqrt(problem.DataDimension));
        var (loss, gradient) = ExplicitSum(problem, weights);
        var closed = new ObjectiveValue(problem, new DeterministicNestedDropout<double>(problem.Prior));
        var worst = Math.Max(Math.Abs(trial.Claimed(closed.Loss(weights)) - loss) / loss,
            closed.Gradient(weights).Moved(gradient, -1).Length() / gradient.Length());
        return new Measurement(worst, 1e-14 * Math.Sqrt(problem.DataDimension), $"random weights, {Trial.Sizes(problem)}");
    }

    private static (double Loss, Weights<double> Gradient) ExplicitSum(TheoryProblem problem, Weights<double> weights)
    {
        var (loss, gradient) = (0.0, weights.CreateAlike());
        for (var b = 1; b <= problem.LatentDimension; b++)
        {
            var probability = problem.Prior.Probabilities[b - 1];
            var prefix = WeightAlgebra.Of(weights.Encoder.RowRange(0, b), weights.DecoderTransposed.RowRange(0, b));
            var value = new ObjectiveValue(problem, new Reconstruction<double>(), b);
            loss += probability * value.Loss(prefix);
            var part = value.Gradient(prefix);
            for (var r = 0; r < b; r++)
                for (var j = 0; j < problem.DataDimension; j++)
                {
                    gradient.Encoder[r, j] += probability * part.Encoder[r, j];
                    gradient.DecoderTransposed[r, j] += probability * part.DecoderTransposed[r, j];
                }
        }
        return (loss, gradient);
    }
}
