using System.Diagnostics;
using System.Numerics.Tensors;
using System.Text.Json;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>One fit: the rows as they are weighted and scaled, then their moments, then the components.</summary>
internal sealed class ComponentFit
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly ISampleSource source;
    private readonly FitOptions options;
    private readonly WorkerTeam team;
    private readonly CancellationToken cancellationToken;
    private readonly PassCount passes;

    public ComponentFit(ISampleSource source, FitOptions options, WorkerTeam team, CancellationToken cancellationToken)
    {
        (this.options, this.team, this.cancellationToken) = (options, team, cancellationToken);
        passes = new PassCount(options.Progress);
        this.source = WatchedSource.Of(source, passes);
    }

    public PrincipalComponents Run()
    {
        if (options.Weights is not null && source is LostRows)
            throw new ArgumentException("rows of which only the sum is left cannot be weighted; weight them before they are added");
        var weighted = options.Weights is { } weights ? new WeightedSource(source, weights, options.Center, team, cancellationToken) : null;
        // Weighted rows come less their mean already.
        var plain = MomentsOf(weighted ?? source, options.Center && weighted is null);
        var effective = weighted?.EffectiveCount ?? plain.Count;
        if (effective <= 1)
            throw new BadDataException(Invariant($"{source.Name} has {plain.Count} sample of any weight; components need 2 or more"));
        var scale = options.Scale.Resolve(plain, effective);
        var moments = scale is null ? plain : MomentsOf(Scaled(plain.Source, scale), plain.IsCentered);
        return Solve(moments, weighted?.Mean ?? plain.Mean, scale, effective);
    }

    private PrincipalComponents Solve(DataMoments moments, IReadOnlyList<double> mean, double[]? scale, double effective)
    {
        // Σ has its trace in it: asked for before Σ is made, the trace would take a pass of its own.
        if (options.Components.LooksAtSpectrum) _ = moments.Spectrum;
        if (options.Components.LooksAtSpectrum || options.Learner is not null) RequireVariance(moments);
        FitLog.Summed(options.Logger, source.Name, moments.Count, moments.Dimension);
        var decision = CountOf(moments, effective);
        var found = options.Learner is { } learner ? Learn(learner, moments, decision.Count) : Search(moments, decision.Count);
        RequireVariance(moments);
        var factor = effective / (effective - 1);
        var facts = SampleFacts.Of(effective, options.Center, mean, scale);
        // What was stopped is not to wait for one more pass.
        var certifier = options.Certify && !found.IsInterrupted
            ? new Certifier(found.Vectors, moments, options.Certification, facts, team,
                rounding => KnownSpectrum.Of(moments, rounding, found.Pairs)) : null;
        double[] variances = [.. found.Values.Select(value => Math.Max(0, value) * factor)];
        var model = new PrincipalComponents(found.Vectors, mean, variances, moments.Trace * factor, moments.Count)
        {
            Scale = scale,
            EffectiveCount = effective,
            ColumnNames = options.ColumnNames,
            Residuals = ResidualMoments.Of(moments, decision.Count, factor),
            Certificate = certifier?.Run(),
            Provenance = new()
            {
                Data = source.Name,
                Solver = found.Solver,
                Passes = passes.Count,
                CountChoice = decision.Reason,
                CountChoices = decision.Choices ?? [],
                IsInterrupted = found.IsInterrupted,
                Version = Provenance.LibraryVersion,
            },
        };
        FitLog.Fitted(options.Logger, source.Name, model.Count, model.ExplainedVarianceRatio.Sum(),
            Stopwatch.GetElapsedTime(started).TotalSeconds);
        return model;
    }

    private CountDecision CountOf(DataMoments moments, double effective)
    {
        var decision = options.Components.Resolve(new(moments, effective, options.Center, team, cancellationToken));
        foreach (var choice in decision.Choices ?? [])
            FitLog.Counted(options.Logger, source.Name, choice.Rule, choice.Count, choice.Explanation);
        return decision;
    }

    private void RequireVariance(DataMoments moments)
    {
        if (moments.Trace <= 0)
            throw new BadDataException($"{source.Name}: all samples are the same, so there is no component; give data that varies");
    }

    private Found Search(DataMoments moments, int count)
    {
        var pairs = moments.LeadingComponents(count, options.Search);
        var name = JsonNamingPolicy.KebabCaseLower.ConvertName(pairs.Solver.ToString());
        var isStopped = !pairs.IsConverged && options.Search.Stop.IsCancellationRequested;
        return new(name, pairs.Vectors, pairs.Values, isStopped, pairs);
    }

    private Found Learn(Learner learner, DataMoments moments, int count)
    {
        var (vectors, values) = RayleighRitz.Pairs(learner.Learn(moments, count).DecoderTransposed, moments, team);
        return new(learner.Name, vectors, values, cancellationToken.IsCancellationRequested, Pairs: null);
    }

    private DataMoments MomentsOf(ISampleSource rows, bool center) => new(rows, center, team, cancellationToken: cancellationToken);

    /// <summary>Rows, or what is left of them, divided by a scale.</summary>
    internal static ISampleSource Scaled(ISampleSource rows, IReadOnlyList<double> scale)
    {
        if (rows is LostRows lost) return lost.DividedBy(scale);
        double[] divisors = [.. scale];
        return new MappedSource(rows, rows.Dimension, (block, _) =>
        {
            var scaled = block.Clone();
            for (var i = 0; i < scaled.Rows; i++) TensorPrimitives.Divide(scaled.Row(i), divisors, scaled.Row(i));
            return scaled;
        });
    }

    /// <summary>Components, and by which way they were found.</summary>
    private sealed record Found(
        string Solver, Matrix<double> Vectors, IReadOnlyList<double> Values, bool IsInterrupted, Eigenpairs? Pairs);

    /// <summary>Counts the passes over the rows, and hands on how far each is.</summary>
    private sealed class PassCount(IProgress<ReadingProgress>? progress) : IProgress<ReadingProgress>
    {
        public int Count { get; private set; }

        public void Report(ReadingProgress value)
        {
            Count = Math.Max(Count, value.Pass);
            progress?.Report(value);
        }
    }
}
