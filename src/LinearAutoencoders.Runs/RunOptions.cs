using LinearAutoencoders.Data;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>Everything that determines a run: what the command line says and <c>run.json</c> keeps, under the same names.</summary>
internal sealed record RunOptions
{
    public required string Data { get; init; }

    public bool Center { get; init; } = true;

    /// <summary>What <c>synthetic</c> draws; null for other data.</summary>
    public SyntheticRecipe? Synthetic { get; init; }

    public required int K { get; init; }

    public string Method { get; init; } = "rag";

    public string Optimizer { get; init; } = "nesterov";

    /// <summary>Null in a command without the option; resolved before a run starts.</summary>
    public double? LearningRate { get; init; }

    public int Epochs { get; init; } = 5000;

    public int? BatchSize { get; init; }

    public string Moment { get; init; } = "auto";

    public string Precision { get; init; } = "float32";

    public ulong Seed { get; init; }

    public double InitStd { get; init; } = 1e-4;

    public string? InitEncoder { get; init; }

    public string? InitDecoder { get; init; }

    public double Momentum { get; init; } = 0.9;

    public double SqrtPenaltyMin { get; init; } = 0.1;

    public double SqrtPenaltyMax { get; init; } = 0.9;

    /// <summary>λ listed one by one, instead of by the range of their roots.</summary>
    public IReadOnlyList<double>? Penalties { get; init; }

    public double Rho { get; init; } = 0.9;

    public int EvalEvery { get; init; } = 10;

    public IReadOnlyList<int> Snapshots { get; init; } = [];

    public double? StopBelowAlignment { get; init; }

    public int? CheckpointEvery { get; init; }

    /// <summary>As the library takes them.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public TrainingOptions ToTraining() => new()
    {
        Method = ParsedMethod,
        Optimizer = ParsedOptimizer,
        LatentDimension = K,
        LearningRate = LearningRate,
        Epochs = Epochs,
        BatchSize = BatchSize,
        Moment = Enum.Parse<MomentKind>(Moment, ignoreCase: true),
        Seed = Seed,
        InitialDeviation = InitStd,
        Momentum = Momentum,
        SqrtPenaltyMin = SqrtPenaltyMin,
        SqrtPenaltyMax = SqrtPenaltyMax,
        Penalties = Penalties,
        Rho = Rho,
        EvaluateEvery = EvalEvery,
        Snapshots = Snapshots.ToHashSet(),
        StopBelowAlignment = StopBelowAlignment,
        CheckpointEvery = CheckpointEvery,
    };

    public DataOptions ToData() => new()
    {
        Center = Center,
        Synthetic = (Synthetic ?? new SyntheticRecipe()).ToOptions(),
    };

    [System.Text.Json.Serialization.JsonIgnore]
    public Method ParsedMethod => MethodNames.TryParse(Method, out var method)
        ? method : throw new ArgumentException($"there is no method '{Method}'; use one of {string.Join(", ", MethodNames.All)}");

    [System.Text.Json.Serialization.JsonIgnore]
    public OptimizerKind ParsedOptimizer => Optimizer == "adam" ? OptimizerKind.Adam : OptimizerKind.Nesterov;
}

/// <summary>What <c>--data synthetic</c> draws.</summary>
internal sealed record SyntheticRecipe
{
    public int Samples { get; init; } = 5000;

    public int Dimension { get; init; } = 1000;

    public double Largest { get; init; } = 100;

    public double Smallest { get; init; } = 1;

    public ulong Seed { get; init; }

    public SyntheticOptions ToOptions() => new()
    {
        Samples = Samples,
        Dimension = Dimension,
        Spectrum = new EvenSpectrum(Largest, Smallest),
        Seed = Seed,
    };
}
