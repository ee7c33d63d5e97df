using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory;

/// <summary>
///   A stationary point of any kind, saddles included, from any start: least squares on the gradient (Levenberg and Marquardt).
/// </summary>
/// <remarks>s = −H (H² + μI)⁻¹ ∇L, by the eigenvectors of the dense Hessian: for small problems.</remarks>
internal static class StationaryPointSearch
{
    private const int MostSteps = 400;

    /// <returns>A point whose gradient is no longer than the tolerance; none if the search ended in a minimum of ‖∇L‖ above it.</returns>
    public static Weights<double>? From(ObjectiveValue value, HessianProduct hessian, Weights<double> start, double tolerance)
    {
        var (weights, gradient, damping) = (start, value.Gradient(start), hessian.LargestEigenvalue * hessian.LargestEigenvalue / 100);
        for (var step = 0; step < MostSteps; step++)
        {
            if (gradient.Length() <= tolerance) return weights;
            var eigen = SymmetricEigen.Decompose(hessian.Dense(weights));
            Weights<double> candidate, newGradient;
            do
            {
                candidate = weights.Moved(Step(eigen, gradient, damping), 1);
                newGradient = value.Gradient(candidate);
                damping *= 4;
                if (damping > 1e20) return null;
            }
            while (!(newGradient.Length() < gradient.Length()));
            (weights, gradient, damping) = (candidate, newGradient, damping / 40);
        }
        return null;
    }

    private static Weights<double> Step(SymmetricEigen eigen, Weights<double> gradient, double damping)
    {
        var step = gradient.CreateAlike();
        for (var i = 0; i < eigen.Values.Length; i++)
        {
            var value = eigen.Values[i];
            var vector = eigen.Vectors.Row(i);
            var factor = -value / (value * value + damping) * Vectors.Dot<double>(vector, gradient.Values);
            for (var j = 0; j < vector.Length; j++) step.Values[j] += factor * vector[j];
        }
        return step;
    }
}
