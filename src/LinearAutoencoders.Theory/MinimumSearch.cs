namespace LinearAutoencoders.Theory;

/// <summary>A minimum of a smooth loss from any start, to the last digits of its gradient: Newton's method in a trust region.</summary>
/// <remarks>
///   Steps by conjugate gradients cut off at the region's edge or at negative curvature (Steihaug 1983), which is followed away
///   from saddle points. Needs products with the Hessian only, so it works at any size; quadratic convergence at the end.
/// </remarks>
internal static class MinimumSearch
{
    private const int MostSteps = 500;

    /// <param name="value">Loss and gradient.</param>
    /// <param name="hessian">Its Hessian's products.</param>
    /// <param name="start">Not changed.</param>
    /// <param name="tolerance">Ends at a gradient of this length, or where rounding stops the loss from falling.</param>
    public static Weights<double> From(ObjectiveValue value, HessianProduct hessian, Weights<double> start, double tolerance)
    {
        var (weights, loss, gradient, radius) = (start.Clone(), value.Loss(start), value.Gradient(start), 1.0);
        for (var step = 0; step < MostSteps && gradient.Length() > tolerance; step++)
        {
            var (move, predicted) = TrustRegionStep(hessian.At(weights), gradient, radius);
            var candidate = weights.Moved(move, 1);
            var (newLoss, newGradient) = (value.Loss(candidate), value.Gradient(candidate));
            // Near the minimum the loss changes by less than its rounding; the mean slope along the move has no such cancellation.
            var change = Math.Abs(predicted) > 1e-6 * Math.Abs(loss) ? newLoss - loss : (move.Dot(gradient) + move.Dot(newGradient)) / 2;
            var agreement = change / predicted;
            if (agreement < 0.25) radius = move.Length() / 4;
            else if (agreement > 0.75) radius = Math.Max(radius, 2 * move.Length());
            if (agreement <= 1e-4)
            {
                if (radius < 1e-14) break;
                continue;
            }
            (weights, loss, gradient) = (candidate, newLoss, newGradient);
        }
        return weights;
    }

    /// <summary>An approximate minimum of ⟨g, s⟩ + ½⟨s, Hs⟩ over ‖s‖ ≤ radius, and its value.</summary>
    private static (Weights<double> Step, double Predicted) TrustRegionStep(
        Func<Weights<double>, Weights<double>> hessian, Weights<double> gradient, double radius)
    {
        var step = gradient.CreateAlike();
        var (residual, search) = (gradient, gradient.Scaled(-1));
        var (square, target) = (gradient.Dot(gradient), Math.Min(0.1, gradient.Length()) * gradient.Length());
        for (var i = 0; i < 4 * gradient.Values.Length && Math.Sqrt(square) > target; i++)
        {
            var product = hessian(search);
            var curvature = search.Dot(product);
            var next = curvature > 0 ? step.Moved(search, square / curvature) : step;
            if (curvature <= 0 || next.Length() >= radius)
            {
                step = step.Moved(search, DistanceToEdge(step, search, radius));
                break;
            }
            step = next;
            residual = residual.Moved(product, square / curvature);
            var newSquare = residual.Dot(residual);
            search = search.Scaled(newSquare / square).Moved(residual, -1);
            square = newSquare;
        }
        return (step, gradient.Dot(step) + step.Dot(hessian(step)) / 2);
    }

    /// <summary>The positive t with ‖s + t·p‖ = radius.</summary>
    private static double DistanceToEdge(Weights<double> s, Weights<double> p, double radius)
    {
        var (a, b, c) = (p.Dot(p), s.Dot(p), s.Dot(s) - radius * radius);
        return (-b + Math.Sqrt(Math.Max(0, b * b - a * c))) / a;
    }
}
