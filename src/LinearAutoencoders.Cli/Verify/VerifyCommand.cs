using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Theory;
using LinearAutoencoders.Theory.Verification;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Verify;

/// <summary><c>lae verify</c>: the paper's statements, each decided by a computation.</summary>
internal sealed class VerifyCommand
{
    private const int LargestRandomDimension = 40, LargestRandomLatent = 8, DataLatent = 8;

    private readonly Option<int?> trials = Options.Integer(
        "--trials", "random problems to check every statement on; draws, for --data [3, with --data 1]");
    private readonly Option<ulong?> seed = Options.Seed("--seed", "determines problems, starts and draws [0]");
    private readonly Option<int?> m = Options.Integer("-m", "dimension of the random problems [the first has 40, the others fewer]");
    private readonly Option<int?> k = Options.Integer(
        "-k", "latent dimension, below m [random problems: the first has 8, the others fewer; --data: 8]");
    private readonly Option<string?> data = Options.Text("--data", $"check on this data instead: {DataSource.Accepted}", "SRC");
    private readonly TableArguments columns = new();
    private readonly Option<bool> json = Options.Flag("--json", "print the results as one JSON object");
    private readonly Option<bool> quiet = Options.Flag("--quiet", "no progress, no messages but errors");

    public static LazyCommand Create() => new(
        "verify", "Check the paper's theorems, lemmas and derivatives by computation; exit code 1 if one fails.",
        command => new VerifyCommand().AddTo(command));

    private void AddTo(Command command)
    {
        foreach (var option in new Option[] { trials, seed, m, k, data, json, quiet }) command.Options.Add(option);
        foreach (var option in columns.All) command.Options.Add(option);
        command.SetAction((line, cancellationToken) => Task.FromResult(Execute(line, cancellationToken)));
    }

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var display = new RunDisplay(line.GetValue(quiet) || line.GetValue(json));
        var problems = line.GetValue(data) is { } source ? OfData(line, source, display, cancellationToken) : Drawn(line);
        var report = new VerificationReport(line.GetValue(seed) ?? 0, line.GetValue(data), problems);
        foreach (var row in Verifier.Check(Statements.All, problems, report.Seed, cancellationToken))
        {
            report.Add(row);
            var outcome = row.NotApplicable is not null ? "not applicable" : row.Passed ? "passed" : "FAILED";
            display.Say($"{row.Claim.Source}: {outcome} in {NumberText.Seconds(row.Seconds)}");
        }
        if (line.GetValue(json)) report.WriteJson();
        else report.WriteTable();
        return report.AllPassed ? ExitCode.Done : ExitCode.RunFailed;
    }

    private List<TheoryProblem> Drawn(ParseResult line)
    {
        var sizes = new RandomSource(line.GetValue(seed) ?? 0, stream: 1);
        return [.. Enumerable.Range(0, Trials(line, 3)).Select(trial =>
        {
            var dimension = line.GetValue(m)
                ?? Math.Max(
                    (line.GetValue(k) ?? 1) + 1, trial == 0 ? LargestRandomDimension : 4 + sizes.NextBelow(LargestRandomDimension - 3));
            var latent = line.GetValue(k)
                ?? Math.Min(dimension - 1, trial == 0 ? LargestRandomLatent : 2 + sizes.NextBelow(LargestRandomLatent - 1));
            return UsageException.Of(() =>
                TheoryProblem.Random(dimension, latent, new RandomSource(line.GetValue(seed) ?? 0, stream: 1000 + (ulong)trial)));
        })];
    }

    private List<TheoryProblem> OfData(ParseResult line, string source, RunDisplay display, CancellationToken cancellationToken)
    {
        if (line.IsGiven(m)) throw new UsageException($"-m is for random problems; {source} has its own dimension, leave -m out");
        using var team = new WorkerTeam(Environment.ProcessorCount);
        using var watch = new LoadProgress(source, display.Say);
        var dataset = DataSource.Open(source, new DataOptions { Table = columns.Read(line) }, team, cancellationToken);
        display.SayNotes(source, dataset.Notes);
        dataset.RequireComponents(line.GetValue(k) ?? 1);
        var training = new TrainingData<double>(watch.Watch(dataset.Source), dataset.Center, team, cancellationToken);
        var components = SymmetricEigen.Decompose(training.SecondMoment, team, cancellationToken);
        display.Say($"{source}: {NumberText.Count(training.Count)} samples of {NumberText.Count(training.Dimension)} values");
        var latent = line.GetValue(k) ?? Math.Max(1, Math.Min(DataLatent, Math.Min(training.Dimension - 1, training.Spectrum.Rank)));
        training.RequireComponents(latent);
        return [.. Enumerable.Range(0, Trials(line, 1)).Select(trial => UsageException.Of(() => TheoryProblem.OfData(
            components, training.Samples, latent, new RandomSource(line.GetValue(seed) ?? 0, stream: 1000 + (ulong)trial))))];
    }

    private int Trials(ParseResult line, int otherwise) => (line.GetValue(trials) ?? otherwise) switch
    {
        >= 1 and var count => count,
        var count => throw new UsageException($"--trials is {count}; it must be at least 1"),
    };
}
