using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification;

/// <summary>The rotation flow from one start to where it stands still, in the k leading components: the flow never leaves them.</summary>
internal sealed class FlowRun
{
    /// <summary>It stands still where no cell of C off the diagonal exceeds this times σ₁².</summary>
    public const double Still = 1e-12;

    private const int MostSteps = 200_000;

    public FlowRun(TheoryProblem problem, Matrix<double> start)
    {
        var flow = new RotationFlow(problem);
        var (w, brockett) = (start, flow.Brockett(start));
        var step = 2 * flow.Step;
        for (Steps = 0; Steps < MostSteps && flow.LatentCovariance(w).NonDiagonality() > Still * problem.Eigenvalues[0]; Steps++)
        {
            w = flow.Advance(w, step);
            var next = flow.Brockett(w);
            LargestRise = Math.Max(LargestRise, next - brockett);
            brockett = next;
        }
        End = w;
    }

    public Matrix<double> End { get; }

    public int Steps { get; }

    /// <summary>The most that (47) rose by in one step.</summary>
    public double LargestRise { get; private set; } = double.NegativeInfinity;

    /// <summary>The k leading components and one more, so that k stays below m.</summary>
    public static TheoryProblem Reduced(Trial trial) => trial.Core.Leading(trial.Core.LatentDimension + 1, trial.Core.LatentDimension);

    /// <summary>O₀ Uᵀ with a random orthogonal O₀.</summary>
    public static Matrix<double> RandomStart(TheoryProblem problem, RandomSource random) =>
        MatrixAlgebra.RandomOrthonormal(problem.LatentDimension, problem.LatentDimension, random) * problem.Directions;

    /// <summary>The ordered point, turned a little: by up to this angle in every plane, and at least half of it.</summary>
    public static Matrix<double> NearOrdered(TheoryProblem problem, RandomSource random, double angle)
    {
        var k = problem.LatentDimension;
        var turned = MatrixAlgebra.Identity(k) + angle * MatrixAlgebra.Normal(k, k, random)
            .Map((_, _, value) => Math.CopySign(1 + random.NextUniform(), value)).StrictUpper().Skew();
        var orthonormal = new Matrix<double>(k, k);
        new OrthonormalRows(k, k).Compute(turned, orthonormal);
        return orthonormal * problem.Directions;
    }

    /// <summary>The least difference of neighbours among the k leading eigenvalues.</summary>
    public static double LeastGap(TheoryProblem problem) =>
        Enumerable.Range(1, problem.LatentDimension - 1).Min(i => problem.Eigenvalues[i - 1] - problem.Eigenvalues[i]);
}
