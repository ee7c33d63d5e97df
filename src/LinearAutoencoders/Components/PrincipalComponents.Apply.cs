using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

public sealed partial class PrincipalComponents
{
    private readonly Lazy<Matrix<double>> projection;   // m × k: what a centred sample is multiplied by
    private readonly Lazy<Matrix<double>> expansion;    // k × m: what scores are multiplied by

    /// <summary>m × k: what a centred sample is multiplied by; the components, divided by the scale.</summary>
    internal ReadOnlyMatrix<double> Projection => projection.Value;

    /// <summary>The scores of samples.</summary>
    /// <remarks>Scores do not depend on the rows beside theirs, to the last bit.</remarks>
    /// <param name="samples">r × m, one sample a row.</param>
    /// <param name="whiten">Whether each score is divided by its standard deviation over the data fitted to.</param>
    /// <param name="team">The threads to use where they pay; none: <see cref="WorkerTeam.Shared"/>.</param>
    /// <returns>r × k.</returns>
    /// <exception cref="ArgumentException">The samples have not m columns.</exception>
    public Matrix<double> Transform(ReadOnlyMatrix<double> samples, bool whiten = false, WorkerTeam? team = null)
    {
        RequireColumns(samples.Columns, Dimension, "samples", "columns");
        var (centered, scores) = (samples.ToMatrix(), new Matrix<double>(samples.Rows, Count));
        for (var i = 0; i < samples.Rows; i++) TensorPrimitives.Subtract(centered.Row(i), mean, centered.Row(i));
        MatrixProduct.Multiply<double>(centered, projection.Value, scores, team: team);
        for (var i = 0; whiten && i < scores.Rows; i++) Whiten(scores.Row(i));
        return scores;
    }

    /// <summary>The scores of one sample, with the bits that it has among others.</summary>
    /// <param name="sample">m values.</param>
    /// <param name="scores">k values, overwritten.</param>
    /// <param name="whiten">Whether each score is divided by its standard deviation over the data fitted to.</param>
    /// <exception cref="ArgumentException">A span is too short or too long.</exception>
    public void Transform(ReadOnlySpan<double> sample, Span<double> scores, bool whiten = false)
    {
        RequireColumns(sample.Length, Dimension, "the sample", "values");
        RequireColumns(scores.Length, Count, "the scores", "values");
        scores.Clear();
        for (var j = 0; j < sample.Length; j++) RowKernels.Add(sample[j] - mean[j], projection.Value.Row(j), scores);
        if (whiten) Whiten(scores);
    }

    /// <summary>The scores of all rows of a source, read from it as they are asked for: nothing is held.</summary>
    /// <param name="samples">Rows of m values.</param>
    /// <param name="whiten">Whether each score is divided by its standard deviation over the data fitted to.</param>
    /// <returns>As many rows of k values.</returns>
    /// <exception cref="BadDataException">The rows have not m columns.</exception>
    public ISampleSource Transform(ISampleSource samples, bool whiten = false)
    {
        RequireColumns(samples, Dimension, "columns the components are of");
        return new MappedSource(samples, Count, (rows, team) => Transform(rows, whiten, team));
    }

    /// <summary>What scores are the scores of: the samples, but for what lies outside the components.</summary>
    /// <param name="scores">r × d, d ≤ k: the first d of the k scores are enough.</param>
    /// <param name="whitened">Whether they were divided by their standard deviations.</param>
    /// <param name="team">The threads to use where they pay; none: <see cref="WorkerTeam.Shared"/>.</param>
    /// <returns>r × m.</returns>
    /// <exception cref="ArgumentException">There are more than k scores a row, or none.</exception>
    public Matrix<double> InverseTransform(ReadOnlyMatrix<double> scores, bool whitened = false, WorkerTeam? team = null)
    {
        if (scores.Columns < 1 || scores.Columns > Count)
            throw new ArgumentException(
                Invariant($"rows of {scores.Columns} scores are given, but the model has {Count} components; give 1 to {Count}"));
        var (plain, samples) = (scores.ToMatrix(), new Matrix<double>(scores.Rows, Dimension));
        for (var i = 0; whitened && i < plain.Rows; i++) Unwhiten(plain.Row(i));
        MatrixProduct.Multiply<double>(plain, expansion.Value.RowRange(0, scores.Columns), samples, team: team);
        for (var i = 0; i < samples.Rows; i++) TensorPrimitives.Add(samples.Row(i), mean, samples.Row(i));
        return samples;
    }

    /// <summary>What the scores of a source are the scores of, as they are asked for.</summary>
    /// <param name="scores">Rows of 1 to k values.</param>
    /// <param name="whitened">Whether they were divided by their standard deviations.</param>
    /// <exception cref="BadDataException">There are more than k scores a row, or none.</exception>
    public ISampleSource InverseTransform(ISampleSource scores, bool whitened = false)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Dimension < 1 || scores.Dimension > Count) RequireColumns(scores, Count, "components of the model");
        return new MappedSource(scores, Dimension, (rows, team) => InverseTransform(rows, whitened, team));
    }

    private Matrix<double> DividedByScale()
    {
        var divided = components.Clone();
        for (var i = 0; scale is not null && i < Count; i++) TensorPrimitives.Divide(divided.Row(i), scale, divided.Row(i));
        return divided.Transpose();
    }

    private Matrix<double> MultipliedByScale()
    {
        var multiplied = components.Clone();
        for (var i = 0; scale is not null && i < Count; i++) TensorPrimitives.Multiply(multiplied.Row(i), scale, multiplied.Row(i));
        return multiplied;
    }

    // A component without variance has no scores but rounding: they stay as they are.
    private void Whiten(Span<double> scores)
    {
        for (var i = 0; i < scores.Length; i++)
            if (ExplainedVariance[i] > 0) scores[i] /= Math.Sqrt(ExplainedVariance[i]);
    }

    private void Unwhiten(Span<double> scores)
    {
        for (var i = 0; i < scores.Length; i++)
            if (ExplainedVariance[i] > 0) scores[i] *= Math.Sqrt(ExplainedVariance[i]);
    }

    private static void RequireColumns(int given, int wanted, string who, string what)
    {
        if (given != wanted) throw new ArgumentException(Invariant($"{who} must have {wanted} {what}, but there are {given}"));
    }

    private static void RequireColumns(ISampleSource source, int wanted, string what)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Dimension != wanted)
            throw new BadDataException(Invariant($"{source.Name} has {source.Dimension} columns, not the {wanted} {what}"));
    }
}
