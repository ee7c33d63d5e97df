namespace LinearAutoencoders.Theory.Curvature;

/// <summary>How many epochs a method should need until its components are aligned, from curvature alone.</summary>
/// <remarks>
///   Two phases, with Nesterov momentum. First the weights grow from their initial size to 1, as fast as the origin's curvature along
///   the last learned component says. Then a column is a mixture of all components in equal shares, and the share of every other
///   component decays with the curvature of its pair: d(t) = 1 − (1/k) sumᵢ 1/(1 + sum_{j≠i} z_ij^{2t}). Growth already sorts the
///   components where their eigenvalues differ much, and curvature far from the minimum differs: a forecast of the order of magnitude.
/// </remarks>
public static class AlignmentForecast
{
    private const double TooLong = 1e9;

    /// <summary>Epochs until d_align is below a threshold; infinity where it never is, or not within 10⁹.</summary>
    /// <param name="curvatures">Of the method's pairs.</param>
    /// <param name="learningRate">α.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="initialDeviation">Standard deviation of the initial weights.</param>
    /// <param name="threshold">Distance that counts as aligned.</param>
    public static double Epochs(
        RotationCurvatures curvatures, double learningRate, double momentum = 0.9, double initialDeviation = 1e-4, double threshold = 0.3)
    {
        ArgumentNullException.ThrowIfNull(curvatures);
        var growth = NesterovRate.Factor(curvatures.SlowestGrowth, learningRate, momentum);
        if (growth <= 1) return double.PositiveInfinity;
        var learning = Math.Max(0, -Math.Log(initialDeviation)) / Math.Log(growth);
        var factors = Factors(curvatures, learningRate, momentum);
        if (Distance(factors, curvatures.LatentDimension, TooLong) >= threshold) return double.PositiveInfinity;
        var (low, high) = (0.0, 1.0);
        while (Distance(factors, curvatures.LatentDimension, high) >= threshold) (low, high) = (high, 2 * high);
        while (high - low > 0.5)
        {
            var middle = (low + high) / 2;
            if (Distance(factors, curvatures.LatentDimension, middle) >= threshold) low = middle;
            else high = middle;
        }
        return Math.Ceiling(learning + high);
    }

    private static double[,] Factors(RotationCurvatures curvatures, double learningRate, double momentum)
    {
        var factors = new double[curvatures.Learned, curvatures.Learned];
        for (var i = 0; i < curvatures.Learned; i++)
            for (var j = 0; j < curvatures.Learned; j++)
                factors[i, j] = i == j ? 0 : NesterovRate.Factor(curvatures[i, j], learningRate, momentum);
        return factors;
    }

    private static double Distance(double[,] factors, int latentDimension, double epochs)
    {
        var aligned = 0.0;
        for (var i = 0; i < factors.GetLength(0); i++)
        {
            var others = 0.0;
            for (var j = 0; j < factors.GetLength(1); j++)
                if (j != i) others += Math.Pow(factors[i, j], 2 * epochs);
            aligned += 1 / (1 + others);
        }
        return 1 - aligned / latentDimension;
    }
}
