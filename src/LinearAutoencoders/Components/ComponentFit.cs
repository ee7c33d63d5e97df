using System.Diagnostics;
using System.Text.Json;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>One fit: from the moments of the rows to components and what is to be said of them.</summary>
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
        (this.team, this.cancellationToken) = (team, cancellationToken);
        // Whatever stops the fit, a search that has something gives it.
        this.options = options.Search.Stop.CanBeCanceled
            ? options : options with { Search = options.Search with { Stop = cancellationToken } };
        passes = new PassCount(options.Progress);
        this.source = WatchedSource.Of(source, passes);
    }

    /// <summary>What the components were fitted to, once they were.</summary>
    public DataMoments? Moments { get; private set; }

    public PrincipalComponents Run() => Solve(options.EstimateMissing
        ? FitMoments.OfIncomplete(source, options, team, cancellationToken)
        : FitMoments.OfRows(source, options, team, cancellationToken));

    private PrincipalComponents Solve(FitMoments fitted)
    {
        var moments = Moments = fitted.Moments;
        // Σ has its trace in it: asked for before Σ is made, the trace would take a pass of its own.
        var problem = ProblemOf(fitted);
        if (options.Components.LooksAtSpectrum && problem.HasAllVariances) _ = moments.Spectrum;
        if (options.Components.LooksAtSpectrum || options.Learner is not null) RequireVariance(moments);
        FitLog.Summed(options.Logger, source.Name, moments.Count, moments.Dimension);
        var decision = CountOf(problem);
        var found = options.Learner is { } learner ? Learn(learner, moments, decision.Count)
            : Found(decision.Pairs ?? moments.LeadingComponents(decision.Count, problem.Search));
        RequireVariance(moments);
        // What was stopped is not to wait for one more pass.
        var isInterrupted = found.IsInterrupted || fitted.IsInterrupted;
        var certificate = options.Certify && !isInterrupted ? Certify(fitted, found) : null;
        isInterrupted |= options.Certify && certificate is null;
        var factor = fitted.EffectiveCount / (fitted.EffectiveCount - 1);
        double[] variances = [.. found.Values.Select(value => Math.Max(0, value) * factor)];
        var model = new PrincipalComponents(found.Vectors, fitted.Mean, variances, moments.Trace * factor, moments.Count)
        {
            Scale = fitted.Scale,
            EffectiveCount = fitted.EffectiveCount,
            ColumnNames = options.ColumnNames,
            Residuals = ResidualMoments.Of(moments, decision.Count, factor),
            Certificate = certificate,
            Provenance = new()
            {
                Data = source.Name,
                Solver = found.Solver,
                Passes = passes.Count,
                CountChoice = decision.Reason,
                CountChoices = decision.Choices ?? [],
                IsInterrupted = isInterrupted,
                Version = Provenance.LibraryVersion,
                Settings = fitted.Settings,
            },
        };
        FitLog.Fitted(options.Logger, source.Name, model.Count, model.ExplainedVarianceRatio.Sum(),
            Stopwatch.GetElapsedTime(started).TotalSeconds);
        return model;
    }

    private CountProblem ProblemOf(FitMoments fitted) => new(fitted.Moments, fitted.EffectiveCount, options.Center, team, cancellationToken)
    {
        Search = options.Search with
        {
            IsEnough = estimate => Certifier.IsEnough(estimate, fitted.Moments, FactsOf(fitted), options.Certification.Tolerance),
        },
    };

    private CountDecision CountOf(CountProblem problem)
    {
        var decision = options.Components.Resolve(problem);
        foreach (var choice in decision.Choices ?? [])
            FitLog.Counted(options.Logger, source.Name, choice.Rule, choice.Count, choice.Explanation);
        return decision;
    }

    private void RequireVariance(DataMoments moments)
    {
        if (moments.Trace <= 0)
            throw new BadDataException($"{source.Name}: all samples are the same, so there is no component; give data that varies");
    }

    private FoundComponents Found(Eigenpairs pairs)
    {
        var name = JsonNamingPolicy.KebabCaseLower.ConvertName(pairs.Solver.ToString());
        return new(name, pairs.Vectors, pairs.Values, !pairs.IsConverged && options.Search.Stop.IsCancellationRequested, pairs);
    }

    private SampleFacts FactsOf(FitMoments fitted) =>
        SampleFacts.Of(fitted.EffectiveCount, options.Center, fitted.Mean, fitted.Scale);

    private FoundComponents Learn(Learner learner, DataMoments moments, int count)
    {
        var (vectors, values) = RayleighRitz.Pairs(learner.Learn(moments, count).DecoderTransposed, moments, team);
        return new(learner.Name, vectors, values, cancellationToken.IsCancellationRequested, Pairs: null);
    }

    /// <returns>Null where it was stopped.</returns>
    private Certificate? Certify(FitMoments fitted, FoundComponents found)
    {
        var facts = FactsOf(fitted);
        try
        {
            return Certifier.Of(found.Vectors, fitted.Moments, options.Certification, facts, team,
                rounding => KnownSpectrum.Of(fitted.Moments, rounding, found.Pairs), found.Pairs?.Estimate).Run();
        }
        catch (OperationCanceledException) when (options.Search.Stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Components, and by which way they were found.</summary>
    private sealed record FoundComponents(
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
