using System.Globalization;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Retrieval;
using LinearAutoencoders.Runs;
using static System.FormattableString;

namespace LinearAutoencoders.Cli.Embed;

/// <summary>What fewer dimensions cost: a row for each number of them, on screen, as JSON and as a picture.</summary>
internal sealed class RecallReport(DimensionChoice choice)
{
    /// <summary>Rows beyond these would scroll away; JSON has all.</summary>
    private const int MostRows = 20;

    /// <summary>The file of the model.</summary>
    public required string Model { get; init; }

    /// <summary>What an earlier model's recall was when it was fitted, in words.</summary>
    public string? RecallAtFit { get; init; }

    public void Print()
    {
        Table().Write();
        foreach (var line in Lines()) Terminal.WriteSentence(line);
    }

    public JsonObject ToJson() => new()
    {
        ["model"] = Model,
        ["data"] = choice.Model.Provenance.Data,
        ["metric"] = choice.Model.Provenance.Settings["metric"],
        ["neighbors"] = choice.Neighbors,
        ["rows"] = choice.Rows,
        ["fitted_rows"] = choice.Fitted,
        ["sampled_rows"] = choice.Sampled,
        ["queries"] = choice.Queries,
        ["query_rows"] = new JsonArray([.. choice.QueryRows.Select(row => JsonValue.Create(row))]),
        ["full_dimensions"] = choice.Model.Dimension,
        ["dimensions"] = choice.Dimensions,
        ["curves"] = new JsonArray([.. choice.Curves.Select(Json)]),
        ["learning"] = new JsonArray([.. choice.Learning.Select(point =>
            new JsonObject { ["rows"] = point.Rows, ["recall"] = Json(point.Recall) })]),
        ["drift"] = choice.Drift is { } drift ? new JsonObject
        {
            ["dimensions"] = drift.Dimensions,
            ["earlier"] = Json(drift.Earlier),
            ["refitted"] = Json(drift.Refitted),
            ["loss"] = drift.Loss,
            ["loss_error"] = drift.LossError,
            ["has_drifted"] = drift.HasDrifted,
        } : null,
    };

    /// <summary>Recall over dimensions and over bytes.</summary>
    public TradeoffFigure Figure()
    {
        string[] colors = ["#0072B2", "#56B4E9", "#CC79A7", "#D55E00", "#009E73"];
        return new([.. choice.Curves.Select((curve, i) => new Tradeoff(
            new CurveStyle(curve.Name, colors[i % colors.Length], "", Dashed: false),
            [.. curve.Points.Select(point => point.Dimensions)], [.. curve.Points.Select(point => point.Bytes)],
            [.. curve.Points.Select(point => point.Recall.Mean)],
            new Band([.. curve.Points.Select(point => point.Recall.Low)], [.. curve.Points.Select(point => point.Recall.High)])))],
            Invariant($"recall@{choice.Neighbors}"), Invariant($"{choice.Model.Provenance.Data}"),
            Invariant($"{choice.Queries} queries, {choice.Rows} vectors of {choice.Model.Dimension}; bands: 95 %"));
    }

    private TextTable Table()
    {
        var first = choice.Curve;
        var (isReranked, isLabelled) = (first.Points[0].Reranked is not null, first.Points[0].Accuracy is not null);
        var table = new TextTable().Number("dimensions").Number("bytes", rank: 2).Number(Invariant($"recall@{choice.Neighbors}"))
            .Number("95 % interval", rank: 1);
        if (isReranked) table.Number("reranked");
        if (isLabelled) table.Number("label right", rank: 3);
        RecallCurve[] others = [.. choice.Curves.Where(curve => curve != first)];
        foreach (var curve in others) table.Number(curve.Name, rank: 4);
        foreach (var point in Shown(first.Points))
        {
            List<string> cells =
            [
                (point.Dimensions == choice.Dimensions ? "→ " : "") + NumberText.Count(point.Dimensions), NumberText.Count(point.Bytes),
                Share(point.Recall), Interval(point.Recall),
            ];
            if (isReranked) cells.Add(Share(point.Reranked));
            if (isLabelled) cells.Add(Share(point.Accuracy));
            cells.AddRange(others.Select(curve => Share(curve.At(point.Dimensions)?.Recall)));
            table.Add(cells);
        }
        return table;
    }

    private IEnumerable<RecallPoint> Shown(IReadOnlyList<RecallPoint> points)
    {
        var chosen = points.ToList().FindIndex(point => point.Dimensions == choice.Dimensions);
        var every = (points.Count + MostRows - 1) / MostRows;
        return points.Where((_, i) => i % every == every - 1 || i == points.Count - 1 || (chosen >= 0 && Math.Abs(i - chosen) <= 1));
    }

    private IEnumerable<string> Lines()
    {
        var (full, metric) = (choice.Model.Dimension, choice.Model.Provenance.Settings["metric"]);
        yield return (choice.QueryRows.Count > 0
            ? Invariant($"{choice.Queries} queries held out of {choice.Queries + choice.Rows} vectors; ")
            : Invariant($"{choice.Queries} queries of their own, {choice.Rows} vectors; ")) + $"neighbours by {metric}, exact.";
        if (choice.Fitted < choice.Rows)
            yield return $"The axes are fitted to {NumberText.Count(choice.Fitted)} vectors drawn at random; --fit-rows takes more.";
        if (choice.Sampled is { } sampled)
            yield return $"Vectors that are not near to a query are represented by {NumberText.Count(sampled)} drawn at random.";
        if (choice.Curves[^1].At(full) is { Accuracy: { } accuracy })
            yield return $"By full vectors most neighbours have the query's label for {Share(accuracy)} of the queries.";
        if (choice.Learning.Count > 1)
            yield return Invariant($"Recall at {choice.Dimensions ?? choice.Curve.Points[^1].Dimensions} dimensions among a sample, ")
                + "by rows fitted to: "
                + string.Join(", ", choice.Learning.Select(point => $"{NumberText.Count(point.Rows)}: {Share(point.Recall)}")) + ".";
        foreach (var line in Drift()) yield return line;
        yield return Chosen(full);
        yield return $"model: {Model}";
    }

    private IEnumerable<string> Drift()
    {
        if (choice.Drift is not { } drift) yield break;
        if (RecallAtFit is not null) yield return $"When it was fitted, the model's recall was {RecallAtFit}.";
        yield return Invariant($"At {drift.Dimensions} dimensions the model finds {Share(drift.Earlier)}, ")
            + Invariant($"a new fit {Share(drift.Refitted)}: ")
            + Invariant($"{drift.Loss:+0.0000;−0.0000;0.0000} ± {drift.LossError:0.0000}, ")
            + (drift.HasDrifted ? "the model has drifted." : "no drift beyond chance.");
    }

    private string Chosen(int full)
    {
        if (choice.Dimensions is not { } d || choice.Curve.At(d) is not { } point)
            return "No number of dimensions tried reaches the target; give more with --dimensions, or --rerank.";
        var (recall, by) = point.Reranked is { } reranked ? (reranked, "reranked recall") : (point.Recall, "recall");
        return Invariant($"{d} of {full} dimensions: {by}@{choice.Neighbors} {Share(recall)} ({Interval(recall)}), ")
            + Invariant($"{point.Bytes} bytes a vector instead of {full * sizeof(float)}, ")
            + Invariant($"{d} multiply-adds a comparison instead of {full}.");
    }

    private static JsonObject Json(RecallCurve curve) => new JsonObject
    {
        ["name"] = curve.Name,
        ["points"] = new JsonArray([.. curve.Points.Select(point => new JsonObject
        {
            ["dimensions"] = point.Dimensions,
            ["bytes"] = point.Bytes,
            ["recall"] = Json(point.Recall),
            ["reranked"] = Json(point.Reranked),
            ["label_right"] = Json(point.Accuracy),
        })]),
    };

    private static JsonObject? Json(RecallEstimate? recall) => recall is null ? null
        : new JsonObject { ["mean"] = recall.Mean, ["low"] = recall.Low, ["high"] = recall.High };

    private static string Share(RecallEstimate? recall) => recall?.Mean.ToString("0.0000", CultureInfo.InvariantCulture) ?? "–";

    private static string Interval(RecallEstimate recall) => Invariant($"{recall.Low:0.000} to {recall.High:0.000}");
}
