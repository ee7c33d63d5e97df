using System.CommandLine;
using LinearAutoencoders.Cli.Model;
using LinearAutoencoders.Data;
using LinearAutoencoders.Retrieval;
using static System.FormattableString;

namespace LinearAutoencoders.Cli.Embed;

/// <summary><c>lae embed evaluate</c>: what an earlier model still finds on new data, beside a new fit and plain truncation.</summary>
internal sealed class EmbedEvaluateCommand
{
    private readonly InputArgument model = new("MODEL") { Description = "a model of lae embed fit, or of lae fit with --metric" };
    private readonly RecallArguments recall = new();
    private readonly Option<int?> dimensions = Options.Integer("--use", "the model's first so many dimensions [as many as were chosen]");
    private readonly Option<bool> requireFresh = Options.Flag(
        "--require-fresh", "exit code 1 if a new fit finds more, by more than chance");

    public static LazyCommand Create() => new(
        "evaluate", "Measure an earlier model on new vectors, beside one fitted to them and plain truncation: has it drifted?",
        command => new EmbedEvaluateCommand().AddTo(command));

    private void AddTo(Command command)
    {
        command.Arguments.Add(model);
        recall.AddTo(command, dimensions, requireFresh);
        command.SetAction((line, cancellationToken) => Task.FromResult(Execute(line, cancellationToken)));
    }

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var display = recall.Display(line);
        var path = ModelArgument.FileOf(line.GetRequiredValue(model));
        var loaded = ModelFile.Load(path);
        var reduction = UsageException.Of(() => new VectorReduction(loaded, line.GetValue(dimensions), recall.Metric(line)));
        var (choice, _) = recall.Measure(
            line, options => options with { Metric = reduction.Metric, Earlier = reduction, LearningCurve = false }, display,
            cancellationToken);
        loaded.Provenance.Settings.TryGetValue(Invariant($"recall@{choice.Neighbors}"), out var atFit);
        recall.Show(line, new RecallReport(choice) { Model = path, RecallAtFit = atFit }, display);
        return line.GetValue(requireFresh) && choice.Drift?.HasDrifted == true ? ExitCode.RunFailed : ExitCode.Done;
    }
}
