namespace LinearAutoencoders.Theory.Curvature;

/// <summary>How many epochs gauge-fixed training should need until its components are aligned, from the spectrum alone.</summary>
/// <remarks>
///   In the gauge a learned component j and an outer direction i couple to each other alone, by 2(σⱼ², −λᵢ; −λᵢ, λᵢ). Of equal parts of
///   all directions in the start, w is left in the slow eigenvector of that, of eigenvalue e, and it shrinks by the Nesterov factor z:
///   e = (σⱼ² + λᵢ − √((σⱼ² − λᵢ)² + 4λᵢ²))/2      v² = λᵢ²/(λᵢ² + (σⱼ² − e)²)      w = v⁴
///   xⱼ(t) = sumᵢ 4wⱼᵢ zⱼᵢ^{2t}      d(t) = mean over j of xⱼ/(1 + xⱼ)
///   The gaps to the outside decide, not those between components. The first steps, in which directions sort themselves, are left out.
/// </remarks>
public static class GaugeFixedForecast
{
    private const double TooLong = 1e9;

    /// <summary>Epochs until d_align is below a threshold; infinity where it never is, or not within 10⁹.</summary>
    /// <param name="eigenvalues">Of Σ, all, descending.</param>
    /// <param name="latentDimension">k.</param>
    /// <param name="learningRate">α.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="threshold">Distance that counts as aligned.</param>
    public static double Epochs(
        IReadOnlyList<double> eigenvalues, int latentDimension, double learningRate, double momentum = 0.9, double threshold = 0.3)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        var pairs = Pairs(eigenvalues, latentDimension, learningRate, momentum);
        if (!(Distance(pairs, TooLong) < threshold)) return double.PositiveInfinity;
        var (low, high) = (0.0, 1.0);
        while (Distance(pairs, high) >= threshold) (low, high) = (high, 2 * high);
        while (high - low > 0.5)
        {
            var middle = (low + high) / 2;
            if (Distance(pairs, middle) >= threshold) low = middle;
            else high = middle;
        }
        return Math.Ceiling(high);
    }

    /// <summary>w and log z of each learned component with each outer direction.</summary>
    private static (double Share, double LogFactor)[,] Pairs(
        IReadOnlyList<double> eigenvalues, int k, double learningRate, double momentum)
    {
        var pairs = new (double, double)[k, eigenvalues.Count - k];
        for (var j = 0; j < k; j++)
            for (var i = k; i < eigenvalues.Count; i++)
            {
                var (inner, outer) = (eigenvalues[j], eigenvalues[i]);
                // Twice e, as a product: the difference would lose the digits of small λ.
                var curvature = 2 * outer * (inner - outer) / ((inner + outer + Math.Sqrt((inner - outer) * (inner - outer)
                    + 4 * outer * outer)) / 2);
                var rest = inner - curvature / 2;
                var square = outer * outer / (outer * outer + rest * rest);
                pairs[j, i - k] = (square * square, Math.Log(NesterovRate.Factor(curvature, learningRate, momentum)));
            }
        return pairs;
    }

    private static double Distance((double Share, double LogFactor)[,] pairs, double epochs)
    {
        var sum = 0.0;
        for (var j = 0; j < pairs.GetLength(0); j++)
        {
            var x = 0.0;
            for (var i = 0; i < pairs.GetLength(1); i++) x += 4 * pairs[j, i].Share * Math.Exp(2 * epochs * pairs[j, i].LogFactor);
            sum += x / (1 + x);
        }
        return sum / pairs.GetLength(0);
    }
}
