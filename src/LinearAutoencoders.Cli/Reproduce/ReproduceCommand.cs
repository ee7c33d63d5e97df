using System.CommandLine;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Cli.Live;
using LinearAutoencoders.Data;
using LinearAutoencoders.Reproduction;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Reproduce;

/// <summary><c>lae reproduce</c>, figures and tables of the paper, and <c>lae study</c>, what goes beyond it.</summary>
internal sealed class ReproduceCommand
{
    private static readonly string[] Names = [HtmlReport.FileName, MarkdownReport.FileName, "runs"];

    private readonly ExperimentSet set;
    private readonly string kind;
    private readonly Argument<string[]> names;
    private readonly Option<string?> profile = Options.OneOf("--profile",
        "sizes: the paper's; quick, fewer epochs, in minutes; offline, on the digits that come with lae [paper]",
        [.. Sizes.All.Select(one => one.Name)]);
    private readonly Option<string?> data = Options.Text("--data",
        $"what to train on where the paper has MNIST: {DataSource.Accepted} [mnist, offline digits]", "SRC");
    private readonly Option<int?> seeds = Options.Integer(
        "--seeds", "repeat each run with so many seeds [3 for runs that take seconds, 1 for others]");
    private readonly Option<string?> runs = Options.Text("--runs", "folder of the runs, which several outputs can share [OUT/runs]", "DIR");
    private readonly Option<string?> adopt = Options.Text(
        "--adopt", "first take over the ended runs in this folder, such as those of lae compare", "DIR");
    private readonly Option<bool> reportOnly = Options.Flag(
        "--report-only", "train nothing: figures and report from the runs that are there");
    private readonly Option<double?> checkpointSeconds = Options.Number(
        "--checkpoint-seconds", "seconds from one saved state of a run to the next: what a killed process loses at most [15]");
    private readonly Option<int?> threads = Options.Integer("--threads", "threads to use; results do not depend on it [all cores]");
    private readonly Option<string?> folder;
    private readonly Option<bool> quiet = Options.Flag("--quiet", "no progress, no messages but errors");

    private readonly LiveArguments live = new();
    private readonly ChangeArguments changes = new();
    private readonly Option<bool> json = Options.Flag("--json", "print the findings as one JSON object");

    private ReproduceCommand(ExperimentSet set, string kind)
    {
        (this.set, this.kind) = (set, kind);
        names = new("WHAT")
        {
            Description = $"some of {string.Join(", ", set.List.Select(experiment => experiment.Id))}, or {set.Everything}",
            Arity = ArgumentArity.OneOrMore,
        };
        folder = Options.Text("--out", $"folder for figures, numbers and report; what is in it is gone on with [{kind}]", "DIR");
    }

    public static LazyCommand Create() => new(
        "reproduce", "Redo figures and tables of the paper: pictures, numbers, and a report that compares them with the paper's.",
        command => new ReproduceCommand(AllExperiments.Paper, "reproduction").AddTo(command));

    public static LazyCommand CreateStudy() => new(
        "study", "Study what goes beyond the paper: every method, the related work and eigensolvers, in one report.",
        command => new ReproduceCommand(AllExperiments.Beyond, "study").AddTo(command));

    private void AddTo(Command command)
    {
        command.Arguments.Add(names);
        Option[] all =
        [
            profile, data, .. changes.All, seeds, runs, adopt, reportOnly, checkpointSeconds, .. live.All, threads, folder, json, quiet,
        ];
        foreach (var option in all) command.Options.Add(option);
        command.SetAction(ExecuteAsync);
    }

    private async Task<int> ExecuteAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var experiments = set.Named(line.GetValue(names)!);
        var display = new RunDisplay(line.GetValue(quiet));
        var output = line.GetValue(folder) ?? kind;
        OutputFolder.RequireOurs(output, kind, Names);
        var threadCount = OutputArguments.Threads(line.GetValue(threads));
        var runFolder = line.GetValue(runs) ?? Path.Combine(output, "runs");
        var cache = new RunCache(runFolder);
        if (line.GetValue(adopt) is { } source) Adopt(source, cache, output, display);

        using var team = new LinearAutoencoders.Numerics.WorkerTeam(threadCount);
        var sizes = Sizes.All.First(one => one.Name == (line.GetValue(profile) ?? Sizes.Paper.Name));
        var changed = changes.Read(line);
        var setup = new Setup(
            changed.Apply(sizes), line.GetValue(data) ?? sizes.Data, ChangeArguments.AtLeastOne(line.GetValue(seeds), "--seeds"),
            new DataSets(team, display, cancellationToken))
        {
            Verb = set.Command,
            Changes = changed,
        };
        var reproducer = new Reproducer(set, new Plan(experiments, setup, cache), setup, output, new ReproductionView(display))
        {
            LeastBetweenCheckpoints = line.GetValue(checkpointSeconds) is { } seconds ? Seconds(seconds) : TimeSpan.FromSeconds(15),
        };
        using var claim = OutputFolder.Claim(output, kind, Names);  // only now: what is wrong with the data leaves no folder behind
        claim.RemoveParts(below: false);
        using var view = live.Start(line, runFolder, display, cancellationToken);
        if (!line.GetValue(reportOnly)) await reproducer.TrainAsync(threadCount, view.Token).ConfigureAwait(false);
        if (view.Token.IsCancellationRequested || reproducer.IsInterrupted)
        {
            display.Say("interrupted; every run's state is saved, the same command goes on");
            return ExitCode.Interrupted;
        }
        var findings = reproducer.WriteReport();
        if (line.GetValue(json)) JsonOutput.Write(Json(Path.Combine(output, HtmlReport.FileName), findings));
        else Terminal.Out.WriteLine(Path.Combine(output, HtmlReport.FileName));
        return ExitCode.Done;
    }

    private static JsonObject Json(string page, IReadOnlyList<Finding> findings) => new()
    {
        ["page"] = page,
        ["findings"] = new JsonArray([.. findings.Select(finding => new JsonObject
        {
            ["section"] = finding.Observation.Where,
            ["statement"] = finding.Observation.Text,
            ["verdict"] = Verdicts.Word(finding),
            ["evidence"] = finding.Evidence,
            ["explanation"] = finding.Explanation,
        })]),
    };

    private void Adopt(string source, RunCache cache, string output, RunDisplay display)
    {
        using var claim = OutputFolder.Claim(output, kind, Names);
        display.Say($"{source}: {cache.Adopt(source)} ended runs");
    }

    private static TimeSpan Seconds(double value) => value is >= 0 and < 1e6 ? TimeSpan.FromSeconds(value)
        : throw new UsageException($"--checkpoint-seconds is {value}; give a number from 0");
}
