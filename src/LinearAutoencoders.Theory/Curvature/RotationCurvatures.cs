namespace LinearAutoencoders.Theory.Curvature;

/// <summary>What pulls a pair of learned components apart once the subspace is found: the weakest curvature of each pair.</summary>
public sealed class RotationCurvatures
{
    private readonly double[,] curvatures;

    private RotationCurvatures(int latentDimension, int learned, Func<int, int, double> ofPair, double slowestGrowth)
    {
        LatentDimension = latentDimension;
        Learned = learned;
        SlowestGrowth = slowestGrowth;
        curvatures = new double[learned, learned];
        for (var i = 0; i < learned; i++)
            for (var j = i + 1; j < learned; j++) curvatures[i, j] = curvatures[j, i] = ofPair(i, j);
    }

    /// <summary>k.</summary>
    public int LatentDimension { get; }

    /// <summary>Components that the minimum learns: k, or fewer where a penalty reaches its eigenvalue.</summary>
    public int Learned { get; }

    /// <summary>The curvature at the origin along the component that is learned last; negative: small weights grow.</summary>
    public double SlowestGrowth { get; }

    /// <summary>The curvature of components i and j.</summary>
    public double this[int i, int j] => curvatures[i, j];

    /// <summary>Of the non-uniform ℓ₂ objective: the smallest eigenvalue of the Hessian's block of the pair.</summary>
    /// <param name="eigenvalues">σ², descending.</param>
    /// <param name="penalties">λ, increasing.</param>
    public static RotationCurvatures NonUniformL2(IReadOnlyList<double> eigenvalues, IReadOnlyList<double> penalties)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        ArgumentNullException.ThrowIfNull(penalties);
        var learned = penalties.Where((penalty, i) => penalty < eigenvalues[i]).Count();
        var hessian = MinimumHessian.NonUniformL2(eigenvalues, penalties);
        var growth = Enumerable.Range(0, learned).Select(i => 2 * (penalties[i] - eigenvalues[i])).DefaultIfEmpty(0).Max();
        return new RotationCurvatures(penalties.Count, learned, (i, j) => Smallest(hessian.Pair(i, j)), growth);
    }

    /// <summary>Of deterministic nested dropout at its balanced minimum.</summary>
    /// <param name="eigenvalues">σ², descending.</param>
    /// <param name="keepProbabilities">P(b ≥ i), k values.</param>
    public static RotationCurvatures DeterministicNestedDropout(IReadOnlyList<double> eigenvalues, IReadOnlyList<double> keepProbabilities)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        ArgumentNullException.ThrowIfNull(keepProbabilities);
        var hessian = MinimumHessian.DeterministicNestedDropout(eigenvalues, keepProbabilities);
        var k = keepProbabilities.Count;
        var growth = Enumerable.Range(0, k).Max(i => -2 * keepProbabilities[i] * eigenvalues[i]);
        return new RotationCurvatures(k, k, (i, j) => Smallest(hessian.Pair(i, j)), growth);
    }

    /// <summary>
    ///   Of the linear VAE with its variances at their optimum; while the weights grow, its noise is the data's mean variance.
    /// </summary>
    /// <param name="eigenvalues">σ², descending.</param>
    /// <param name="latentDimension">k, below m.</param>
    public static RotationCurvatures LinearVae(IReadOnlyList<double> eigenvalues, int latentDimension)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        var hessian = MinimumHessian.LinearVae(eigenvalues, latentDimension);
        // At the origin half of (σ²λA² + B² − 2λAB)/σ², λ the eigenvalue to be learned: its smaller curvature.
        var (last, noise) = (eigenvalues[latentDimension - 1], eigenvalues.Average());
        var growth = (last + 1 / noise - Math.Sqrt(Math.Pow(last - 1 / noise, 2) + 4 * Math.Pow(last / noise, 2))) / 2;
        return new RotationCurvatures(latentDimension, latentDimension, (i, j) => Smallest(hessian.Pair(i, j)), growth);
    }

    /// <summary>
    ///   Of the rotation augmented gradient: (σᵢ² − σⱼ²)/2, the rate at which the pair's correlation decays; (44) drops the ½ of A.
    /// </summary>
    /// <param name="eigenvalues">σ², descending.</param>
    /// <param name="latentDimension">k.</param>
    public static RotationCurvatures RotationAugmentedGradient(IReadOnlyList<double> eigenvalues, int latentDimension)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        return new RotationCurvatures(
            latentDimension, latentDimension, (i, j) => Math.Abs(eigenvalues[i] - eigenvalues[j]) / 2,
            -2 * eigenvalues[latentDimension - 1]);
    }

    private static double Smallest(CurvatureBlock block)
    {
        Span<double> values = stackalloc double[4];
        block.Decompose(values);
        return Math.Max(0, Math.Min(Math.Min(values[0], values[1]), Math.Min(values[2], values[3])));
    }
}
