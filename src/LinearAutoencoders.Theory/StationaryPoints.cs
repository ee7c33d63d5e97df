using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory;

/// <summary>The stationary points of the non-uniform ℓ₂ objective, where the positive eigenvalues of Σ are distinct.</summary>
public static class StationaryPoints
{
    /// <summary>
    ///   All of them. Their number is sum over l of C(k, l) · m!/(m − l)! · 2ˡ when no penalty reaches an eigenvalue: 751 at m = 5, k = 3.
    /// </summary>
    public static IEnumerable<StationaryPoint> All(TheoryProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Extend(problem, [], []);
    }

    /// <summary>The global minimum with positive signs: component i in dimension i, and nothing in a dimension with λᵢ ≥ σᵢ².</summary>
    /// <remarks>Theorem 3; it assumes λ_k &lt; σ_k², without which some of the k dimensions stay empty.</remarks>
    public static StationaryPoint Ordered(TheoryProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var component = problem.Penalties.Select((penalty, r) => penalty < problem.Eigenvalues[r] ? r : -1);
        return new StationaryPoint([.. component], new bool[problem.LatentDimension]);
    }

    /// <summary>A random one: each dimension empty with probability 1/4, else with a random component that it may hold.</summary>
    public static StationaryPoint Draw(TheoryProblem problem, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(random);
        var component = new List<int>();
        foreach (var penalty in problem.Penalties)
        {
            var free = Enumerable.Range(0, problem.DataDimension)
                .Where(i => penalty < problem.Eigenvalues[i] && !component.Contains(i)).ToList();
            component.Add(free.Count == 0 || random.NextBelow(4) == 0 ? -1 : free[random.NextBelow(free.Count)]);
        }
        return new StationaryPoint(component, [.. component.Select(_ => random.NextBelow(2) == 1)]);
    }

    private static readonly bool[] Signs = [false, true];

    private static IEnumerable<StationaryPoint> Extend(TheoryProblem problem, int[] component, bool[] negative)
    {
        if (component.Length == problem.LatentDimension) return [new StationaryPoint(component, negative)];
        var penalty = problem.Penalties[component.Length];
        var free = Enumerable.Range(0, problem.DataDimension).Where(i => penalty < problem.Eigenvalues[i] && !component.Contains(i));
        var learned = from i in free
                      from sign in Signs
                      from point in Extend(problem, [.. component, i], [.. negative, sign])
                      select point;
        return Extend(problem, [.. component, -1], [.. negative, false]).Concat(learned);
    }
}
