using LinearAutoencoders.Components;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Figures;

/// <summary>A picture of a report.</summary>
/// <param name="Name">Good for a file name: <c>scree</c>.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Figure">The picture.</param>
public sealed record ReportFigure(string Name, string Title, string Caption, Figure Figure);

/// <summary>The pictures of fitted components that their report has; each can be saved by itself.</summary>
public static class ComponentFigures
{
    /// <summary>Groups beyond these are drawn as one.</summary>
    private const int MostGroups = 9;

    private const int MostArrows = 14;
    private const int MostPictures = 10;

    /// <summary>All that there is something to draw of.</summary>
    public static IReadOnlyList<ReportFigure> Of(ComponentReportContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return [.. new[] { Scree(content), Loadings(content), Scores(content), Biplot(content), Outliers(content), Gallery(content) }
            .OfType<ReportFigure>()];
    }

    private static ReportFigure Scree(ComponentReportContent content)
    {
        var variances = content.Model.ExplainedVariance;
        List<Profile> profiles = [Profile("variance of the component", "#0072B2", variances)];
        if (content.RandomVariances is { Count: > 0 } random)
            profiles.Add(Profile("of random data (parallel analysis)", "#D55E00", [.. random.Take(variances.Count)]));
        return new("scree", "Scree plot", content.RandomVariances is null
            ? "The variance of each component; a sharp bend ends the components that stand out."
            : "The variance of each component, and what components of random data of the same size have: what is above stands out.",
            new ProfileFigure(profiles, "Variance", "Component"));
    }

    private static ReportFigure Loadings(ComponentReportContent content)
    {
        const string title = "What the components are made of";
        var model = content.Model;
        if (content.PictureShape is not { } shape)
            return new("loadings", title, "The part that each column has in the first components; blue is negative, red positive.",
                new LoadingsFigure(model));
        var cells = Enumerable.Range(0, Math.Min(model.Count, 2 * MostPictures))
            .Select(i => new PictureCell(FormattableString.Invariant($"{i + 1}"), model.Components.Row(i).ToArray()));
        return new("loadings", title, "The components as pictures, each on its own scale; blue is negative, red positive, white is zero.",
            new PictureFigure([.. cells.Chunk(MostPictures).Select(row => ("", (IReadOnlyList<PictureCell>)row))], shape, isSigned: true));
    }

    private static ReportFigure? Scores(ComponentReportContent content)
    {
        if (content.Scores is not { Rows: > 0, Columns: > 1 } scores) return null;
        return new("scores", "Scores", "Where samples lie on the first two components"
            + (content.Labels is null ? "." : $", coloured by {content.LabelName}."),
            new ScatterFigure(
                Groups(content, Column(scores, 0), Column(scores, 1)), AxisTitle(content.Model, 0), AxisTitle(content.Model, 1)));
    }

    private static ReportFigure? Biplot(ComponentReportContent content)
    {
        if (content.Scores is not { Rows: > 0, Columns: > 1 } scores || content.PictureShape is not null) return null;
        var model = content.Model;
        var names = model.ColumnNames ?? [.. Enumerable.Range(1, model.Dimension).Select(j => Ticks.Format(j))];
        var arrows = Enumerable.Range(0, model.Dimension)
            .Select(j => new ScatterArrow(names[j], model.Components[0, j], model.Components[1, j]))
            .OrderByDescending(arrow => arrow.X * arrow.X + arrow.Y * arrow.Y).Take(MostArrows);
        var rest = model.Dimension > MostArrows ? $" The {MostArrows} longest are drawn." : "";
        return new("biplot", "Biplot", "Samples as points, columns as arrows: a column is large where its arrow points." + rest,
            new ScatterFigure([new("", Column(scores, 0), Column(scores, 1))], AxisTitle(model, 0), AxisTitle(model, 1))
            {
                Arrows = [.. arrows],
            });
    }

    private static ReportFigure? Outliers(ComponentReportContent content)
    {
        if (content.HotellingT2 is not { Count: > 0 } t2 || content.Residuals is not { } residuals || residuals.All(value => value <= 0))
            return null;
        return new("outliers", "Outliers",
            "T², how far a sample lies out within the components, against its squared distance from them (SPE); "
            + "99 of 100 normal samples lie below each dashed line.",
            new ScatterFigure(Groups(content, t2, residuals), "T²", "SPE")
            {
                XLimit = content.T2Limit,
                YLimit = content.ResidualLimit,
                IsLogarithmic = true,
            });
    }

    private static ReportFigure? Gallery(ComponentReportContent content)
    {
        if (content.PictureShape is not { } shape || content.Examples is not { Rows: > 0 } examples) return null;
        var restored = content.Model.InverseTransform(content.Model.Transform(examples));
        return new("gallery", "What the components keep",
            FormattableString.Invariant($"Samples above, and below what {content.Model.Count} numbers keep of each."),
            new PictureFigure([("samples", Cells(examples)), ("kept", Cells(restored))], shape, isSigned: false));

        static IReadOnlyList<PictureCell> Cells(Matrix<double> samples) =>
            [.. Enumerable.Range(0, Math.Min(samples.Rows, MostPictures)).Select(i => new PictureCell("", samples.Row(i).ToArray()))];
    }

    private static IReadOnlyList<ScatterGroup> Groups(ComponentReportContent content, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (content.Labels is not { } labels) return [new("", x, y)];
        var all = labels.Select((label, i) => (label, i)).GroupBy(pair => pair.label)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        var own = all.Count <= MostGroups + 1 ? all.Count : MostGroups;
        var groups = all.Take(own).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Group(group.Key, group));
        return own == all.Count ? [.. groups] : [.. groups, Group("others", all.Skip(own).SelectMany(group => group))];

        ScatterGroup Group(string label, IEnumerable<(string Label, int Row)> rows)
        {
            int[] members = [.. rows.Select(row => row.Row)];
            return new(label, [.. members.Select(i => x[i])], [.. members.Select(i => y[i])]);
        }
    }

    private static double[] Column(Matrix<double> matrix, int j) => [.. Enumerable.Range(0, matrix.Rows).Select(i => matrix[i, j])];

    private static string AxisTitle(PrincipalComponents model, int i) =>
        FormattableString.Invariant($"Component {i + 1} ({model.ExplainedVarianceRatio[i]:0.0 %})");

    private static Profile Profile(string label, string color, IReadOnlyList<double> values) =>
        new(new CurveStyle(label, color, "", Dashed: false), [.. Enumerable.Range(1, values.Count)], values);
}
