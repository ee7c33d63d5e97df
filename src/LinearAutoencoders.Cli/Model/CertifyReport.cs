using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Model;

/// <summary>What <c>lae certify</c> prints: a row an axis, and what is wrong in sentences.</summary>
internal sealed class CertifyReport(ComponentComparison comparison, string model, string data)
{
    public bool IsRight => comparison.AllRight;

    public void Print()
    {
        var table = new TextTable().Number("component").Number("nearest", rank: 1).Number("off").Number("sampling", rank: 2)
            .Number("variance", rank: 3).Number("best", rank: 4).Text("wrong", wraps: true);
        for (var i = 0; i < comparison.Axes.Count; i++) table.Add(Cells(i));
        table.Write();
        foreach (var line in Remarks()) Terminal.WriteSentence(line);
    }

    public JsonObject ToJson() => new()
    {
        ["model"] = model,
        ["data"] = data,
        ["samples"] = comparison.SampleCount,
        ["right"] = comparison.AllRight,
        ["variance"] = comparison.Variance,
        ["best_variance"] = comparison.BestVariance,
        ["total_variance"] = comparison.TotalVariance,
        ["largest_cosine"] = comparison.LargestCosine,
        ["components"] = new JsonArray([.. comparison.Axes.Select(Json)]),
    };

    private IEnumerable<string> Cells(int i)
    {
        var axis = comparison.Axes[i];
        yield return NumberText.Count(i + 1);
        yield return NumberText.Count(axis.Nearest + 1);
        yield return AngleText.Degrees(axis.Angle);
        yield return AngleText.Degrees(axis.SamplingAngle);
        yield return NumberText.Loss(axis.Variance);
        yield return NumberText.Loss(axis.BestVariance);
        yield return axis.Faults == AxisFaults.None ? "" : axis.Faults.ToString().ToLowerInvariant();
    }

    private IEnumerable<string> Remarks()
    {
        for (var i = 0; i < comparison.Axes.Count; i++)
            if (comparison.Axes[i].Faults != AxisFaults.None) yield return $"component {i + 1}: {comparison.Axes[i].Explanation}";
        yield return $"{NumberText.Loss(comparison.Loss * 100)} % of the variance is lost that as many components of {data} can hold.";
        if (comparison.AllRight) yield return $"{model} has the components of {data}.";
        else yield return $"{comparison.Axes.Count(axis => axis.Faults != AxisFaults.None)} of {comparison.Axes.Count} are wrong.";
    }

    private static JsonObject Json(AxisComparison axis, int i) => new()
    {
        ["component"] = i + 1,
        ["faults"] = new JsonArray([.. Enum.GetValues<AxisFaults>().Where(fault => fault != AxisFaults.None && axis.Faults.HasFlag(fault))
            .Select(fault => (JsonNode)fault.ToString().ToLowerInvariant())]),
        ["explanation"] = axis.Explanation,
        ["nearest"] = axis.Nearest + 1,
        ["nearest_angle"] = axis.NearestAngle,
        ["angle"] = axis.Angle,
        ["sampling_angle"] = axis.SamplingAngle,
        ["length"] = axis.Length,
        ["variance"] = axis.Variance,
        ["best_variance"] = axis.BestVariance,
        ["claimed_variance"] = axis.ClaimedVariance,
        ["mean_error"] = axis.MeanError,
    };
}
