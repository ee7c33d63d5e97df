using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Retrieval;

/// <summary>One choice: rows are drawn, moments summed, axes fitted, recalls measured.</summary>
internal sealed class DimensionStudy
{
    /// <summary>Of queries, at most.</summary>
    private const int ShareHeldOut = 5;

    /// <summary>Values of the rows that the learning curve is measured with.</summary>
    private const long SampleCells = 1 << 23;

    private readonly ISampleSource source;
    private readonly DimensionOptions options;
    private readonly WorkerTeam team;
    private readonly CancellationToken cancellationToken;
    private readonly IReadOnlyList<int> candidates;
    private readonly VectorSampler sampler;
    private readonly QueryLabels? labels;

    public DimensionStudy(ISampleSource source, DimensionOptions options, WorkerTeam team, CancellationToken cancellationToken)
    {
        this.source = options.Progress is { } progress ? WatchedSource.Of(source, progress) : source;
        (this.options, this.team, this.cancellationToken) = (options, team, cancellationToken);
        // What an earlier model was chosen with is tried too.
        IEnumerable<int> chosenEarlier = options.Earlier is { } chosen ? [chosen.Dimensions] : [];
        candidates = [.. options.CandidatesOf(source.Dimension).Concat(chosenEarlier).Distinct().Order()];
        var count = source.Count ?? SourceBlocks.Of(source, team, cancellationToken).Sum(block => (long)block.Rows);
        var queries = (int)Math.Min(options.Queries, count / ShareHeldOut);
        if (queries < 1 || count - queries < options.Neighbors + 1)
            throw new BadDataException(Invariant(
                $"{source.Name} has {count} vectors; to measure recall@{options.Neighbors} there must be {NeededRows()} or more"));
        if (options.Earlier is { } earlier && earlier.InputDimensions != source.Dimension)
            throw new BadDataException(Invariant(
                $"{source.Name} has vectors of {source.Dimension} values, not of the model's {earlier.InputDimensions}"));
        sampler = new(count, queries, options.LearningCurve ? (int)(SampleCells / source.Dimension) : 0, options.Seed);
        labels = options.Labels is { } known ? new(known, sampler.QueryNumbers) : null;
    }

    public DimensionChoice Run()
    {
        var (model, centered) = Fit();
        var study = new RecallStudy(options.Metric, sampler.Queries, options.Neighbors, options.Rerank, labels);
        AddSubjects(study, model, centered);
        var curves = study.Run(source, sampler.HeldOut, team, cancellationToken);
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
            Rows = model.SampleCount,
            QueryRows = sampler.QueryNumbers,
            Learning = options.LearningCurve ? Learn(model, chosen ?? candidates[^1]) : [],
            Drift = options.Earlier is { } earlier ? DriftOf(curves, earlier.Dimensions) : null,
        };
    }

    private const string Ordered = "ordered", Int8 = "ordered int8", Earlier = "earlier model", Centered = "centred";

    private bool IsCentered => options.Metric == VectorMetric.Euclidean;

    private bool ComparesCentered => options.Compare && !IsCentered;

    private int NeededRows() => Math.Max(ShareHeldOut, options.Neighbors + 2 + options.Neighbors / (ShareHeldOut - 1));

    private (PrincipalComponents Model, PrincipalComponents? Centered) Fit()
    {
        var sum = new SampleSum(source.Dimension, team);
        // Centred components of inner products are those of the vectors with their lengths.
        var plain = ComparesCentered && options.Metric == VectorMetric.InnerProduct ? new SampleSum(source.Dimension, team) : null;
        foreach (var batch in sampler.Rows(source, team, cancellationToken))
        {
            sum.Add(IsCentered ? batch.Rows : VectorSpace.OfLengthOne(batch.Rows), cancellationToken);
            plain?.Add(batch.Rows, cancellationToken);
        }
        return (Axes(sum, IsCentered, candidates[^1]), ComparesCentered ? Axes(plain ?? sum, center: true, candidates[^1]) : null);
    }

    private PrincipalComponents Axes(SampleSum sum, bool center, int count) => PrincipalComponents.Fit(
        sum, new FitOptions { Components = count, Center = center, Certify = false }, team, cancellationToken);

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

    /// <summary>Axes of a few rows and more, all judged by the same queries among the same sample of rows.</summary>
    private IReadOnlyList<LearningPoint> Learn(PrincipalComponents model, int dimensions)
    {
        var sample = sampler.Sample;
        var study = new RecallStudy(options.Metric, sampler.Queries, options.Neighbors);
        study.AddTruncated([], team);
        // Each time four times as many rows: those before, and others.
        var (sizes, sum) = (new List<int>(), new SampleSum(source.Dimension, team));
        for (var size = dimensions; size <= sample.Rows && size < model.SampleCount; size *= 4)
        {
            var more = sampler.Shuffled((int)sum.Count, size);
            sum.Add(IsCentered ? more : VectorSpace.OfLengthOne(more), cancellationToken);
            study.Add("", new(options.Metric, Axes(sum, IsCentered, dimensions)), [dimensions], team);
            sizes.Add(size);
        }
        study.Add("", new(options.Metric, model), [dimensions], team);
        var curves = study.Run(new MatrixSource<double>(sample), new HashSet<long>(), team, cancellationToken);
        return [.. curves.Skip(1).Zip(sizes.Select(size => (long)size).Append(model.SampleCount),
            (curve, rows) => new LearningPoint(rows, curve.Points[0].Recall))];
    }
}
