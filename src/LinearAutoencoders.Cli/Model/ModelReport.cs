using System.Globalization;
using System.Text.Json.Nodes;
using LinearAutoencoders.Components;
using LinearAutoencoders.Runs;
using Spectre.Console;

namespace LinearAutoencoders.Cli.Model;

/// <summary>A model on screen and as JSON: a row a component, with its certificate where there is one.</summary>
internal static class ModelReport
{
    /// <summary>Of the JSON object; grows when a field changes its meaning or goes.</summary>
    private const int Schema = 1;

    public static void Print(PrincipalComponents model, string path, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var number in Numbers(model.Certificate)) table.AddColumn(new TableColumn(number).RightAligned().NoWrap());
        if (model.Certificate is not null) table.AddColumn(new TableColumn("verdict"));
        for (var i = 0; i < model.Count; i++) table.AddRow([.. Cells(model, i).Select(cell => new Text(cell))]);
        console.Write(table);
        foreach (var line in Summary(model, path)) console.WriteLine(line);
    }

    public static JsonObject ToJson(PrincipalComponents model, string path) => new()
    {
        ["schema"] = Schema,
        ["model"] = path,
        ["data"] = model.Provenance.Data,
        ["samples"] = model.SampleCount,
        ["columns"] = model.Dimension,
        ["components"] = new JsonArray([.. Enumerable.Range(0, model.Count).Select(i => Json(model, i))]),
        ["total_variance"] = model.TotalVariance,
        ["noise_variance"] = model.NoiseVariance,
        ["solver"] = model.Provenance.Solver,
        ["passes"] = model.Provenance.Passes,
        ["count_choice"] = model.Provenance.CountChoice,
        ["interrupted"] = model.Provenance.IsInterrupted,
        ["version"] = model.Provenance.Version,
    };

    private static IEnumerable<string> Numbers(Certificate? certificate) => certificate is null
        ? ["component", "variance", "share", "so far"]
        : ["component", "variance", "share", "so far", "angle bound", "sampling angle"];

    private static IEnumerable<string> Cells(PrincipalComponents model, int i)
    {
        var ratios = model.ExplainedVarianceRatio;
        yield return NumberText.Count(i + 1);
        yield return NumberText.Loss(model.ExplainedVariance[i]);
        yield return Share(ratios[i]);
        yield return Share(ratios.Take(i + 1).Sum());
        if (model.Certificate?.Components[i] is not { } certificate) yield break;
        yield return Degrees(certificate.AngleBound);
        yield return certificate.SamplingAngle is { } angle ? Degrees(angle) : "–";
        yield return certificate.Explanation;
    }

    private static IEnumerable<string> Summary(PrincipalComponents model, string path)
    {
        var shares = Share(model.ExplainedVarianceRatio.Sum());
        var choice = model.Provenance.CountChoice is { } why ? $", {why}" : "";
        yield return $"{model.Count} of {NumberText.Count(model.Dimension)} components hold {shares} of the variance{choice}.";
        yield return $"model: {path}";
    }

    private static JsonObject Json(PrincipalComponents model, int i)
    {
        var json = new JsonObject
        {
            ["component"] = i + 1,
            ["variance"] = model.ExplainedVariance[i],
            ["share"] = model.ExplainedVarianceRatio[i],
        };
        if (model.Certificate?.Components[i] is not { } certificate) return json;
        json["verdict"] = certificate.Verdict.ToString();
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

    private static string Share(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string Degrees(double radians) => $"{NumberText.Distance(radians * 180 / Math.PI)}°";
}
