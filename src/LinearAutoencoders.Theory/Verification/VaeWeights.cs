using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification;

/// <summary>Weights of the linear VAE to check its gradients at.</summary>
internal static class VaeWeights
{
    public static Weights<double> Random(TheoryProblem problem, RandomSource random)
    {
        var weights = new Weights<double>(problem.LatentDimension, problem.DataDimension, problem.LatentDimension + 1);
        weights.FillNormal(random, 1 / Math.Sqrt(problem.DataDimension));
        random.FillNormal(weights.Extra, 0.5);
        return weights;
    }
}
