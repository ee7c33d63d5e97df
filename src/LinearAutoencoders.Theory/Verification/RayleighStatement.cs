using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class RayleighStatement : IStatement
{
    private const double H = 0.02;

    public Claim Claim { get; } = new(
        "Lemma 1",
        "along a curve g through a stationary point, h″(0) = g′(0)ᵀ H g′(0), whatever g″(0) is",
        ClaimForm.Printed,
        "|h″ by finite differences − g′ᵀHg′| / σ₁², on a random parabola",
        "seven points: f⁽⁸⁾h⁶/560 with f⁽⁸⁾ the eighth coefficient, and rounding 32 · 2⁻⁵³ tr Σ/h²; h = 0.02");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Core;
        var value = new ObjectiveValue(problem, new NonUniformL2<double>(problem.Penalties));
        var at = StationaryPoints.Ordered(problem).Weights(problem);
        var (velocity, bend) = (Unit(problem, trial), Unit(problem, trial));
        var measured = FiniteDifference.Second(t => value.Loss(at.Moved(velocity, t).Moved(bend, t * t)), H);
        var claimed = trial.Claimed(HessianProduct.NonUniformL2(problem).Along(at, velocity));
        // t⁸ comes from ‖W₂W₁ along the bend‖²: at most σ₁²/4 for a bend of length 1, and 8! times that is the derivative.
        var limit = FiniteDifference.SecondError(H, problem.Moment.Trace, 40320 * problem.Eigenvalues[0] / 4);
        return new Measurement(Math.Abs(measured - claimed) / problem.Eigenvalues[0], limit / problem.Eigenvalues[0], Trial.Sizes(problem));
    }

    private static Weights<double> Unit(TheoryProblem problem, Trial trial)
    {
        var direction = WeightAlgebra.Random(problem, trial.Random, 1);
        return direction.Scaled(1 / direction.Length());
    }
}
