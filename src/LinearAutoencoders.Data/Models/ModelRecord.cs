using LinearAutoencoders.Components;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data;

/// <summary>The content of a model's <c>model.json</c>: all that is no array.</summary>
internal sealed record ModelRecord
{
    public required int Format { get; init; }

    /// <summary>The arrays beside it, in their order.</summary>
    public required IReadOnlyList<string> Arrays { get; init; }

    public required double TotalVariance { get; init; }

    public required double NoiseVariance { get; init; }

    public required long SampleCount { get; init; }

    public required double EffectiveCount { get; init; }

    public ResidualMoments? Residuals { get; init; }

    public IReadOnlyList<string>? ColumnNames { get; init; }

    public required Provenance Provenance { get; init; }

    public Certificate? Certificate { get; init; }

    /// <summary>SHA-256 of the arrays' files and this one, zeros in its place.</summary>
    public required string Checksum { get; init; }

    public static ModelRecord Of(PrincipalComponents model) => new()
    {
        Format = ModelFile.Format,
        Arrays = [.. ModelFile.ArrayNames(model)],
        TotalVariance = model.TotalVariance,
        NoiseVariance = model.NoiseVariance,
        SampleCount = model.SampleCount,
        EffectiveCount = model.EffectiveCount,
        Residuals = model.Residuals,
        ColumnNames = model.ColumnNames,
        Provenance = model.Provenance,
        Certificate = model.Certificate,
        Checksum = "",
    };

    /// <exception cref="ArgumentException">The arrays are not those of a model.</exception>
    public PrincipalComponents ToModel(IReadOnlyDictionary<string, Matrix<double>> arrays) => new(
        arrays["components"], arrays["mean"].Row(0).ToArray(), arrays["explained_variance"].Row(0).ToArray(), TotalVariance, SampleCount)
    {
        Scale = arrays.TryGetValue("scale", out var scale) ? scale.Row(0).ToArray() : null,
        EffectiveCount = EffectiveCount,
        Residuals = Residuals,
        ColumnNames = ColumnNames,
        Provenance = Provenance,
        Certificate = Certificate,
    };
}
