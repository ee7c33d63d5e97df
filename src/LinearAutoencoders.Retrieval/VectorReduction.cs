using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Retrieval;

/// <summary>Makes vectors smaller: their first d scores on the axes of a model.</summary>
/// <remarks>
///   For the cosine a vector has the length 1 before, and again afterwards, so that ⟨q, x⟩ of two results is their cosine; a zero vector
///   stays zero. For the inner product and the distance lengths are kept. Vectors and products are of single precision. Immutable, and
///   safe to use from many threads.
/// </remarks>
public sealed class VectorReduction
{
    private static readonly (VectorMetric Metric, string Name)[] Names =
        [(VectorMetric.Cosine, "cosine"), (VectorMetric.InnerProduct, "ip"), (VectorMetric.Euclidean, "l2")];

    private readonly PrincipalComponents model;
    private readonly VectorSpace space;

    /// <summary>By a model.</summary>
    /// <param name="model">The axes.</param>
    /// <param name="dimensions">d; null: as many as the model was chosen with, or else all it has.</param>
    /// <param name="metric">By what the vectors are near; null: what the model was fitted for.</param>
    /// <exception cref="ArgumentException">The model has not so many axes, or does not say what it was fitted for.</exception>
    public VectorReduction(PrincipalComponents model, int? dimensions = null, VectorMetric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Metric = metric ?? (ReductionSettings.MetricOf(model) is { } name && Parse(name) is { } known ? known
            : throw new ArgumentException("the model was fitted for no metric; say by which the vectors are near: cosine, ip or l2"));
        Dimensions = dimensions ?? ReductionSettings.DimensionsOf(model);
        if (Dimensions < 1 || Dimensions > model.Count)
            throw new ArgumentException(Invariant($"{Dimensions} dimensions are asked for; the model has 1 to {model.Count}"));
        this.model = model.Keep(Dimensions);
        space = new VectorSpace(Metric, this.model);
    }

    /// <summary>By what the vectors are near.</summary>
    public VectorMetric Metric { get; }

    /// <summary>d, of the results.</summary>
    public int Dimensions { get; }

    /// <summary>m, of the vectors.</summary>
    public int InputDimensions => model.Dimension;

    /// <summary>The axes that are used.</summary>
    public PrincipalComponents Model => model;

    /// <summary>Makes a vector smaller; with the bits that it has among others.</summary>
    /// <param name="vector">m values.</param>
    /// <param name="reduced">d values, overwritten.</param>
    /// <exception cref="ArgumentException">A span is too short or too long.</exception>
    public void Reduce(ReadOnlySpan<float> vector, Span<float> reduced)
    {
        if (vector.Length != InputDimensions || reduced.Length != Dimensions)
            throw new ArgumentException(Invariant(
                $"a vector of {vector.Length} values cannot become one of {reduced.Length}; give {InputDimensions} and {Dimensions}"));
        Reduce(new Matrix<float>(1, vector.Length, vector.ToArray()), WorkerTeam.Alone).Row(0).CopyTo(reduced);
    }

    /// <summary>Makes vectors smaller.</summary>
    /// <param name="vectors">r × m, rounded to single precision.</param>
    /// <param name="team">The threads to use; none: all cores.</param>
    /// <returns>r × d.</returns>
    /// <exception cref="ArgumentException">The vectors have not m columns.</exception>
    public Matrix<float> Reduce(ReadOnlyMatrix<double> vectors, WorkerTeam? team = null) =>
        Reduce(vectors.Viewed.ConvertTo<float>(), team ?? WorkerTeam.Shared);

    /// <summary>Makes the vectors of a source smaller as they are read: nothing is held. Results are of single precision.</summary>
    /// <param name="vectors">Rows of m values.</param>
    /// <exception cref="BadDataException">The rows have not m columns.</exception>
    public ISampleSource Reduce(ISampleSource vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        if (vectors.Dimension != InputDimensions)
            throw new BadDataException(Invariant(
                $"{vectors.Name} has vectors of {vectors.Dimension} values, not of the model's {InputDimensions}"));
        return new ReducedVectors(vectors, this);
    }

    /// <summary>Makes vectors of single precision smaller.</summary>
    internal Matrix<float> Reduce(Matrix<float> vectors, WorkerTeam team)
    {
        var scores = new Matrix<float>(vectors.Rows, Dimensions);
        Reduce(vectors, scores, team);
        return scores;
    }

    /// <summary>The same into memory that is there.</summary>
    internal void Reduce(Matrix<float> vectors, Matrix<float> scores, WorkerTeam team) => RowStrips.Run(
        vectors.Rows, (start, count) => Reduce(vectors.RowRange(start, count), scores.RowRange(start, count)), team);

    private void Reduce(Matrix<float> vectors, Matrix<float> scores)
    {
        if (Metric == VectorMetric.Cosine) vectors = VectorLengths.Usual(vectors);
        space.Project(vectors, scores);
        if (Metric == VectorMetric.Cosine) VectorLengths.MakeOne(scores);
    }

    /// <summary>A metric by its name on command lines and in models; null: there is none of that name.</summary>
    internal static VectorMetric? Parse(string name) =>
        Array.Find(Names, known => known.Name == name) is { Name: not null } found ? found.Metric : null;

    /// <summary>The name of a metric.</summary>
    internal static string NameOf(VectorMetric metric) => Array.Find(Names, known => known.Metric == metric).Name;
}
