using System.CommandLine;
using System.Diagnostics;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Cli.Live;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae fit</c>: the ordered components of data, as a model.</summary>
internal sealed class FitCommand
{
    private readonly DataArguments data = new(new TableArguments(usesWeights: true, estimates: true), takesSums: true);
    private readonly OutputArguments output = new();
    private readonly Option<ComponentCount?> k = Options.Components(
        "-k", "how many components: a number, the share of the variance that they hold, such as 0.95, or auto");
    private readonly Option<string?> model = OutputFile.Option("the file for the model", "MODEL.npz");
    private readonly SolverArguments solver = new();
    private readonly Option<string?> checkpoint = Options.Text(
        "--checkpoint", "keep here, after each pass of a search on the rows, what it needs; the same command then goes on", "FILE");

    private readonly ReportArguments report = new();
    private readonly LiveArguments live = new();
    private readonly Option<bool> noCenter = Options.Flag(
        "--no-center", "fit to the data as it is, without subtracting each column's mean");
    private readonly Option<double?> tolerance = Options.Number(
        "--tolerance", "the angle, in degrees, that a component may be off the data's own [a tenth of its sampling error]");
    private readonly Option<Requirement?> require = Options.Kind(
        "--require", "exit code 1 unless all components are converged, or separable from their neighbours too", Requirement.Nothing);

    public static LazyCommand Create() => new(
        "fit", "Fit ordered principal components, and say how far each can be trusted.", command => new FitCommand().AddTo(command));

    private void AddTo(Command command)
    {
        data.AddTo(command);
        k.Required = true;
        Option[] all =
        [
            k, model, .. solver.All, tolerance, checkpoint, require, .. report.All, noCenter, .. live.All, .. data.Options,
            .. output.WithoutFolder,
        ];
        foreach (var option in all) command.Options.Add(option);
        command.SetAction((line, cancellationToken) => Task.FromResult(Execute(line, cancellationToken)));
    }

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var count = line.GetRequiredValue(k)!;
        var path = OutputFile.Model(line, line.GetRequiredValue(model)!);
        if (line.GetValue(checkpoint) is { } state) OutputFile.At(line, state);
        report.RequireValid(line);
        RequireEstimable(line, count);
        Ranks.KeepStatusOf(path);
        var display = new RunDisplay(output.IsQuiet(line));
        using var team = output.SharedTeam(line);
        var clock = Stopwatch.StartNew();
        var feed = new FitFeed(data.Source(line));
        using var view = live.Start(line, feed, display, cancellationToken);
        var (fitted, moments, dataset) = Fit(line, count, feed, display, team, view.Token);
        feed.End(fitted);
        if (Ranks.IsFollower) return Verdict(line, fitted);
        fitted.Save(path);
        if (!fitted.Provenance.IsInterrupted) new SavedSearch(line.GetValue(checkpoint)).End();
        display.Say($"{fitted.Provenance.Data}: {NumberText.Count(fitted.SampleCount)} samples of "
            + $"{NumberText.Count(fitted.Dimension)} values, fitted in {NumberText.Seconds(clock.Elapsed.TotalSeconds)}");
        var shown = new ModelReport(fitted, path);
        if (output.IsJson(line)) JsonOutput.Write(shown.ToJson());
        else shown.Print(withOrigin: false);
        // Results first: pictures take longer than small fits.
        using var alone = new WorkerTeam(team.Threads);
        foreach (var written in report.Write(line, fitted, moments, dataset, alone, view.Token)) display.Say($"pictures: {written}");
        return Verdict(line, fitted);
    }

    private (PrincipalComponents Model, DataMoments Moments, Dataset Dataset) Fit(
        ParseResult line, ComponentCount count, FitFeed feed, RunDisplay display, WorkerTeam team, CancellationToken cancellationToken)
    {
        var asked = data.Read(line) with { Center = !line.GetValue(noCenter) };
        // The model does the scaling, so that it can do it again; data that comes scaled would hide it.
        var dataset = data.Open(
            line, asked with { Table = asked.Table with { Scale = TableOptions.NoScale } }, display, team, cancellationToken);
        using var progress = new ReadingLine(dataset.Name, display, feed);
        var options = new FitOptions
        {
            Components = count,
            Center = dataset.Center,
            Scale = TableOptions.RuleOf(asked.Table.Scale, dataset.Source.Dimension, cancellationToken),
            Weights = dataset.Weights,
            EstimateMissing = asked.Table.Missing == MissingValues.Em,
            ColumnNames = dataset.ColumnNames,
            Search = new SavedSearch(line.GetValue(checkpoint)).Of(
                solver.Search(line, cancellationToken) with { Estimated = feed.Report }, dataset,
                $"{count} {dataset.Center} {asked.Table}", team, display),
            Certification = new() { Tolerance = Tolerance(line) },
            Learner = solver.Learner(line, display, feed.Report, team, cancellationToken),
            Progress = progress,
        };
        var fit = new ComponentFit(dataset.Source, options, team, cancellationToken);
        // A state may not fit a search that chooses another size of its basis: that is the person's to mend.
        return (options.Search.Saved is null ? fit.Run() : UsageException.Of(fit.Run), fit.Moments!, dataset);
    }

    private double? Tolerance(ParseResult line) => line.GetValue(tolerance) switch
    {
        null => null,
        > 0 and < 90 and var degrees => degrees * Math.PI / 180,
        _ => throw new UsageException("--tolerance must lie between 0 and 90 degrees"),
    };

    /// <summary>Refuses what cannot be had together with estimates of missing values.</summary>
    private void RequireEstimable(ParseResult line, ComponentCount count)
    {
        var table = data.Read(line).Table;
        if (table.Missing != MissingValues.Em) return;
        if (count.LooksAtSpectrum)
            throw new UsageException("--missing em estimates values by as many components as are fitted; give -k as a number");
        if (table.Weights is not null) throw new UsageException("--missing em goes without --weights; leave one of them out");
        solver.RequireSecondMoment(line, "--missing em");
    }

    private int Verdict(ParseResult line, PrincipalComponents fitted)
    {
        if (fitted.Provenance.IsInterrupted) return ExitCode.Interrupted;
        var asked = line.GetValue(require) ?? Requirement.Nothing;
        if (asked == Requirement.Nothing) return ExitCode.Done;
        if (fitted.Certificate is not { } certificate)
            throw new UsageException("--require needs a certificate, which this fit has not; leave it out");
        var failed = certificate.Components.Select((component, i) => (component.Verdict, Number: i + 1))
            .Where(one => one.Verdict == ComponentVerdict.NotYet
                || asked == Requirement.Separable && one.Verdict == ComponentVerdict.NotSeparable)
            .Select(one => one.Number).ToList();
        if (failed.Count == 0) return ExitCode.Done;
        Console.Error.WriteLine($"lae: not {asked.ToString().ToLowerInvariant()}: component{(failed.Count == 1 ? "" : "s")} "
            + string.Join(", ", failed));
        return ExitCode.RunFailed;
    }

    /// <summary>What must hold of all components.</summary>
    private enum Requirement { Nothing, Converged, Separable }
}
