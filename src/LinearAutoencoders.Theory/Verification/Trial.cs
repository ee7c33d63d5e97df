using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification;

/// <summary>One problem to check a statement on.</summary>
/// <remarks>
///   Every statement hands what the paper claims through <see cref="Claimed(double)"/> before it compares. That changes nothing, but
///   lets a test put a wrong claim in its place and see the row fail.
/// </remarks>
public sealed class Trial
{
    private readonly Func<double, double>? distortion;
    private readonly Lazy<FoundPoints> found;

    /// <summary>Checks on this problem, with random choices from this generator.</summary>
    public Trial(TheoryProblem problem, RandomSource random) : this(problem, random, null) { }

    internal Trial(TheoryProblem problem, RandomSource random, Func<double, double>? distortion)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Problem = problem;
        Random = random;
        this.distortion = distortion;
        Core = problem.Leading(40, 8);
        Small = problem.Leading(5, 3);
        found = new(() => new FoundPoints(this));
    }

    private Trial(Trial other, RandomSource random)
    {
        (Problem, Core, Small, distortion, found) = (other.Problem, other.Core, other.Small, other.distortion, other.found);
        Random = random;
    }

    /// <summary>The whole problem.</summary>
    public TheoryProblem Problem { get; }

    /// <summary>Its leading 40 components and at most 8 latent dimensions: for what would take long on larger ones.</summary>
    public TheoryProblem Core { get; }

    /// <summary>
    ///   Its leading 5 components and at most 3 latent dimensions: small enough for every stationary point and a dense Hessian.
    /// </summary>
    public TheoryProblem Small { get; }

    /// <summary>For weights, signs and starts.</summary>
    public RandomSource Random { get; }

    /// <summary>Stationary points of objective (3), searched for once for all statements about them.</summary>
    internal FoundPoints Found => found.Value;

    /// <summary>The same trial for another statement, with random choices of its own.</summary>
    internal Trial With(RandomSource random) => new(this, random);

    internal double Claimed(double value) => distortion is null ? value : distortion(value);

    internal Matrix<double> Claimed(Matrix<double> value) => distortion is null ? value : value.Map((_, _, cell) => distortion(cell));

    internal Weights<double> Claimed(Weights<double> value)
    {
        if (distortion is null) return value;
        var distorted = value.Clone();
        foreach (ref var cell in distorted.Values) cell = distortion(cell);
        return distorted;
    }

    internal static string Sizes(TheoryProblem problem) => $"m = {problem.DataDimension}, k = {problem.LatentDimension}";
}
