namespace LinearAutoencoders.Theory.Curvature;

/// <summary>An eigenvalue of the Hessian with the place it acts at.</summary>
/// <param name="Value">The curvature.</param>
/// <param name="First">i, 0-based, a learned component.</param>
/// <param name="Second">j, 0-based.</param>
/// <param name="Kind">What moving along its eigenvector does.</param>
public readonly record struct Curvature(double Value, int First, int Second, CurvatureKind Kind)
{
    /// <summary>In words, components counted from 1.</summary>
    public override string ToString() => Kind switch
    {
        CurvatureKind.Scaling => $"scaling of component {First + 1}",
        CurvatureKind.Rotation => $"rotation of components {First + 1} and {Second + 1} into each other",
        CurvatureKind.Shear => $"shear of components {First + 1} and {Second + 1}",
        _ => $"tilt of component {First + 1} towards component {Second + 1}, which is not learned",
    };
}

/// <summary>What a direction of the weights does to the components.</summary>
public enum CurvatureKind
{
    /// <summary>Makes a component's encoder row and decoder column longer or shorter.</summary>
    Scaling,

    /// <summary>Turns two learned components in their plane, encoder and decoder together.</summary>
    Rotation,

    /// <summary>Mixes two learned components in another way.</summary>
    Shear,

    /// <summary>Turns a learned component out of the subspace.</summary>
    Tilt,
}

/// <summary>The whole spectrum of a <see cref="MinimumHessian"/>, its exact null directions kept apart.</summary>
public sealed class CurvatureSpectrum
{
    /// <summary>An eigenvalue this small beside the largest is rounding: a null direction.</summary>
    private const double NullRatio = 1e-14;

    private CurvatureSpectrum(double[] values, int nullCount, Extremes extremes)
    {
        (Values, NullCount) = (values, nullCount);
        (Smallest, Largest, SmallestLearned) = (extremes.Smallest, extremes.Largest, extremes.SmallestLearned);
    }

    /// <summary>All 2km eigenvalues, ascending, null directions included.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>
    ///   Null directions: k for deterministic nested dropout, whose minima are a family with k free scales, and without penalties k more
    ///   for each component of the data that has no variance: encoder weights that nothing depends on.
    /// </summary>
    public int NullCount { get; }

    /// <summary>The smallest curvature beside the null directions: what is learned last.</summary>
    public Curvature Smallest { get; }

    /// <summary>The smallest among the learned components, tilts left out: what the alignment waits for.</summary>
    /// <remarks>
    ///   Without penalties a tilt of the encoder towards a component of hardly any variance is as flat as that component is small. It
    ///   makes <see cref="ConditionNumber"/> that of the data's Σ, and changes neither loss nor decoder; the paper's bounds speak of
    ///   rotations.
    /// </remarks>
    public Curvature SmallestLearned { get; }

    /// <summary>The largest curvature: what bounds the learning rate.</summary>
    public Curvature Largest { get; }

    /// <summary>Largest over smallest.</summary>
    public double ConditionNumber => Largest.Value / Smallest.Value;

    /// <summary>Largest over smallest among the learned components: what compares with the paper's bounds and with RAG's rate.</summary>
    public double ConditionNumberOfLearned => Largest.Value / SmallestLearned.Value;

    /// <summary>All eigenvalues of the Hessian. O(mk) problems of size 4 or 2: m = 1000, k = 500 takes less than a second.</summary>
    public static CurvatureSpectrum Of(MinimumHessian hessian)
    {
        ArgumentNullException.ThrowIfNull(hessian);
        var values = new double[2 * hessian.LatentDimension * hessian.DataDimension];
        var count = 0;
        foreach (var block in hessian.Blocks())
        {
            block.Decompose(values.AsSpan(count, block.Size));
            count += block.Size;
        }
        var floor = NullRatio * values.Max();
        Array.Sort(values);
        var nullCount = values.Count(value => Math.Abs(value) <= floor);
        return new CurvatureSpectrum(values, nullCount, ExtremesOf(hessian, floor));
    }

    private static Extremes ExtremesOf(MinimumHessian hessian, double floor)
    {
        var learned = new Curvature(double.PositiveInfinity, 0, 0, default);
        var smallest = new Curvature(double.PositiveInfinity, 0, 0, default);
        var largest = new Curvature(double.NegativeInfinity, 0, 0, default);
        Span<double> values = stackalloc double[4];
        Span<double> vectors = stackalloc double[16];
        foreach (var block in hessian.Blocks())
        {
            block.Decompose(values);
            var leastSoFar = block.Second < hessian.LatentDimension ? learned.Value : smallest.Value;
            if (!HoldsExtreme(values[..block.Size], leastSoFar, largest.Value, floor)) continue;
            block.Decompose(values, vectors[..(block.Size * block.Size)]);
            for (var i = 0; i < block.Size; i++)
            {
                var curvature = new Curvature(values[i], block.First, block.Second, Kind(block, vectors, i, hessian.LatentDimension));
                if (values[i] > largest.Value) largest = curvature;
                if (Math.Abs(values[i]) <= floor) continue;
                if (values[i] < smallest.Value) smallest = curvature;
                if (block.Second < hessian.LatentDimension && values[i] < learned.Value) learned = curvature;
            }
        }
        return new Extremes(smallest, largest, learned);
    }

    private static bool HoldsExtreme(ReadOnlySpan<double> values, double smallest, double largest, double floor)
    {
        foreach (var value in values)
            if (value > largest || (value < smallest && Math.Abs(value) > floor)) return true;
        return false;
    }

    /// <summary>Of a pair it is a rotation where encoder and decoder turn the same way: (A, B) mostly along (1, −1, 1, −1).</summary>
    private static CurvatureKind Kind(CurvatureBlock block, ReadOnlySpan<double> vectors, int column, int latentDimension)
    {
        if (block.First == block.Second) return CurvatureKind.Scaling;
        if (block.Second >= latentDimension) return CurvatureKind.Tilt;
        double At(ReadOnlySpan<double> v, int row) => v[row * 4 + column];
        var skew = Math.Pow(At(vectors, 0) - At(vectors, 1), 2) + Math.Pow(At(vectors, 2) - At(vectors, 3), 2);
        return skew / 2 > 0.5 ? CurvatureKind.Rotation : CurvatureKind.Shear;
    }

    private readonly record struct Extremes(Curvature Smallest, Curvature Largest, Curvature SmallestLearned);
}
