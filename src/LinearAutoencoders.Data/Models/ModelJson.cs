using LinearAutoencoders.Components;

namespace LinearAutoencoders.Data;

/// <summary>A model's <c>model.json</c>.</summary>
internal static class ModelJson
{
    public static string Write(ModelRecord record) => JsonFieldWriter.Write(record, Model, withNulls: false);

    /// <exception cref="System.Text.Json.JsonException">It is not such a record.</exception>
    public static ModelRecord Read(string text) => JsonFieldReader.Read<ModelRecord>(text, Model);

    private static ModelRecord Model(JsonFields json, ModelRecord? known) => new()
    {
        Format = json.Integer("format", known?.Format),
        Arrays = json.Texts("arrays", known?.Arrays ?? []),
        TotalVariance = json.Number("total_variance", known?.TotalVariance),
        NoiseVariance = json.Number("noise_variance", known?.NoiseVariance),
        SampleCount = json.Count("sample_count", known?.SampleCount),
        EffectiveCount = json.Number("effective_count", known?.EffectiveCount),
        Residuals = json.OptionalRecord("residuals", known?.Residuals, Residuals),
        ColumnNames = json.OptionalTexts("column_names", known?.ColumnNames),
        Provenance = json.Record("provenance", known?.Provenance, Origin),
        Certificate = json.OptionalRecord("certificate", known?.Certificate, Certified),
        Checksum = json.Text("checksum", known?.Checksum),
    };

    private static ResidualMoments Residuals(JsonFields json, ResidualMoments? known) => new(
        json.Number("first", known?.First), json.Number("second", known?.Second), json.OptionalNumber("third", known?.Third));

    private static Provenance Origin(JsonFields json, Provenance? known) => new()
    {
        Data = json.OptionalText("data", known?.Data),
        Fingerprint = json.OptionalText("fingerprint", known?.Fingerprint),
        Solver = json.OptionalText("solver", known?.Solver),
        Passes = json.OptionalInteger("passes", known?.Passes),
        CountChoice = json.OptionalText("count_choice", known?.CountChoice),
        CountChoices = json.Records("count_choices", known?.CountChoices ?? [], Choice),
        IsInterrupted = json.Flag("is_interrupted", known?.IsInterrupted),
        Version = json.OptionalText("version", known?.Version),
        Settings = json.TextsByName("settings", known?.Settings ?? new Dictionary<string, string>()),
    };

    private static ComponentCountChoice Choice(JsonFields json, ComponentCountChoice? known) => new(
        json.Text("rule", known?.Rule), json.OptionalInteger("count", known?.Count), json.Text("explanation", known?.Explanation))
    {
        Thresholds = json.Has("thresholds", known?.Thresholds) ? json.Numbers("thresholds", known?.Thresholds ?? []) : null,
    };

    private static Certificate Certified(JsonFields json, Certificate? known) => new(
        json.Records("components", known?.Components ?? [], Component), json.Kind("none_missed", known?.NoneMissed));

    private static ComponentCertificate Component(JsonFields json, ComponentCertificate? known) => new()
    {
        Verdict = json.Kind("verdict", known?.Verdict),
        Explanation = json.Text("explanation", known?.Explanation),
        Residual = json.Number("residual", known?.Residual),
        Rounding = json.Number("rounding", known?.Rounding),
        Gap = json.OptionalNumber("gap", known?.Gap),
        AngleBound = json.Number("angle_bound", known?.AngleBound),
        SamplingAngle = json.OptionalNumber("sampling_angle", known?.SamplingAngle),
        JackknifeAngle = json.OptionalNumber("jackknife_angle", known?.JackknifeAngle),
        VarianceLow = json.OptionalNumber("variance_low", known?.VarianceLow),
        VarianceHigh = json.OptionalNumber("variance_high", known?.VarianceHigh),
        JackknifeVarianceLow = json.OptionalNumber("jackknife_variance_low", known?.JackknifeVarianceLow),
        JackknifeVarianceHigh = json.OptionalNumber("jackknife_variance_high", known?.JackknifeVarianceHigh),
        FirstOfSubspace = json.Integer("first_of_subspace", known?.FirstOfSubspace),
        LastOfSubspace = json.Integer("last_of_subspace", known?.LastOfSubspace),
        SubspaceAngleBound = json.Number("subspace_angle_bound", known?.SubspaceAngleBound),
        SubspaceSamplingAngle = json.OptionalNumber("subspace_sampling_angle", known?.SubspaceSamplingAngle),
    };
}
