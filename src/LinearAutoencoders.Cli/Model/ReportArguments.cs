using System.CommandLine;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Model;

/// <summary>Pictures of a fit, and the page that has them all.</summary>
internal sealed class ReportArguments
{
    /// <summary>Points beyond these hide each other; they are as many rows as evenly lie between the first and the last.</summary>
    private const int MostSamples = 5000;

    /// <summary>128 MB of values: of very wide data fewer rows are shown.</summary>
    private const int MostCells = 1 << 24;

    private const int MostExamples = 10;

    /// <summary>Wider data has no pictures of its columns, and its parallel analysis takes a while.</summary>
    private const int MostColumns = 2000;

    private const double Confidence = 0.99;

    private readonly Option<string?> page = Options.Text(
        "--report", "write a page with pictures on the fit, complete in itself", "PAGE.html");

    private readonly Option<string?> folder = Options.Text(
        "--pictures", "write the same pictures into a folder, as PNG and SVG", "DIR");

    public IEnumerable<Option> All => [page, folder];

    /// <summary>Refuses a name that is no page's, and places that cannot be written to, before anything is done.</summary>
    public void RequireValid(ParseResult line)
    {
        if (line.GetValue(page) is { } path)
        {
            if (!path.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
                throw new UsageException($"--report is {path}; give a page, such as report.html");
            OutputFile.At(line, path);
        }
        if (File.Exists(line.GetValue(folder)))
            throw new UsageException($"--pictures is {line.GetValue(folder)}, which is a file; give a folder, new or there already");
    }

    /// <summary>Writes what is asked for.</summary>
    /// <returns>What was written.</returns>
    public IReadOnlyList<string> Write(
        ParseResult line, PrincipalComponents model, DataMoments moments, Dataset dataset, WorkerTeam team,
        CancellationToken cancellationToken)
    {
        var (report, pictures) = (line.GetValue(page), line.GetValue(folder));
        if (report is null && pictures is null) return [];
        var content = Content(line, model, moments, dataset, team, cancellationToken);
        if (report is not null) ComponentReport.Save(content, report);
        if (pictures is not null)
            foreach (var figure in ComponentFigures.Of(content))
                foreach (var ending in new[] { ".png", ".svg" }) figure.Figure.Save(Path.Combine(pictures, figure.Name + ending));
        return [.. new[] { report, pictures }.OfType<string>()];
    }

    private static ComponentReportContent Content(
        ParseResult line, PrincipalComponents model, DataMoments moments, Dataset dataset, WorkerTeam team,
        CancellationToken cancellationToken)
    {
        var (samples, rows) = Sample(dataset.Source, model.SampleCount, team, cancellationToken);
        model.FillIn(samples, MissingFill.Expected);
        var (scores, limits) = (model.Score(samples, team), model.Limits(Confidence));
        return new()
        {
            Model = model,
            Command = "lae " + string.Join(' ', line.Tokens.Select(token => Quoted(token.Value))),
            Facts = [.. Facts(model, rows.Length)],
            RandomVariances = RandomVariances(model, moments, dataset.Center, team, cancellationToken),
            Scores = model.Transform(samples, team: team),
            Labels = dataset.Labels is [var labels, ..] ? [.. rows.Select(row => labels.Values[row])] : null,
            LabelName = dataset.Labels is [var named, ..] ? named.Name : "label",
            HotellingT2 = [.. scores.Select(score => score.TSquared)],
            Residuals = [.. scores.Select(score => score.SquaredPredictionError)],
            T2Limit = limits.TSquared,
            ResidualLimit = limits.SquaredPredictionError,
            PictureShape = dataset.PictureShape,
            Examples = dataset.PictureShape is null ? null : samples.RowRange(0, Math.Min(MostExamples, samples.Rows)),
        };
    }

    private static (Matrix<double> Samples, int[] Rows) Sample(
        ISampleSource source, long count, WorkerTeam team, CancellationToken cancellationToken)
    {
        var rows = (int)Math.Min(count, Math.Clamp(MostCells / source.Dimension, 1, MostSamples));
        long[] taken = [.. Enumerable.Range(0, rows).Select(i => (long)((decimal)i * count / rows))];
        var (samples, filled, start) = (new Matrix<double>(rows, source.Dimension), 0, 0L);
        foreach (var block in source.ReadBlocks(team, cancellationToken))
        {
            for (; filled < rows && taken[filled] < start + block.Rows; filled++)
                block.Row((int)(taken[filled] - start)).CopyTo(samples.Row(filled));
            start += block.Rows;
        }
        return (samples, [.. taken.Select(row => (int)row)]);
    }

    private static IReadOnlyList<double>? RandomVariances(
        PrincipalComponents model, DataMoments moments, bool isCentered, WorkerTeam team, CancellationToken cancellationToken)
    {
        var known = model.Provenance.CountChoices.Select(choice => choice.Thresholds).FirstOrDefault(found => found is not null);
        if (known is not null || model.Dimension > MostColumns) return known;
        return ParallelAnalysis.ThresholdsOf(new(moments, model.EffectiveCount, isCentered, team, cancellationToken));
    }

    private static IEnumerable<(string, string)> Facts(PrincipalComponents model, int shown)
    {
        if (model.Scale is not null) yield return ("Scale", "each column divided by its scale");
        foreach (var choice in model.Provenance.CountChoices)
            yield return ($"Components by {choice.Rule}",
                choice.Count is { } count ? $"{NumberText.Count(count)}: {choice.Explanation}" : choice.Explanation);
        if (shown < model.SampleCount)
            yield return ("Samples shown", $"{NumberText.Count(shown)} of {NumberText.Count(model.SampleCount)}, evenly taken");
    }

    private static string Quoted(string token) => token.Any(char.IsWhiteSpace) ? $"\"{token}\"" : token;
}
