using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Objectives;

/// <summary>A loss of weights with its gradient, whatever its data look like: what the tests of gradients judge.</summary>
internal interface ISubject
{
    int ExtraCount { get; }

    /// <summary>tr Σ: the size of the terms that cancel in the loss, hence of its rounding.</summary>
    double Trace { get; }

    /// <summary>The loss; overwrites <paramref name="gradient"/>.</summary>
    double Evaluate(Weights<double> weights, Weights<double> gradient);
}

/// <summary>An objective on a second moment.</summary>
internal sealed class MomentSubject(IObjective<double> objective, ISecondMoment<double> moment, int latentDimension) : ISubject
{
    private readonly MomentProducts<double> products = new(latentDimension, moment.Dimension);

    public int ExtraCount => objective is LinearVae<double> ? latentDimension + 1 : objective is ProbabilisticPca<double> ? 1 : 0;

    public double Trace => moment.Trace;

    public MomentProducts<double> Products => products;

    public double Evaluate(Weights<double> weights, Weights<double> gradient)
    {
        products.Compute(moment, weights, WorkerTeam.Alone);
        return objective.Evaluate(products, weights, gradient, WorkerTeam.Alone);
    }
}

/// <summary>Nested dropout under fixed draws.</summary>
internal sealed class DropoutSubject : ISubject
{
    private readonly NestedDropout<double> dropout;

    public DropoutSubject(Matrix<double> samples, int latentDimension, int[] prefixLengths)
    {
        dropout = new NestedDropout<double>(samples, latentDimension);
        dropout.SetDraws(Batch.All, prefixLengths);
        Trace = new SampleMoment<double>(samples).Trace;
    }

    public int ExtraCount => 0;

    public double Trace { get; }

    public double Evaluate(Weights<double> weights, Weights<double> gradient) => dropout.Evaluate(weights, gradient, WorkerTeam.Alone);
}

/// <summary>All losses by name.</summary>
internal static class Subjects
{
    public const double Rho = 0.7, UniformPenalty = 0.3;

    public static TheoryData<string> Names =>
        ["reconstruction", "uniform", "non-uniform", "deterministic nested dropout", "linear VAE", "nested dropout",
            "prefixes", "probabilistic PCA"];

    public static ISubject Create(string name, Problem problem)
    {
        if (name == "nested dropout") return new DropoutSubject(problem.Samples, problem.K, problem.PrefixLengths);
        return new MomentSubject(Objective(name, problem), new SampleMoment<double>(problem.Samples), problem.K);
    }

    public static IObjective<double> Objective(string name, Problem problem) => name switch
    {
        "reconstruction" => new Reconstruction<double>(),
        "uniform" => new UniformL2<double>(UniformPenalty),
        "non-uniform" => new NonUniformL2<double>(problem.Penalties),
        "deterministic nested dropout" => new DeterministicNestedDropout<double>(PrefixPrior.Geometric(problem.K, Rho)),
        "linear VAE" => new LinearVae<double>(),
        "prefixes" => new Oftadeh([.. Enumerable.Range(1, problem.K).Select(i => 0.4 * i)]).CreateObjective<double>(problem.K),
        "probabilistic PCA" => new ProbabilisticPca<double>(),
        _ => throw new ArgumentException(name),
    };
}
