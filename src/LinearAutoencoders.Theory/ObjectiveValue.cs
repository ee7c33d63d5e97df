using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory;

/// <summary>Loss and gradient of one objective on one problem, as functions of the weights alone.</summary>
internal sealed class ObjectiveValue(TheoryProblem problem, IObjective<double> objective, int latentDimension)
{
    private readonly MomentProducts<double> products = new(latentDimension, problem.DataDimension);

    public ObjectiveValue(TheoryProblem problem, IObjective<double> objective) : this(problem, objective, problem.LatentDimension) { }

    public double Loss(Weights<double> weights)
    {
        products.Compute(problem.Moment, weights, WorkerTeam.Alone);
        return objective.Evaluate(products, weights, gradient: null, WorkerTeam.Alone);
    }

    public Weights<double> Gradient(Weights<double> weights)
    {
        var gradient = weights.CreateAlike();
        products.Compute(problem.Moment, weights, WorkerTeam.Alone);
        objective.Evaluate(products, weights, gradient, WorkerTeam.Alone);
        return gradient;
    }
}
