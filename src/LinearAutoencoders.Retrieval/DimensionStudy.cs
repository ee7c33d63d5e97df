using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Retrieval;

/// <summary>One choice: rows are drawn, moments summed, axes fitted, recalls measured.</summary>
internal sealed class DimensionStudy
{
    /// <summary>Values of the rows that are held to be searched by all numbers of dimensions: 128 MB.</summary>
    private const long SampleCells = 1 << 25;

    /// <summary>And no more rows than these.</summary>
    private const int SampleRows = 1 << 18;

    /// <summary>Values of the rows that the learning curve is fitted to; and of others that it is measured among.</summary>
    private const long LearningCells = 1 << 23;

    /// <summary>Rows near to each query that are known, of many queries fewer; and at least so many times those asked for.</summary>
    private const int NearestKept = 128, TimesAsked = 4;

    /// <summary>Values of all these rows: 256 MB.</summary>
    private const long NearCells = 1 << 26;

    private readonly ISampleSource source;
    private readonly IRandomRows? random;
    private readonly DimensionOptions options;
    private readonly WorkerTeam team;
    private readonly CancellationToken cancellationToken;
    private readonly IReadOnlyList<int> candidates;
    private readonly long databaseRows;
    private readonly VectorSampler sampler;
    private readonly QueryLabels? labels;

    public DimensionStudy(ISampleSource source, DimensionOptions options, WorkerTeam team, CancellationToken cancellationToken)
    {
        (this.source, random) = (options.Progress is { } progress ? WatchedSource.Of(source, progress) : source, source as IRandomRows);
        (this.options, this.team, this.cancellationToken) = (options, team, cancellationToken);
        // What an earlier model was chosen with is tried too.
        IEnumerable<int> chosenEarlier = options.Earlier is { } chosen ? [chosen.Dimensions] : [];
        candidates = [.. options.CandidatesOf(source.Dimension).Concat(chosenEarlier).Distinct().Order()];
        var count = CountOf(source);
        var heldOut = options.HeldOutOf(count);
        databaseRows = count - heldOut;
        if ((heldOut < 1 && options.QueryVectors is null) || databaseRows < options.Neighbors + 1)
            throw new BadDataException(Invariant(
                $"{source.Name} has {count} vectors; to measure recall@{options.Neighbors} there must be {NeededRows()} or more"));
        if (options.Earlier is { } earlier && earlier.InputDimensions != source.Dimension)
            throw new BadDataException(Invariant(
                $"{source.Name} has vectors of {source.Dimension} values, not of the model's {earlier.InputDimensions}"));
        if (options.QueryVectors is { } asked && asked.Dimension != source.Dimension)
            throw new BadDataException(Invariant(
                $"{asked.Name} has vectors of {asked.Dimension} values, but {source.Name} of {source.Dimension}; embed both alike"));
        var sample = options.SampledRows ?? (int)Math.Min(SampleCells / source.Dimension, SampleRows);
        sampler = new(count, heldOut, sample, options.FitRowsOf(source.Dimension), options.Seed);
        labels = options is { Labels: { } known, QueryVectors: null } ? new(known, sampler.QueryNumbers) : null;
    }

    public DimensionChoice Run()
    {
        // Where the queries are known before, what is near to them is found in the same pass.
        var known = options.QueryVectors is { } asked ? Drawn(asked) : sampler.HasAll ? default(Matrix<float>?) : ReadQueries();
        var near = sampler.HasAll || known is null ? null : NearTo(known.Value);
        var (model, centered) = Fit(near);
        var queries = known ?? sampler.Queries;
        if (!sampler.HasAll) near ??= Searched(NearTo(queries));
        var study = new RecallStudy(options.Metric, queries, options.Neighbors, options.Rerank, labels);
        AddSubjects(study, model, centered);
        var curves = study.Run(
            VectorBatches.Of(sampler.Sample, cancellationToken), near, team, cancellationToken);
        var deciding = curves.First(curve => curve.Name == (options.Quantize ? Int8 : Ordered));
        var chosen = deciding.Points.FirstOrDefault(point => (point.Reranked ?? point.Recall).Mean >= options.Target)?.Dimensions;
        var settings = ReductionSettings.Of(VectorReduction.NameOf(options.Metric), chosen ?? candidates[^1]);
        if (deciding.At(chosen ?? candidates[^1]) is { Recall: var recall })
            settings[Invariant($"recall@{options.Neighbors}")] =
                Invariant($"{recall.Mean:0.0000} ({recall.Low:0.0000} to {recall.High:0.0000})");
        return new()
        {
            Model = model.Describe(model.Provenance with { Data = source.Name, Settings = settings }, null, null),
            Metric = options.Metric,
            Neighbors = options.Neighbors,
            Dimensions = chosen,
            Curve = deciding,
            Curves = [.. curves.Skip(1), curves[0]],
            Rows = databaseRows,
            Fitted = model.SampleCount,
            Queries = queries.Rows,
            QueryRows = sampler.QueryNumbers,
            Sampled = sampler.HasAll ? null : sampler.Sample.Rows.Rows,
            Learning = options.LearningCurve ? Learn(model, queries, chosen ?? candidates[^1]) : [],
            Drift = options.Earlier is { } earlier ? DriftOf(curves, earlier.Dimensions) : null,
        };
    }

    private const string Ordered = "ordered", Int8 = "ordered int8", Earlier = "earlier model", Centered = "centred";

    private bool IsCentered => options.Metric == VectorMetric.Euclidean;

    private bool ComparesCentered => options.Compare && !IsCentered;

    private int NeededRows() => options.QueryVectors is not null ? options.Neighbors + 1 : Math.Max(
        DimensionOptions.ShareHeldOut, options.Neighbors + 2 + options.Neighbors / (DimensionOptions.ShareHeldOut - 1));

    private long CountOf(ISampleSource rows) =>
        rows.Count ?? SourceBlocks.OfSingle(rows, team, cancellationToken).Sum(block => (long)block.Rows);

    /// <summary>Vectors of the user's own, as many as are asked for.</summary>
    private Matrix<float> Drawn(ISampleSource asked)
    {
        var drawn = new VectorSampler(CountOf(asked), heldOut: 0, options.Queries ?? int.MaxValue, fit: 0, options.Seed);
        foreach (var _ in drawn.Rows(asked, options.Metric, team, cancellationToken)) { }
        return drawn.Sample.Rows.Rows > 0 ? drawn.Sample.Rows
            : throw new BadDataException($"{asked.Name} has no vectors; give one or more");
    }

    /// <summary>The rows that are held out, where they can be had before all others are read.</summary>
    private Matrix<float>? ReadQueries() => random?.ReadRows(sampler.QueryNumbers, cancellationToken) is not { } rows ? null
        : options.Metric == VectorMetric.Cosine ? VectorLengths.Usual(rows) : rows;

    private NearRows NearTo(Matrix<float> queries)
    {
        var most = Math.Min(NearestKept, NearCells / ((long)queries.Rows * queries.Columns));
        var keep = (int)Math.Max(most, TimesAsked * Math.Max(options.Neighbors, options.Rerank ?? 0));
        return new(queries, keep, options.Metric, team);
    }

    private NearRows Searched(NearRows near)
    {
        foreach (var batch in VectorBatches.Of(source, options.Metric, sampler.QueryNumbers, team, cancellationToken)) near.Add(batch);
        return near;
    }

    private (PrincipalComponents Model, PrincipalComponents? Centered) Fit(NearRows? near)
    {
        var sum = new SingleSum(source.Dimension, team);
        // Centred components of inner products are those of the vectors with their lengths.
        var plain = ComparesCentered && options.Metric == VectorMetric.InnerProduct ? new SingleSum(source.Dimension, team) : null;
        foreach (var batch in sampler.Rows(source, options.Metric, team, cancellationToken))
        {
            Add(sum, batch.Fitted);
            plain?.Add(batch.Fitted.Rows, default);
            near?.Add(batch.All);
        }
        return (Axes(sum, IsCentered, candidates[^1]), ComparesCentered ? Axes(plain ?? sum, center: true, candidates[^1]) : null);
    }

    private void Add(SingleSum sum, VectorBatch batch) =>
        sum.Add(batch.Rows, IsCentered ? default(ReadOnlyMemory<float>) : VectorLengths.Reciprocals(batch.Lengths.Span));

    private PrincipalComponents Axes(SingleSum sum, bool center, int count) => PrincipalComponents.Fit(
        new LostRows(sum.Copy(), source.Name, ElementType.RelativeRounding<float>()),
        new FitOptions { Components = count, Center = center, Certify = false }, team, cancellationToken);

    private void AddSubjects(RecallStudy study, PrincipalComponents model, PrincipalComponents? centered)
    {
        study.AddTruncated(candidates, team);
        var space = new VectorSpace(options.Metric, model);
        study.Add(Ordered, space, candidates, team);
        if (options.Quantize) study.AddInt8(Int8, space, candidates, team);
        if (options.Earlier is { } earlier)
            study.Add(Earlier, new(options.Metric, earlier.Model), [.. candidates.Where(d => d <= earlier.Dimensions)], team);
        if (centered is not null) study.Add(Centered, new(options.Metric, centered), candidates, team);
    }

    private static RecallDrift DriftOf(IReadOnlyList<RecallCurve> curves, int dimensions)
    {
        var (earlier, fresh) = (PointOf(Earlier), PointOf(Ordered));
        var (loss, error) = RecallEstimate.Difference(fresh.Shares, earlier.Shares);
        return new(dimensions, earlier.Recall, fresh.Recall, loss, error);

        RecallPoint PointOf(string name) => curves.First(curve => curve.Name == name).At(dimensions)!;
    }

    /// <summary>Axes of a few rows and more, all judged by the same queries among the same other rows of the sample.</summary>
    private IReadOnlyList<LearningPoint> Learn(PrincipalComponents model, Matrix<float> queries, int dimensions)
    {
        var study = new RecallStudy(options.Metric, queries, options.Neighbors);
        study.AddTruncated([], team);
        // Each time eight times as many rows: those before, and others.
        var (sizes, sum) = (new List<int>(), new SingleSum(source.Dimension, team));
        var most = (int)Math.Min(sampler.Sample.Rows.Rows / 2, LearningCells / source.Dimension);
        for (var size = dimensions; size <= most && size < model.SampleCount; size *= 8)
        {
            Add(sum, sampler.Shuffled((int)sum.Count, size, team));
            study.Add("", new(options.Metric, Axes(sum, IsCentered, dimensions)), [dimensions], team);
            sizes.Add(size);
        }
        study.Add("", new(options.Metric, model), [dimensions], team);
        var curves = study.Run(
            VectorBatches.Of(sampler.Shuffled(most, 2 * most, team), cancellationToken), near: null, team, cancellationToken);
        return [.. curves.Skip(1).Zip(sizes.Select(size => (long)size).Append(model.SampleCount),
            (curve, rows) => new LearningPoint(rows, curve.Points[0].Recall))];
    }
}
