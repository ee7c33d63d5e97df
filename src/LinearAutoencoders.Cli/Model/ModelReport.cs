using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Model;

/// <summary>A model on screen and as JSON: a row a component, with its certificate where there is one.</summary>
internal sealed class ModelReport(PrincipalComponents model, string path)
{
    private readonly IReadOnlyList<double> shares = model.ExplainedVarianceRatio;

    /// <summary>The table, what is to be said of it, and on demand where the model comes from.</summary>
    public void Print(bool withOrigin)
    {
        Table().Write();
        IEnumerable<string> lines = [.. Summary(), .. Remarks(), .. withOrigin ? Origin() : [], $"model: {path}"];
        foreach (var line in lines) Terminal.WriteSentence(line);
    }

    public JsonObject ToJson() => new()
    {
        ["model"] = path,
        ["data"] = model.Provenance.Data,
        ["fingerprint"] = model.Provenance.Fingerprint,
        ["samples"] = model.SampleCount,
        ["effective_samples"] = model.EffectiveCount,
        ["columns"] = model.Dimension,
        ["column_names"] = model.ColumnNames is { } names ? new JsonArray([.. names.Select(name => (JsonNode)name)]) : null,
        ["components"] = new JsonArray([.. Enumerable.Range(0, model.Count).Select(Json)]),
        ["total_variance"] = model.TotalVariance,
        ["noise_variance"] = model.NoiseVariance,
        ["scaled"] = model.Scale is not null,
        ["none_missed"] = model.Certificate is { } certificate ? Word(certificate.NoneMissed) : null,
        ["solver"] = model.Provenance.Solver,
        ["passes"] = model.Provenance.Passes,
        ["count_choice"] = model.Provenance.CountChoice,
        ["count_choices"] = new JsonObject(model.Provenance.CountChoices.Select(choice =>
            KeyValuePair.Create(choice.Rule, (JsonNode?)choice.Count))),
        ["interrupted"] = model.Provenance.IsInterrupted,
        ["settings"] = new JsonObject(model.Provenance.Settings.Select(setting =>
            KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))),
        ["version"] = model.Provenance.Version,
    };

    /// <summary>Component, variance, bound, distance expected from the population's axis, verdict; null without a certificate.</summary>
    public static IReadOnlyList<string[]>? CertificateRows(PrincipalComponents model) => model.Certificate is not { } certificate ? null :
        [.. certificate.Components.Select((one, i) => new[]
        {
            NumberText.Count(i + 1), NumberText.Number(model.ExplainedVariance[i]), AngleText.Degrees(one.AngleBound),
            AngleText.Degrees(one.SamplingAngle), Verdict(one),
        })];

    private TextTable Table()
    {
        var table = new TextTable().Number("component").Number("variance").Number("share", rank: 2).Number("so far", rank: 1);
        if (model.Certificate is not null) table.Number("bound", rank: 3).Number("sampling").Text("verdict", wraps: true);
        for (var i = 0; i < model.Count; i++) table.Add(Cells(i));
        return table;
    }

    private IEnumerable<string> Cells(int i)
    {
        yield return NumberText.Count(i + 1);
        yield return NumberText.Loss(model.ExplainedVariance[i]);
        yield return NumberText.Percent(shares[i]);
        yield return NumberText.Percent(shares.Take(i + 1).Sum());
        if (model.Certificate?.Components[i] is not { } certificate) yield break;
        yield return AngleText.Degrees(certificate.AngleBound);
        yield return AngleText.Degrees(certificate.SamplingAngle);
        yield return Verdict(certificate);
    }

    private static string Verdict(ComponentCertificate certificate) => certificate.Verdict switch
    {
        ComponentVerdict.Converged => "converged",
        ComponentVerdict.NotYet => "not yet",
        _ => $"not separable ({certificate.FirstOfSubspace + 1}–{certificate.LastOfSubspace + 1})",
    };

    private IEnumerable<string> Summary()
    {
        yield return $"{model.Count} of {NumberText.Count(model.Dimension)} components hold {NumberText.Percent(shares.Sum())} "
            + "of the variance.";
        if (model.Provenance.CountChoice is { } why) yield return $"{model.Count} by {why}.";
        var choices = model.Provenance.CountChoices;
        if (choices.Count > 0)
            yield return $"All rules: {string.Join(", ", choices.Select(one => $"{one.Rule} {one.Count?.ToString() ?? "–"}"))}.";
    }

    /// <summary>What the table's words mean, and what is wrong with components that are not converged.</summary>
    private IEnumerable<string> Remarks()
    {
        if (model.Provenance.IsInterrupted) yield return "The fit was stopped before it was done: this is what it had.";
        if (model.Certificate is not { } certificate) yield break;
        yield return "bound: at most so far from the axis of this data; sampling: expected distance from the population's axis.";
        // Of those that are one subspace, the one that is farthest from the population's speaks for all.
        foreach (var text in certificate.Components.Where(one => one.Verdict != ComponentVerdict.Converged)
                     .GroupBy(one => one.FirstOfSubspace).Select(group => group.MaxBy(one => one.SubspaceSamplingAngle)!.Explanation)
                     .Distinct())
            yield return text;
        if (certificate.NoneMissed != Completeness.Proven)
            yield return $"That no direction of more variance was missed is {Word(certificate.NoneMissed)}.";
    }

    private IEnumerable<string> Origin()
    {
        var provenance = model.Provenance;
        yield return $"data: {provenance.Data ?? "not known"}, {NumberText.Count(model.SampleCount)} samples"
            + (model.EffectiveCount == model.SampleCount ? "" : $" (weighted: as much as {NumberText.Loss(model.EffectiveCount)})");
        if (model.ColumnNames is { } names)
            yield return $"columns: {string.Join(", ", names.Take(8))}{(names.Count > 8 ? ", …" : "")}";
        var centered = model.Mean.Any(value => value != 0) ? "less its mean" : "as it is";
        yield return $"each column {centered}{(model.Scale is null ? "" : ", divided by its scale")}";
        var passes = provenance.Passes is { } count ? $", {count} passes" : "";
        if (provenance.Solver is { } solver) yield return $"solver: {solver}{passes}";
        foreach (var (name, value) in provenance.Settings) yield return $"{name}: {value}";
        if (provenance.Version is { } version) yield return $"version: {version}";
    }

    private JsonObject Json(int i)
    {
        var json = new JsonObject
        {
            ["component"] = i + 1,
            ["variance"] = model.ExplainedVariance[i],
            ["share"] = shares[i],
        };
        if (model.Certificate?.Components[i] is not { } certificate) return json;
        json["verdict"] = Word(certificate.Verdict);
        json["explanation"] = certificate.Explanation;
        json["residual"] = certificate.Residual;
        json["gap"] = certificate.Gap;
        json["angle_bound"] = certificate.AngleBound;
        json["sampling_angle"] = certificate.SamplingAngle;
        json["jackknife_angle"] = certificate.JackknifeAngle;
        json["variance_low"] = certificate.VarianceLow;
        json["variance_high"] = certificate.VarianceHigh;
        json["subspace"] = new JsonArray(certificate.FirstOfSubspace + 1, certificate.LastOfSubspace + 1);
        return json;
    }

    /// <summary>A name of code as one of JSON: <c>NotYet</c> is <c>not_yet</c>.</summary>
    private static string Word<TKind>(TKind kind) where TKind : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
