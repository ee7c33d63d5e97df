using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

public sealed partial class PrincipalComponents
{
    /// <summary>
    ///   How the squared prediction error spreads over the data fitted to; null where nobody knows
    ///   (<see cref="MeasureResiduals"/> asks data).
    /// </summary>
    public ResidualMoments? Residuals { get; init; }

    /// <summary>Whether samples have a likelihood.</summary>
    /// <remarks>
    ///   Not where a direction has no variance at all: a component of variance 0, or σ² = 0 outside of the components. All of the
    ///   probability then lies in a subspace, where the density is infinite, and 0 elsewhere.
    /// </remarks>
    public bool HasDensity => ScoredCount == Count
        && (Count == Dimension || NoiseVariance > SpectrumRank.Least(ExplainedVariance, Dimension));

    private int ScoredCount => SpectrumRank.Of(ExplainedVariance, Dimension);

    /// <summary>How samples fit the model: T², SPE and the log-likelihood of each.</summary>
    /// <remarks>
    ///   T² = Σᵢ tᵢ²/λᵢ     SPE = ‖z − Uᵀt‖²     with z = (x − mean) / scale, t = Uz and variances λᵢ
    ///   <para>ln p(x) = −½ (m ln 2π + Σᵢ ln λᵢ + (m − k) ln σ² + T² + SPE/σ²) − Σⱼ ln scaleⱼ, σ² being the
    ///   <see cref="NoiseVariance"/>: the density of N(mean, UᵀΛU + σ²(1 − UᵀU)) (Tipping and Bishop 1999). Variances are divided by
    ///   n − 1, as scikit-learn's <c>score_samples</c> has them.</para>
    ///   <para>SPE is the length of what is left of the sample itself, so neither an offset of all samples nor a large score costs
    ///   digits. No number depends on the rows beside its own, to the last bit.</para>
    /// </remarks>
    /// <param name="samples">r × m, one sample a row.</param>
    /// <param name="team">The threads to use where they pay; none: <see cref="WorkerTeam.Shared"/>.</param>
    /// <returns>r scores.</returns>
    /// <exception cref="ArgumentException">The samples have not m columns.</exception>
    public SampleScore[] Score(ReadOnlyMatrix<double> samples, WorkerTeam? team = null)
    {
        var scores = Transform(samples, whiten: false, team);
        var (residuals, negated) = (samples.ToMatrix(), scores.Clone());
        for (var i = 0; i < residuals.Rows; i++)
        {
            Standardize(residuals.Row(i));
            RowKernels.Scale(-1, negated.Row(i));
        }
        MatrixProduct.Multiply<double>(negated, components, residuals, accumulate: true, team);
        var results = new SampleScore[samples.Rows];
        var (scored, atMean, noise) = (ScoredCount, LogDensityAtMean(), NoiseVariance);
        for (var i = 0; i < results.Length; i++)
            results[i] = ScoreOf(scores.Row(i)[..scored], residuals.Row(i), atMean, noise);
        return results;
    }

    /// <summary>How one sample fits the model, with the bits that it has among others.</summary>
    /// <param name="sample">m values.</param>
    /// <exception cref="ArgumentException">There are not m values.</exception>
    public SampleScore Score(ReadOnlySpan<double> sample)
    {
        var (scores, residual) = (new double[Count], sample.ToArray());
        Transform(sample, scores);
        Standardize(residual);
        double[] negated = [.. scores.Select(score => -score)];
        RowKernels.AddRows(negated, components, residual);
        return ScoreOf(scores.AsSpan(0, ScoredCount), residual, LogDensityAtMean(), NoiseVariance);
    }

    /// <summary>How all rows of a source fit the model, read from it as they are asked for: nothing is held.</summary>
    /// <param name="samples">Rows of m values.</param>
    /// <returns>As many rows of three values, which <see cref="SampleScore.Names"/> names.</returns>
    /// <exception cref="BadDataException">The rows have not m columns.</exception>
    public ISampleSource Score(ISampleSource samples)
    {
        RequireColumns(samples, Dimension, "columns the components are of");
        return new MappedSource(samples, SampleScore.Names.Count, (rows, team) =>
        {
            var results = Score(rows, team);
            var matrix = new Matrix<double>(results.Length, SampleScore.Names.Count);
            for (var i = 0; i < results.Length; i++)
                (matrix[i, 0], matrix[i, 1], matrix[i, 2]) =
                    (results[i].TSquared, results[i].SquaredPredictionError, results[i].LogLikelihood);
            return matrix;
        });
    }

    /// <summary>What T² and SPE of a new sample stay below, if it is normal and like the data fitted to.</summary>
    /// <remarks>
    ///   T²: k (n² − 1) / (n (n − k)) F, the quantile of Fisher's distribution of k and n − k degrees of freedom.
    ///   <para>SPE: Jackson and Mudholkar 1979 where the variances outside of the components are known one by one, else Box 1954:
    ///   <see cref="ResidualMoments"/>.</para>
    /// </remarks>
    /// <param name="confidence">The share of such samples that stay below: between 0 and 1.</param>
    public ScoreLimits Limits(double confidence)
    {
        Require.Between(0, confidence, 1, "the confidence");
        var (above, k, n) = (1 - confidence, ScoredCount, EffectiveCount);
        double? squared = n > k && k > 0 ? k * (n * n - 1) / (n * (n - k)) * Quantiles.F(above, k, n - k) : null;
        var error = Residuals?.Limit(above);
        return new(confidence, squared, error?.Limit, ExplainSquared(squared, k) + "; " + ExplainError(error?.Formula));
    }

    /// <summary>The model with what it did not know, how the squared prediction error spreads, measured on data; one pass.</summary>
    /// <remarks>θ₁ is the mean of SPE and θ₂ half its variance, so that the limit of SPE is Box's g χ² from both.</remarks>
    /// <param name="samples">The data fitted to, or some like it: 2 rows or more of m values.</param>
    /// <param name="team">The threads to use; none: all cores. Results do not depend on them.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    /// <exception cref="BadDataException">The rows have not m columns, are fewer than 2, or have values that are not finite.</exception>
    public PrincipalComponents MeasureResiduals(
        ISampleSource samples, WorkerTeam? team = null, CancellationToken cancellationToken = default)
    {
        var errors = new MappedSource(Score(samples), 1, (rows, _) => rows.ColumnRange(1, 1));
        var moments = new DataMoments(errors, center: true, team, cancellationToken: cancellationToken);
        if (moments.Count < 2)
            throw new BadDataException($"{samples.Name} has 1 sample; give 2 or more");
        var half = moments.Trace * moments.Count / (moments.Count - 1) / 2;
        return First(Count, new ResidualMoments(moments.Mean[0], half, Third: null));
    }

    private void Standardize(Span<double> sample)
    {
        TensorPrimitives.Subtract(sample, mean, sample);
        if (scale is not null) TensorPrimitives.Divide(sample, scale, sample);
    }

    private SampleScore ScoreOf(ReadOnlySpan<double> scores, ReadOnlySpan<double> residual, double logDensityAtMean, double noise)
    {
        var squared = 0.0;
        for (var i = 0; i < scores.Length; i++) squared += scores[i] / ExplainedVariance[i] * scores[i];
        var error = Vectors.SquaredNorm(residual);
        return new(squared, error, logDensityAtMean - 0.5 * (squared + (Count == Dimension ? 0 : error / noise)));
    }

    // NaN where there is none: it then is in all that is made of it.
    private double LogDensityAtMean() => !HasDensity ? double.NaN : -0.5 * (Dimension * Math.Log(2 * Math.PI)
        + ExplainedVariance.Sum(Math.Log) + (Count == Dimension ? 0 : (Dimension - Count) * Math.Log(NoiseVariance)))
        - (scale?.Sum(Math.Log) ?? 0);

    private string ExplainSquared(double? limit, int scored) => limit is null
        ? Invariant($"T² has no limit, {EffectiveCount:0.#} samples are too few for {scored} components")
        : Invariant($"T² by the F distribution of {scored} and {EffectiveCount - scored:0.#} degrees of freedom");

    private string ExplainError(string? formula) => formula is not null ? $"SPE by {formula}"
        : Residuals is null ? "SPE has no limit, the model does not know the variances outside its components: measure residuals on data"
        : "SPE has no limit, nothing is left outside the components";
}
