using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>One fit: the rows as they are weighted and scaled, then their moments, then the components.</summary>
internal sealed class ComponentFit(
    ISampleSource source, FitOptions options, WorkerTeam team, CancellationToken cancellationToken)
{
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

    private PrincipalComponents Solve(DataMoments moments, IReadOnlyList<double> mean, double[]? scale, double effective)
    {
        if (moments.Trace <= 0)
            throw new BadDataException($"{source.Name}: all samples are the same, so there is no component; give data that varies");
        var (count, choice) = options.Components.Resolve(moments);
        var pairs = moments.LeadingComponents(count);
        var factor = effective / (effective - 1);
        return new(pairs.Vectors, mean, [.. pairs.Values.Select(value => Math.Max(0, value) * factor)],
            moments.Trace * factor, moments.Count)
        {
            Scale = scale,
            EffectiveCount = effective,
            ColumnNames = options.ColumnNames,
            Provenance = new() { Data = source.Name, CountChoice = choice, Version = Provenance.LibraryVersion },
        };
    }

    private DataMoments MomentsOf(ISampleSource rows, bool center) => new(rows, center, team, cancellationToken);

    private static MappedSource Scaled(ISampleSource rows, double[] scale) => new(rows, rows.Dimension, (block, _) =>
    {
        var scaled = block.Clone();
        for (var i = 0; i < scaled.Rows; i++) TensorPrimitives.Divide(scaled.Row(i), scale, scaled.Row(i));
        return scaled;
    });
}
