using System.Globalization;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>What a model that makes vectors smaller says of itself among its settings.</summary>
internal static class ReductionSettings
{
    private const string MetricName = "metric", DimensionsName = "dimensions", CosineName = "cosine";

    /// <summary>The settings of a model.</summary>
    public static Dictionary<string, string> Of(string metric, int dimensions) => new()
    {
        [MetricName] = metric,
        [DimensionsName] = Invariant($"{dimensions}"),
    };

    /// <summary>By what its vectors are near; null: it does not say.</summary>
    public static string? MetricOf(PrincipalComponents model) => model.Provenance.Settings.GetValueOrDefault(MetricName);

    /// <summary>Whether its vectors have the length 1, before and afterwards.</summary>
    public static bool IsCosine(PrincipalComponents model) => MetricOf(model) == CosineName;

    /// <summary>As many dimensions as it was chosen with, or else all it has.</summary>
    public static int DimensionsOf(PrincipalComponents model) =>
        model.Provenance.Settings.TryGetValue(DimensionsName, out var chosen)
        && int.TryParse(chosen, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, model.Count) : model.Count;
}
