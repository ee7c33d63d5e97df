using System.Globalization;
using System.Net;
using System.Text;
using LinearAutoencoders.Components;

namespace LinearAutoencoders.Figures;

/// <summary>A page on fitted components that needs no other file and no network.</summary>
/// <remarks>All text that comes from users or data is escaped where it enters the page.</remarks>
public static class ComponentReport
{
    /// <summary>Makes or replaces the page; it appears whole.</summary>
    /// <param name="content">What it shows.</param>
    /// <param name="path">The file, by custom <c>NAME.html</c>.</param>
    /// <exception cref="IOException">The disk is full, or the place cannot be written to.</exception>
    public static void Save(ComponentReportContent content, string path)
    {
        ArgumentNullException.ThrowIfNull(content);
        AtomicFile.WriteText(path, Page(content));
    }

    private static string Page(ComponentReportContent content)
    {
        var model = content.Model;
        var title = $"Principal components of {model.Provenance.Data ?? "data"}";
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append($"<title>{Text(title)}</title>\n<style>\n{Style()}</style>\n</head>\n<body>\n<header>\n<h1>{Text(title)}</h1>\n")
            .Append($"<p class=\"lead\">{Text(Lead(model))}</p>\n</header>\n<main>\n");
        AppendCertificate(page, model);
        foreach (var figure in ComponentFigures.Of(content)) AppendFigure(page, figure);
        AppendSettings(page, content);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Lead(PrincipalComponents model)
    {
        var share = Percent(model.ExplainedVarianceRatio.Sum());
        var lead = string.Create(CultureInfo.InvariantCulture,
            $"{model.SampleCount:#,0} samples of {model.Dimension:#,0} values; {model.Count} components hold {share} of the variance.");
        if (model.Certificate is not { } certificate) return lead;
        var learned = certificate.Components.Count(component => component.Verdict == ComponentVerdict.Converged);
        return $"{lead} {(learned == model.Count ? "All of them are" : $"{learned} of them are")} certified as axes of this data.";
    }

    private static void AppendCertificate(StringBuilder page, PrincipalComponents model)
    {
        page.Append("<section id=\"certificate\">\n<h2>How far each component can be trusted</h2>\n");
        if (model.Certificate is null) page.Append("<p>Nobody has held these components against data yet.</p>\n");
        else page.Append("<p>The bound is the most that lies between a component and the eigenvector of this data. The sampling angle "
            + "is what to expect between it and that of the population the samples come from.</p>\n");
        page.Append("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>")
            .Append("<th>Component</th><th>Variance</th><th>Share</th><th>So far</th>");
        if (model.Certificate is not null) page.Append("<th>Bound</th><th>Sampling angle</th><th>Verdict</th>");
        page.Append("</tr></thead><tbody>\n");
        for (var i = 0; i < model.Count; i++) AppendRow(page, model, i);
        page.Append("</tbody></table></div>\n</section>\n");
    }

    private static void AppendRow(StringBuilder page, PrincipalComponents model, int i)
    {
        var shares = model.ExplainedVarianceRatio;
        page.Append(CultureInfo.InvariantCulture, $"<tr><td>{i + 1}</td><td>{model.ExplainedVariance[i]:G5}</td>")
            .Append($"<td>{Percent(shares[i])}</td><td>{Percent(shares.Take(i + 1).Sum())}</td>");
        if (model.Certificate?.Components[i] is { } certificate)
            page.Append($"<td>{AngleText.Degrees(certificate.AngleBound)}</td><td>{AngleText.Degrees(certificate.SamplingAngle)}</td>")
                .Append($"<td class=\"{ClassOf(certificate.Verdict)}\">{Text(certificate.Explanation)}</td>");
        page.Append("</tr>\n");
    }

    private static void AppendFigure(StringBuilder page, ReportFigure figure)
    {
        using var picture = new MemoryStream();
        figure.Figure.WriteSvg(picture);
        page.Append($"<section id=\"{Text(figure.Name)}\">\n<h2>{Text(figure.Title)}</h2>\n<p>{Text(figure.Caption)}</p>\n")
            .Append($"<figure><img alt=\"{Text(figure.Title)}: {Text(figure.Caption)}\" ")
            .Append($"src=\"data:image/svg+xml;base64,{Convert.ToBase64String(picture.ToArray())}\"></figure>\n</section>\n");
    }

    private static void AppendSettings(StringBuilder page, ComponentReportContent content)
    {
        var provenance = content.Model.Provenance;
        page.Append("<section id=\"settings\">\n<h2>Settings</h2>\n<dl>");
        Append("Data", provenance.Data);
        Append("Solver", provenance.Solver);
        Append("Number of components", provenance.CountChoice);
        foreach (var (name, text) in content.Facts) Append(name, text);
        foreach (var (name, text) in provenance.Settings) Append(name, text);
        Append("Fingerprint", provenance.Fingerprint);
        Append("Version", provenance.Version);
        page.Append("</dl>\n");
        if (content.Command is { } command) page.Append($"<pre>{Text(command)}</pre>\n");
        page.Append("</section>\n");

        void Append(string name, string? text)
        {
            if (text is not null) page.Append($"<dt>{Text(name)}</dt><dd>{Text(text)}</dd>");
        }
    }

    private static string ClassOf(ComponentVerdict verdict) => verdict switch
    {
        ComponentVerdict.Converged => "good",
        ComponentVerdict.NotYet => "bad",
        _ => "open",
    };

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Style()
    {
        using var stream = typeof(ComponentReport).Assembly.GetManifestResourceStream("component-report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
