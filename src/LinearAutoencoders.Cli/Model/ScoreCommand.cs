using System.CommandLine;
using System.Text.Json.Nodes;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data.Outputs;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae score</c>: how each sample fits a model, and how many do not.</summary>
internal sealed class ScoreCommand
{
    private readonly Option<double?> confidence = Options.Number(
        "--confidence", "the share of samples like those fitted to that stays below each limit [0.99]");

    private readonly ApplyArguments arguments = new();

    public static LazyCommand Create() => new(
        "score", "Write how each sample fits a model: T², squared prediction error, log-likelihood; count those above the limits.",
        command => new ScoreCommand().AddTo(command));

    private void AddTo(Command command) => arguments.AddTo(command, ApplyArguments.Samples, Apply, confidence);

    private OutputTable Apply(PrincipalComponents model, ISampleSource rows, ParseResult line)
    {
        var limits = UsageException.Of(() => model.Limits(line.GetValue(confidence) ?? 0.99));
        return new(new CountedScores(model.Score(rows), limits)) { ColumnNames = SampleScore.Names };
    }

    /// <summary>Scores that are counted while they pass: above which limit they are.</summary>
    private sealed class CountedScores(ISampleSource scores, ScoreLimits limits) : ISampleSource, ISummary
    {
        private long samples, aboveSquared, aboveError;
        private double likelihood;

        public int Dimension => scores.Dimension;

        public long? Count => scores.Count;

        public string Name => scores.Name;

        public IEnumerable<KeyValuePair<string, JsonNode?>> Fields =>
        [
            new("confidence", limits.Confidence),
            new("t_squared_limit", limits.TSquared),
            new("t_squared_above", limits.TSquared is null ? null : aboveSquared),
            new("squared_prediction_error_limit", limits.SquaredPredictionError),
            new("squared_prediction_error_above", limits.SquaredPredictionError is null ? null : aboveError),
            new("mean_log_likelihood", double.IsFinite(likelihood) ? likelihood / samples : null),
            new("explanation", limits.Explanation),
        ];

        public IEnumerable<string> Lines
        {
            get
            {
                var of = $" of {NumberText.Count(samples)} samples";
                var expected = NumberText.Count(Math.Round(samples * (1 - limits.Confidence)));
                if (limits.TSquared is { } squared)
                    yield return $"T² above {NumberText.Loss(squared)}: {NumberText.Count(aboveSquared)}{of}";
                if (limits.SquaredPredictionError is { } error)
                    yield return $"SPE above {NumberText.Loss(error)}: {NumberText.Count(aboveError)}{of}";
                yield return $"Of as many samples like those fitted to, {expected} are expected above each limit.";
                yield return double.IsFinite(likelihood) ? $"mean log-likelihood: {NumberText.Loss(likelihood / samples)}"
                    : "log-likelihood: none, the model has no density (a direction has no variance)";
                yield return limits.Explanation;
            }
        }

        public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
        {
            (samples, aboveSquared, aboveError, likelihood) = (0, 0, 0, 0);
            foreach (var block in scores.ReadBlocks(team, cancellationToken))
            {
                for (var i = 0; i < block.Rows; i++) Add(block.Row(i));
                yield return block;
            }
        }

        private void Add(ReadOnlySpan<double> score)
        {
            samples++;
            if (score[0] > limits.TSquared) aboveSquared++;
            if (score[1] > limits.SquaredPredictionError) aboveError++;
            likelihood += score[2];
        }
    }
}
