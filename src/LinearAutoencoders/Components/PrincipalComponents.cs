using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>Ordered principal components of data: what fitting and training end in, and what is applied to new data.</summary>
/// <remarks>
///   A sample x of m values has the k scores U ((x − mean) / scale); where there is no scale, it counts as ones. Immutable, and
///   safe to use from many threads. Double precision, whatever the data was.
///   <para>Variances are divided by n − 1, as scikit-learn, R and MATLAB do. Of weighted rows n is the effective count
///   (Σw)² / Σw².</para>
/// </remarks>
public sealed partial class PrincipalComponents
{
    /// <summary>How far U Uᵀ may be off the identity: rounding, but no other mistake.</summary>
    private const double OrthonormalTo = 1e-8;

    private readonly Matrix<double> components;
    private readonly double[] mean;
    private readonly double[]? scale;

    /// <summary>A model of its parts, each of which is copied.</summary>
    /// <param name="components">U, k × m: orthonormal rows. Where its largest entry is negative, a row's sign is turned.</param>
    /// <param name="mean">m values; what is subtracted from a sample.</param>
    /// <param name="explainedVariance">k variances, descending.</param>
    /// <param name="totalVariance">The sum of the variances of all m columns.</param>
    /// <param name="sampleCount">n.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or something of the above does not hold.</exception>
    public PrincipalComponents(
        ReadOnlyMatrix<double> components, IReadOnlyList<double> mean, IReadOnlyList<double> explainedVariance,
        double totalVariance, long sampleCount)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(explainedVariance);
        this.components = components.ToMatrix();
        this.mean = [.. mean];
        ExplainedVariance = [.. explainedVariance];
        TotalVariance = totalVariance;
        SampleCount = sampleCount;
        EffectiveCount = sampleCount;
        RequireFitting();
        for (var i = 0; i < Count; i++) SymmetricEigen.FixSign(this.components.Row(i));
        (projection, expansion) = (new(DividedByScale), new(MultipliedByScale));
        hidden = new(() => HiddenValues.Of(Components, ExplainedVariance, NoiseVariance));
    }

    /// <summary>k.</summary>
    public int Count => components.Rows;

    /// <summary>m.</summary>
    public int Dimension => components.Columns;

    /// <summary>U, k × m: orthonormal rows in the order of their variances, the largest entry of each positive.</summary>
    public ReadOnlyMatrix<double> Components => components;

    /// <summary>What is subtracted from a sample before it is projected: the mean of each column; zeros if nothing is.</summary>
    public IReadOnlyList<double> Mean => mean;

    /// <summary>What a sample is divided by once the mean is subtracted; null: nothing.</summary>
    /// <exception cref="ArgumentException">There are not m positive numbers.</exception>
    public IReadOnlyList<double>? Scale
    {
        get => scale;
        init => scale = RequireScale(value);
    }

    /// <summary>The variance of each score over the data fitted to, descending: σᵢ² n / (n − 1).</summary>
    public IReadOnlyList<double> ExplainedVariance { get; }

    /// <summary>Each as a share of the total.</summary>
    public IReadOnlyList<double> ExplainedVarianceRatio =>
        [.. ExplainedVariance.Select(variance => TotalVariance > 0 ? variance / TotalVariance : 0)];

    /// <summary>The sum of the variances of all columns, scaled if there is a scale.</summary>
    public double TotalVariance { get; }

    /// <summary>The singular values of the centred (and scaled) data: √(variance (n − 1)).</summary>
    public IReadOnlyList<double> SingularValues => [.. ExplainedVariance.Select(variance => Math.Sqrt(variance * (EffectiveCount - 1)))];

    /// <summary>
    ///   The variance of a direction outside the components, on average: σ² of probabilistic PCA (Tipping and Bishop 1999).
    /// </summary>
    public double NoiseVariance =>
        Dimension == Count ? 0 : Math.Max(0, TotalVariance - ExplainedVariance.Sum()) / (Dimension - Count);

    /// <summary>n, the number of samples fitted to.</summary>
    public long SampleCount { get; }

    /// <summary>(Σw)² / Σw² of weighted samples; else n.</summary>
    public double EffectiveCount { get; init; }

    /// <summary>The names of the m columns, where they have some.</summary>
    /// <exception cref="ArgumentException">There are not m names.</exception>
    public IReadOnlyList<string>? ColumnNames
    {
        get;
        init => field = value is null || value.Count == Dimension ? value : throw new ArgumentException(
            Invariant($"there are {value.Count} column names for {Dimension} columns; give one a column"), nameof(value));
    }

    /// <summary>What the components come from.</summary>
    public Provenance Provenance { get; init; } = new();

    /// <summary>How far each component can be trusted; null where nobody has asked the data.</summary>
    public Certificate? Certificate { get; init; }

    /// <summary>The first components alone, in the same order: the best model of so many.</summary>
    /// <param name="count">1 to k.</param>
    public PrincipalComponents Keep(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return count == Count ? this : First(count, Residuals?.Add(ExplainedVariance.Take(ScoredCount).Skip(count)));
    }

    /// <summary>The same components, with other words about them.</summary>
    internal PrincipalComponents Describe(
        Provenance provenance, IReadOnlyList<string>? columnNames, Certificate? certificate) =>
        new(components, mean, ExplainedVariance, TotalVariance, SampleCount)
        {
            Scale = scale,
            EffectiveCount = EffectiveCount,
            ColumnNames = columnNames,
            Provenance = provenance,
            Certificate = certificate,
            Residuals = Residuals,
        };

    private PrincipalComponents First(int count, ResidualMoments? residuals) => new(
        components.RowRange(0, count), mean, [.. ExplainedVariance.Take(count)], TotalVariance, SampleCount)
    {
        Scale = scale,
        EffectiveCount = EffectiveCount,
        ColumnNames = ColumnNames,
        Provenance = Provenance,
        Certificate = Certificate?.Keep(count),
        Residuals = residuals,
    };

    private void RequireFitting()
    {
        if (Count == 0) throw new ArgumentException("there is no component");
        if (Count > Dimension) throw new ArgumentException(Invariant($"{Count} components of {Dimension} values are too many"));
        if (mean.Length != Dimension || ExplainedVariance.Count != Count)
            throw new ArgumentException(Invariant(
                $"{Count} components of {Dimension} values have {mean.Length} means and {ExplainedVariance.Count} variances"));
        if (SampleCount < 1) throw new ArgumentException(Invariant($"the sample count is {SampleCount}; it must be at least 1"));
        if (!ExplainedVariance.Append(TotalVariance).All(value => double.IsFinite(value) && value >= 0)
            || ExplainedVariance.Zip(ExplainedVariance.Skip(1)).Any(pair => pair.First < pair.Second))
            throw new ArgumentException("the variances must be finite, not negative, and in descending order");
        if (!mean.All(double.IsFinite)) throw new ArgumentException("a mean is not finite");
        if (Orthonormality() is var off && !(off <= OrthonormalTo))
            throw new ArgumentException(Invariant($"the components are not orthonormal: two of them are {off:0.0e0} off"));
    }

    private double Orthonormality()
    {
        var gram = new Matrix<double>(Count, Count);
        MatrixProduct.MultiplyByTransposed<double>(components, components, gram);
        for (var i = 0; i < Count; i++) gram[i, i] -= 1;
        var off = 0.0;
        foreach (var cell in gram.AsSpan()) off = double.IsNaN(cell) ? double.NaN : Math.Max(off, Math.Abs(cell));
        return off;
    }

    private double[]? RequireScale(IReadOnlyList<double>? value)
    {
        if (value is null) return null;
        if (value.Count != Dimension || !value.All(each => double.IsFinite(each) && each > 0))
            throw new ArgumentException(Invariant($"a scale must be {Dimension} positive numbers, one a column"), nameof(value));
        return [.. value];
    }
}
