namespace LinearAutoencoders.Theory.Verification;

internal sealed class LatentCovarianceFlowStatement : IStatement
{
    public Claim Claim { get; } = new(
        "(43)",
        "dcᵢⱼ/dt = −½(cᵢᵢ − cⱼⱼ)cᵢⱼ − sum over l < i of cᵢₗcⱼₗ + sum over l > j, "
            + "and dcᵢᵢ/dt = −sum over l < i of cᵢₗ² + sum over l > i, C = YYᵀ/n (twice that, and l > i, is printed)",
        ClaimForm.Corrected,
        "‖difference‖ over ‖dC/dt‖",
        "rounding of sums of k terms");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        var flow = new RotationFlow(problem);
        var w = MatrixAlgebra.Normal(problem.LatentDimension, problem.DataDimension, trial.Random, 1 / Math.Sqrt(problem.DataDimension));
        var (c, velocity) = (flow.LatentCovariance(w), flow.Velocity(w));
        var measured = 2.0 * velocity.TimesTransposed(problem.TimesMoment(w)).Symmetric();
        double Products(int i, int j, IEnumerable<int> range) => range.Sum(l => c[i, l] * c[j, l]);
        var claimed = trial.Claimed(c.Map((row, column, cell) =>
        {
            var (i, j) = (Math.Min(row, column), Math.Max(row, column));
            var others = Products(i, j, Enumerable.Range(j + 1, c.Rows - j - 1)) - Products(i, j, Enumerable.Range(0, i));
            return i == j ? others : others - (c[i, i] - c[j, j]) / 2 * cell;
        }));
        return new Measurement(problem.LatentDimension < 2 ? 0 : (measured - claimed).Length() / measured.Length(),
            1e-14 * problem.DataDimension, $"random W, {Trial.Sizes(problem)}");
    }
}
