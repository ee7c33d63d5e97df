using System.CommandLine;
using LinearAutoencoders.Data;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Train;

/// <summary>The options that determine a run, shared by the commands that train.</summary>
internal sealed class RunArguments
{
    private static readonly RunOptions Defaults = new() { Data = "", K = 1 };

    private readonly Option<string?> data = Options.Text("--data", $"what to train on: {DataSource.Accepted}", "SRC");
    private readonly Option<bool> center = Options.Flag("--center", "subtract each column's mean (the default)");
    private readonly Option<bool> noCenter = Options.Flag("--no-center", "train on the data as it is");
    private readonly Option<int?> samples = Options.Integer("--synthetic-samples", "samples that synthetic draws [5000]");
    private readonly Option<int?> dimension = Options.Integer("--synthetic-dimension", "their dimension [1000]");
    private readonly Option<double?> largest = Options.Number("--synthetic-largest", "largest eigenvalue of their covariance [100]");
    private readonly Option<double?> smallest = Options.Number("--synthetic-smallest", "its smallest eigenvalue; those between are evenly spaced [1]");
    private readonly Option<ulong?> dataSeed = Options.Seed("--synthetic-seed", "what determines the samples [0]");
    private readonly Option<int?> k = Options.Integer("-k", "number of components to learn (required)");
    private readonly Option<double?> learningRate = Options.Number("--learning-rate",
        "step size [the published one for mnist and synthetic; else one that suits the data's spectrum]");
    private readonly Option<int?> epochs = Options.Integer("--epochs", $"passes over the data [{Defaults.Epochs}]");
    private readonly Option<int?> batchSize = Options.Integer("--batch-size", "samples in a step [all]");
    private readonly Option<string?> moment = Options.OneOf("--moment",
        "how the data's second moment is held: auto takes the cheapest that is exact [auto]", ["auto", "dense", "samples", "spectral"]);
    private readonly Option<string?> precision = Options.OneOf("--precision", "precision of weights and steps [float32]", ["float32", "float64"]);
    private readonly Option<ulong?> seed = Options.Seed("--seed", "determines initial weights, batches and draws [0]");
    private readonly Option<double?> initStd = Options.Number("--init-std", "standard deviation of the initial weights [1e-4]");
    private readonly Option<string?> initEncoder = Options.Text("--init-encoder", "start from this k × m encoder", "F.npy");
    private readonly Option<string?> initDecoder = Options.Text("--init-decoder", "start from this m × k decoder", "F.npy");
    private readonly Option<double?> momentum = Options.Number("--momentum", "of Nesterov's method [0.9]");
    private readonly Option<double?> sqrtPenaltyMin = Options.Number("--sqrt-penalty-min", "root of the smallest ℓ₂ penalty [0.1]");
    private readonly Option<double?> sqrtPenaltyMax = Options.Number("--sqrt-penalty-max", "root of the largest; those between are evenly spaced [0.9]");
    private readonly Option<double?> rho = Options.Number("--rho", "ratio of nested dropout's geometric prior [0.9]");
    private readonly Option<int?> evalEvery = Options.Integer("--eval-every", "epochs from one evaluation to the next [10]");
    private readonly Option<int[]?> snapshots = Options.Integers("--snapshots", "epochs after which to keep the weights, such as 1,3,10");
    private readonly Option<int?> checkpointEvery = Options.Integer("--checkpoint-every", "epochs from one saved state to the next [only on Ctrl-C]");

    public IEnumerable<Option> All =>
    [
        data, k, learningRate, epochs, batchSize, moment, precision, seed, center, noCenter, initStd, initEncoder, initDecoder, momentum,
        sqrtPenaltyMin, sqrtPenaltyMax, rho, evalEvery, snapshots, checkpointEvery, samples, dimension, largest, smallest, dataSeed,
    ];

    /// <summary>Those that may be changed when a run goes on.</summary>
    public IEnumerable<Option> Changeable => [epochs, checkpointEvery];

    /// <exception cref="UsageException">Data or k is missing, or options contradict each other.</exception>
    public RunOptions Read(ParseResult line)
    {
        var source = line.GetValue(data) ?? throw new UsageException($"--data is missing; give {DataSource.Accepted}");
        if (line.GetValue(center) && line.GetValue(noCenter)) throw new UsageException("--center and --no-center exclude each other; give one");
        return new RunOptions
        {
            Data = source,
            Center = !line.GetValue(noCenter),
            Synthetic = ReadSynthetic(line, source),
            K = line.GetValue(k) ?? throw new UsageException("-k is missing; give the number of components to learn"),
            LearningRate = line.GetValue(learningRate),
            Epochs = line.GetValue(epochs) ?? Defaults.Epochs,
            BatchSize = line.GetValue(batchSize),
            Moment = line.GetValue(moment) ?? Defaults.Moment,
            Precision = line.GetValue(precision) ?? Defaults.Precision,
            Seed = line.GetValue(seed) ?? Defaults.Seed,
            InitStd = line.GetValue(initStd) ?? Defaults.InitStd,
            InitEncoder = line.GetValue(initEncoder),
            InitDecoder = line.GetValue(initDecoder),
            Momentum = line.GetValue(momentum) ?? Defaults.Momentum,
            SqrtPenaltyMin = line.GetValue(sqrtPenaltyMin) ?? Defaults.SqrtPenaltyMin,
            SqrtPenaltyMax = line.GetValue(sqrtPenaltyMax) ?? Defaults.SqrtPenaltyMax,
            Rho = line.GetValue(rho) ?? Defaults.Rho,
            EvalEvery = line.GetValue(evalEvery) ?? Defaults.EvalEvery,
            Snapshots = line.GetValue(snapshots) ?? [],
            CheckpointEvery = line.GetValue(checkpointEvery),
        };
    }

    /// <summary>A saved run's options with what the command line changes.</summary>
    public RunOptions Change(ParseResult line, RunOptions saved) => saved with
    {
        Epochs = line.GetValue(epochs) ?? saved.Epochs,
        CheckpointEvery = line.GetValue(checkpointEvery) ?? saved.CheckpointEvery,
    };

    private SyntheticRecipe? ReadSynthetic(ParseResult line, string source)
    {
        Option[] recipe = [samples, dimension, largest, smallest, dataSeed];
        if (source != "synthetic")
            return Array.Find(recipe, option => line.IsGiven(option)) is { } given
                ? throw new UsageException($"{given.Name} is for --data synthetic, not for {source}; leave it out") : null;
        var defaults = new SyntheticRecipe();
        return new SyntheticRecipe
        {
            Samples = line.GetValue(samples) ?? defaults.Samples,
            Dimension = line.GetValue(dimension) ?? defaults.Dimension,
            Largest = line.GetValue(largest) ?? defaults.Largest,
            Smallest = line.GetValue(smallest) ?? defaults.Smallest,
            Seed = line.GetValue(dataSeed) ?? defaults.Seed,
        };
    }
}
