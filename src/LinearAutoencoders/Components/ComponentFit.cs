using System.Diagnostics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>One fit: the rows as they are weighted and scaled, then their moments, then the components.</summary>
internal sealed class ComponentFit(
    ISampleSource source, FitOptions options, WorkerTeam team, CancellationToken cancellationToken)
{
    private readonly long started = Stopwatch.GetTimestamp();

    public PrincipalComponents Run()
    {
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

    /// <summary>The components of rows of which only the sum is left.</summary>
    public PrincipalComponents Run(SampleSum sum)
    {
        if (options.Weights is not null)
            throw new ArgumentException("rows of which only the sum is left cannot be weighted; weight them before they are added");
        if (sum.Count < 2)
            throw new BadDataException(Invariant($"{source.Name} has {sum.Count} rows; components need 2 or more"));
        var plain = MomentsOf(sum, scale: null);
        var scale = options.Scale.Resolve(plain, plain.Count);
        return Solve(scale is null ? plain : MomentsOf(sum, scale), plain.Mean, scale, plain.Count);
    }

    private PrincipalComponents Solve(DataMoments moments, IReadOnlyList<double> mean, double[]? scale, double effective)
    {
        if (moments.Trace <= 0)
            throw new BadDataException($"{source.Name}: all samples are the same, so there is no component; give data that varies");
        FitLog.Summed(options.Logger, source.Name, moments.Count, moments.Dimension);
        var decision = CountOf(moments, effective);
        var pairs = moments.LeadingComponents(decision.Count);
        var factor = effective / (effective - 1);
        var model = new PrincipalComponents(pairs.Vectors, mean, [.. pairs.Values.Select(value => Math.Max(0, value) * factor)],
            moments.Trace * factor, moments.Count)
        {
            Scale = scale,
            EffectiveCount = effective,
            ColumnNames = options.ColumnNames,
            Residuals = ResidualMoments.Of(moments, decision.Count, factor),
            Provenance = new()
            {
                Data = source.Name,
                CountChoice = decision.Reason,
                CountChoices = decision.Choices ?? [],
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

    private DataMoments MomentsOf(SampleSum sum, double[]? scale)
    {
        var copy = sum.Copy(scale)!;
        for (var j = 0; j < sum.Dimension; j++)
            if (!double.IsFinite(copy.Squares[j, j]))
                throw new BadDataException(Invariant(
                    $"{source.Name}: a value of column {j + 1} is not finite, or too large to be squared; remove or replace it"));
        return new(copy, source.Name, options.Center, team);
    }

    private DataMoments MomentsOf(ISampleSource rows, bool center) => new(rows, center, team, cancellationToken);

    private static MappedSource Scaled(ISampleSource rows, double[] scale) => new(rows, rows.Dimension, (block, _) =>
    {
        var scaled = block.Clone();
        for (var i = 0; i < scaled.Rows; i++) TensorPrimitives.Divide(scaled.Row(i), scale, scaled.Row(i));
        return scaled;
    });
}
