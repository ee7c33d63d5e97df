using System.CommandLine;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Train;

/// <summary>The options that determine a run, shared by the commands that train.</summary>
internal sealed class RunArguments
{
    private static readonly RunOptions Defaults = RunOptions.Default("", latentDimension: 1);
    private static readonly SyntheticRecipe Recipe = new();

    private readonly Option<string?> data = Options.Text("--data", $"what to train on: {DataSource.Accepted}", "SRC");
    private readonly MomentsOption moments = new();
    private readonly Option<int?> k = Options.Integer("-k", "number of components to learn (required)");
    private readonly Option<bool> center = Options.Flag("--center", "subtract each column's mean (the default)");
    private readonly OptionTable<RunOptions> table = new();
    private readonly OptionTable<SyntheticRecipe> synthetic = new();
    private readonly TableArguments columns = new();
    private readonly Option noCenter;
    private readonly Option[] changeable;

    public RunArguments()
    {
        var training = Defaults.Training;
        table.Add(Options.Number("--learning-rate",
            "step size [the published one for mnist and synthetic; else one that suits the data's spectrum]").WithAlias("--lr"),
            (run, value) => run.With(options => options with { LearningRate = value }));
        var epochs = table.Add(Options.Integer("--epochs", $"passes over the data [{training.Epochs}]"),
            (run, value) => run.With(options => options with { Epochs = value }));
        table.Add(
            Options.Number("--tolerance", "end once each component is proved to be within this angle, in radians; 0: never [0.001 with "
                + string.Join(", ", Method.Registry.All.Where(one => one.PreferredTolerance is not null).Select(one => one.Name)) + "]"),
            (run, value) => run.With(options => options with { Tolerance = value }));
        table.Add(Options.Integer("--batch-size", "samples in a step [all]"),
            (run, value) => run.With(options => options with { BatchSize = value }));
        table.Add(
            Options.Kind<ScheduleKind>("--schedule", "what becomes of the learning rate: the method's own, or"),
            (run, value) => run.With(options => options with { Schedule = value }));
        table.Add(
            Options.Kind<GaugeKind>("--gauge", "which of the weights of one reconstruction to keep to: the method's own, or"),
            (run, value) => run.With(options => options with { Gauge = value }));
        table.Add(Options.Integer(
            "--gauge-every", "steps from one gauge to the next; 0: only to read the weights in it [1; from k = 200 on 5]"),
            (run, value) => run.With(options => options with { GaugeEvery = value }));
        table.Add(
            Options.Number("--gauge-weight", "weight of a batch in the second moment that the gauge averages [its share of the data]"),
            (run, value) => run.With(options => options with { GaugeWeight = value }));
        table.Add(
            Options.Kind<MomentKind>(
                "--moment", "how the data's second moment is held: auto takes the cheapest that is exact", training.Moment),
            (run, value) => run.With(options => options with { Moment = value }));
        table.Add(Options.Kind<Precision>("--precision", "precision of weights and steps", Defaults.Precision),
            (run, value) => run with { Precision = value });
        table.Add(Options.Seed("--seed", $"determines initial weights, batches and draws [{training.Seed}]"),
            (run, value) => run.With(options => options with { Seed = value }));
        noCenter = table.Add(Options.Flag("--no-center", "train on the data as it is"), run => run with { Center = false });
        table.Add(
            Options.Number("--init-std", $"standard deviation of the initial weights [{Hyperparameter.Format(training.InitialDeviation)}]"),
            (run, value) => run.With(options => options with { InitialDeviation = value }));
        table.Add(Options.Text("--init-encoder", "start from this k × m encoder", "F.npy"),
            (run, value) => run with { InitEncoder = value });
        table.Add(Options.Text("--init-decoder", "start from this m × k decoder", "F.npy"),
            (run, value) => run with { InitDecoder = value });
        table.Add(Options.Integer("--eval-every", $"epochs from one evaluation to the next [{training.EvaluateEvery}]"),
            (run, value) => run.With(options => options with { EvaluateEvery = value }));
        table.Add(Options.Integers("--snapshots", "epochs after which to keep the weights, such as 1,3,10"),
            (run, value) => run.With(options => options with { Snapshots = value.ToHashSet() }));
        var checkpoints = table.Add(Options.Integer("--checkpoint-every", "epochs from one saved state to the next [only on Ctrl-C]"),
            (run, value) => run.With(options => options with { CheckpointEvery = value }));
        changeable = [data, epochs, checkpoints];  // data: another name for the same values

        synthetic.Add(Options.Integer("--synthetic-samples", $"samples that synthetic draws [{Recipe.Samples}]"),
            (recipe, value) => recipe with { Samples = value });
        synthetic.Add(Options.Integer("--synthetic-dimension", $"their dimension [{Recipe.Dimension}]"),
            (recipe, value) => recipe with { Dimension = value });
        synthetic.Add(Options.Number("--synthetic-largest", $"largest eigenvalue of their covariance [{Recipe.Largest}]"),
            (recipe, value) => recipe with { Largest = value });
        synthetic.Add(
            Options.Number("--synthetic-smallest", $"its smallest eigenvalue; those between are evenly spaced [{Recipe.Smallest}]"),
            (recipe, value) => recipe with { Smallest = value });
        synthetic.Add(Options.Seed("--synthetic-seed", $"what determines the samples [{Recipe.Seed}]"),
            (recipe, value) => recipe with { Seed = value });
    }

    /// <summary>The hyperparameters of all methods.</summary>
    public HyperparameterOptions<Method> OfMethods { get; } = new(Method.Registry.All);

    /// <summary>The hyperparameters of all optimizers.</summary>
    public HyperparameterOptions<Optimizer> OfOptimizers { get; } = new(Optimizer.Registry.All);

    public IEnumerable<Option> All =>
        [data, moments.Option, k, .. table.All, center, .. columns.All, .. OfOptimizers.All, .. OfMethods.All, .. synthetic.All];

    /// <summary>Those that are numbers: what <c>lae compare</c> takes lists of.</summary>
    public IEnumerable<Option> Numbers => [k, .. table.All.Where(option => option.Name is not ("--eval-every" or "--checkpoint-every"))];

    /// <summary>Those that may be changed when a run goes on.</summary>
    public IEnumerable<Option> Changeable => changeable;

    /// <summary>All but method, optimizer and their hyperparameters.</summary>
    /// <exception cref="UsageException">Data or k is missing, a value is out of range, or options contradict each other.</exception>
    public RunOptions Read(ParseResult line)
    {
        Option[] needed = line.IsGiven(moments.Option) ? [k] : [data, k];
        var missing = needed.Where(option => !line.IsGiven(option)).Select(option => option.Name);
        if (Examples.Missing(line.CommandResult.Command, [.. missing]) is { } message) throw new UsageException(message);
        var (source, components) = (moments.Or(line, line.GetValue(data), "--data"), line.GetValue(k)!.Value);
        if (line.GetValue(center) && line.IsGiven(noCenter))
            throw new UsageException("--center and --no-center exclude each other; give one");
        var start = UsageException.Of(() => RunOptions.Default(source, components));
        var read = columns.Read(line);
        return table.Apply(line, start) with { Synthetic = ReadSynthetic(line, source), Table = read == new TableOptions() ? null : read };
    }

    /// <summary>A saved run's options with what the command line changes.</summary>
    public RunOptions Change(ParseResult line, RunOptions saved) =>
        table.Apply(line, saved with { Data = line.GetValue(data) ?? saved.Data }, changeable);

    /// <summary>The same run of this method and this optimizer, with what the command line says of their hyperparameters.</summary>
    /// <exception cref="UsageException">A hyperparameter is out of range, or does not fit k.</exception>
    public RunOptions WithAlgorithms(ParseResult line, RunOptions run, Method method, Optimizer optimizer) => UsageException.Of(() =>
    {
        var chosen = run.With(
            options => options with
            {
                Method = OfMethods.Apply(line, method),
                Optimizer = OfOptimizers.Apply(line, optimizer),
                Tolerance = options.Tolerance ?? method.PreferredTolerance,
            });
        chosen.Training.RequireConsistent();  // before anything is read
        return chosen;
    });

    private SyntheticRecipe? ReadSynthetic(ParseResult line, string source)
    {
        if (source == "synthetic")
        {
            var recipe = synthetic.Apply(line, Recipe);
            UsageException.Of(recipe.ToOptions);
            return recipe;
        }
        return synthetic.All.FirstOrDefault(option => line.IsGiven(option)) is { } given
            ? throw new UsageException($"{given.Name} is for --data synthetic, not for {source}; leave it out") : null;
    }
}
