using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class ConditionBoundStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Section 4.3.1, (7), (16)",
        "cond(H) at the minimum is at least max over i > j of (16)'s ratio, and that at least the bound without λ",
        ClaimForm.Printed,
        "largest of bound/(16) and (16)/cond(H)",
        "inequalities of exact numbers: 1, with 1e-9 for the eigenvalues' rounding");

    public string? NotApplicable(Trial trial) => Assumption.DistinctVariances(trial.Core);

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Small;
        if (problem.LatentDimension < 2) return new Measurement(0, 1, "k = 1 has no rotation");
        var curvatures = SymmetricEigen.DecomposeValues(
            HessianProduct.NonUniformL2(problem).Dense(StationaryPoints.Ordered(problem).Weights(problem)));
        double[] nu = [.. problem.Penalties.Select((penalty, i) => 1 - penalty / problem.Eigenvalues[i])];
        var (first, last) = (problem.Eigenvalues[0], problem.Eigenvalues[nu.Length - 1]);
        var pairs = from i in Enumerable.Range(0, nu.Length)
                    from j in Enumerable.Range(0, i)
                    select 2 * (first - last) * (nu[i] + nu[j]) / ((problem.Penalties[i] - problem.Penalties[j]) * (nu[j] - nu[i]));
        var gaps = Enumerable.Range(1, Math.Max(0, nu.Length - 2)).Sum(i => problem.Eigenvalues[i] - last);
        var bound = 2 * (nu.Length - 1) * (first - last) * gaps / (first * last);
        var ratio = trial.Claimed(pairs.Max());
        return new Measurement(Math.Max(bound / ratio, ratio / (curvatures[0] / curvatures[^1])), 1 + 1e-9, Trial.Sizes(problem));
    }
}
