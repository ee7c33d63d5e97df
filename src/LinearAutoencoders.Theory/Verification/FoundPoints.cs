using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

/// <summary>Stationary points of objective (3), found by optimization from random starts; nothing here knows what they should be.</summary>
internal sealed class FoundPoints
{
    /// <summary>Gradients are driven below this times σ₁²: some thousand roundings of one entry.</summary>
    public const double Tolerance = 1e-11;

    private const int Starts = 20, MinimumStarts = 3;

    private readonly Trial trial;

    public FoundPoints(Trial trial)
    {
        this.trial = trial;
        OfSmall = Search(trial.Small);
        MinimaOfCore = Minima(trial.Core);
    }

    /// <summary>Stationary points of any kind of the small problem, mostly saddles.</summary>
    public List<Weights<double>> OfSmall { get; }

    /// <summary>Where minimization ends on the larger problem.</summary>
    public List<Weights<double>> MinimaOfCore { get; }

    public string Scope => $"{OfSmall.Count} points of {Trial.Sizes(trial.Small)}, {MinimaOfCore.Count} of {Trial.Sizes(trial.Core)}";

    /// <summary>The largest of a quantity over all points; not a number if the search found none.</summary>
    public double Largest(Func<TheoryProblem, Weights<double>, double> quantity) => OfSmall.Count == 0 ? double.NaN : Math.Max(
        OfSmall.Max(point => quantity(trial.Small, point)), MinimaOfCore.Max(point => quantity(trial.Core, point)));

    /// <summary>Minima of objective (3) by descent from random starts.</summary>
    public List<Weights<double>> Minima(TheoryProblem problem)
    {
        var (value, hessian) = (Value(problem), HessianProduct.NonUniformL2(problem));
        return [.. Enumerable.Range(0, MinimumStarts).Select(_ => MinimumSearch.From(value, hessian,
            WeightAlgebra.Random(problem, trial.Random, 0.5 / Math.Sqrt(problem.DataDimension)), Tolerance * problem.Eigenvalues[0]))];
    }

    private List<Weights<double>> Search(TheoryProblem problem)
    {
        var (value, hessian) = (Value(problem), HessianProduct.NonUniformL2(problem));
        return [.. Enumerable.Range(0, Starts).Select(_ => WeightAlgebra.Random(problem, trial.Random, 0.7))
            .Select(start => StationaryPointSearch.From(value, hessian, start, Tolerance * problem.Eigenvalues[0]))
            .OfType<Weights<double>>()];
    }

    private static ObjectiveValue Value(TheoryProblem problem) => new(problem, new NonUniformL2<double>(problem.Penalties));
}
