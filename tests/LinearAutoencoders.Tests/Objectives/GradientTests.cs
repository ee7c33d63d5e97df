using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Objectives;

/// <summary>Every gradient is the derivative of its own loss.</summary>
public class GradientTests
{
    public static TheoryData<string> Names => Subjects.Names;

    [Theory, MemberData(nameof(Names))]
    public void Gradient_IsTheLossesSlope_AlongEachParameter(string name) =>
        Generators.Problems.Sample(problem => AgreesWithDifferences(Subjects.Create(name, problem), problem, StepOf(name)), iter: 25);

    [Theory, MemberData(nameof(Names))]
    public void TaylorError_FallsWithSlopeTwo(string name)
    {
        // Fixed seeds: a second derivative may vanish along a random direction by chance, and then the slope is three.
        for (ulong seed = 0; seed < 12; seed++)
        {
            var problem = new Problem(K: 1 + (int)seed % 4, M: 5 + (int)seed % 3, N: 9, seed);
            Assert.InRange(TaylorSlope(Subjects.Create(name, problem), problem), 1.9, 2.1);
        }
    }

    /// <summary>The likelihood is not quadratic along a weight: there steps are shorter, so that h⁴ of it does not show.</summary>
    private static double StepOf(string name) => name == "probabilistic PCA" ? 1.0 / 4096 : 1.0 / 1024;

    private static void AgreesWithDifferences(ISubject subject, Problem problem, double h)
    {
        var weights = problem.Weights(subject.ExtraCount);
        var gradient = weights.CreateAlike();
        var loss = subject.Evaluate(weights, gradient);

        // Along one weight every loss is quadratic and the five-point difference exact; along the VAE's extras it errs by
        // h⁴/30 of the fifth derivative, 1e-14 of the loss. What is left is the rounding of the loss, some ten roundings of
        // terms of the size of tr Σ and of the loss, divided by h.
        var tolerance = 100 * Close.Rounding * (subject.Trace + Math.Abs(loss) + problem.M) / h;
        for (var i = 0; i < weights.Values.Length; i++)
            Close.Assert(FivePointDifference(subject, weights, i, h), gradient.Values[i], tolerance, $"parameter {i}");
    }

    private static double FivePointDifference(ISubject subject, Weights<double> weights, int parameter, double h)
    {
        double Difference(double step) =>
            LossAt(subject, weights, parameter, step) - LossAt(subject, weights, parameter, -step);
        return (8 * Difference(h) - Difference(2 * h)) / (12 * h);
    }

    private static double LossAt(ISubject subject, Weights<double> weights, int parameter, double step)
    {
        var moved = weights.Clone();
        moved.Values[parameter] += step;
        return subject.Evaluate(moved, moved.CreateAlike());
    }

    /// <summary>The slope of log |L(w + hd) − L(w) − h⟨∇L, d⟩| over log h, by least squares over seven halvings of h.</summary>
    private static double TaylorSlope(ISubject subject, Problem problem)
    {
        var weights = problem.Weights(subject.ExtraCount);
        var direction = problem.Direction(subject.ExtraCount);
        var gradient = weights.CreateAlike();
        var loss = subject.Evaluate(weights, gradient);
        var slope = Vectors.Dot<double>(gradient.Values, direction.Values);
        var points = Enumerable.Range(5, 8).Select(halvings =>
        {
            var h = Math.ScaleB(1, -halvings);
            var moved = weights.Clone();
            for (var i = 0; i < moved.Values.Length; i++) moved.Values[i] += h * direction.Values[i];
            return (X: -halvings, Y: Math.Log2(Math.Abs(subject.Evaluate(moved, moved.CreateAlike()) - loss - h * slope)));
        }).ToList();
        double x = points.Average(p => p.X), y = points.Average(p => p.Y);
        return points.Sum(p => (p.X - x) * (p.Y - y)) / points.Sum(p => (p.X - x) * (p.X - x));
    }
}
