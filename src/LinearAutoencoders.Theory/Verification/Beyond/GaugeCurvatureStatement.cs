using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification.Beyond;

internal sealed class GaugeCurvatureStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Beyond, curvature",
        "at ordered components with W₁ = W₂ᵀ, (1) couples a learned j and an outer i only to each other, by 2(σⱼ², −σᵢ²; −σᵢ², σᵢ²), and "
            + "its largest curvature is 4σ₁²",
        ClaimForm.Printed,
        "largest ‖H·direction − formula‖ over σ₁², and the dense Hessian's largest eigenvalue against 4σ₁²",
        "rounding of sums of m terms");

    public Measurement Measure(Trial trial)
    {
        var (problem, small) = (trial.Core, trial.Small);
        var (k, m) = (problem.LatentDimension, problem.DataDimension);
        var product = HessianProduct.Reconstruction(problem).At(Aligned(problem));
        var worst = 0.0;
        for (var count = 0; count < 20; count++)
        {
            var (j, i) = (trial.Random.NextBelow(k), k + trial.Random.NextBelow(m - k));
            var (inner, outer) = (problem.Eigenvalues[j], trial.Claimed(problem.Eigenvalues[i]));
            var (b, a) = (trial.Random.NextUniform(), trial.Random.NextUniform());
            var measured = product(Pair(problem, j, i, b, a));
            var claimed = Pair(problem, j, i, 2 * outer * (b - a), 2 * (inner * a - outer * b));
            worst = Math.Max(worst, measured.Moved(claimed, -1).Length() / problem.Eigenvalues[0]);
        }
        var largest = SymmetricEigen.Decompose(HessianProduct.Reconstruction(small).Dense(Aligned(small))).Values[0];
        worst = Math.Max(worst, Math.Abs(largest - trial.Claimed(4 * small.Eigenvalues[0])) / small.Eigenvalues[0]);
        return new Measurement(worst, 1e-14 * m, $"20 pairs of {Trial.Sizes(problem)}; dense at {Trial.Sizes(small)}");
    }

    private static Weights<double> Aligned(TheoryProblem problem) => WeightAlgebra.Of(problem.Directions, problem.Directions);

    /// <summary>b and a times uᵢ, in unit j of encoder and decoder.</summary>
    private static Weights<double> Pair(TheoryProblem problem, int j, int i, double b, double a)
    {
        var axis = problem.AllDirections.RowRange(i, 1);
        Matrix<double> Row(double factor) => problem.Directions.Map((row, column, _) => row == j ? factor * axis[0, column] : 0);
        return WeightAlgebra.Of(Row(b), Row(a));
    }
}
