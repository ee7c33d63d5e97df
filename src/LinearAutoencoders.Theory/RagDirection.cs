using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory;

/// <summary>The direction that Algorithm 1 descends along, by the code that trains: gradient of (1), and the rotation term.</summary>
internal static class RagDirection
{
    /// <summary>∇L − rotation term: an update is W ← W − α · this.</summary>
    public static Weights<double> Of(TheoryProblem problem, Weights<double> weights)
    {
        var (products, direction) = (Products(problem, weights), weights.CreateAlike());
        new Reconstruction<double>().Evaluate(products, weights, direction, WorkerTeam.Alone);
        new Rotation<double>().Apply(products, weights, direction, WorkerTeam.Alone);
        return direction;
    }

    /// <summary>The rotation term alone, as it is descended along: (−A W₁, W₂ A)/n.</summary>
    public static Weights<double> RotationTerm(TheoryProblem problem, Weights<double> weights)
    {
        var direction = weights.CreateAlike();
        new Rotation<double>().Apply(Products(problem, weights), weights, direction, WorkerTeam.Alone);
        return direction;
    }

    private static MomentProducts<double> Products(TheoryProblem problem, Weights<double> weights)
    {
        var products = new MomentProducts<double>(weights.LatentDimension, weights.DataDimension);
        products.Compute(problem.Moment, weights, WorkerTeam.Alone);
        return products;
    }
}
