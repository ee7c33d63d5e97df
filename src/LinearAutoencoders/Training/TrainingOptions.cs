using System.Globalization;

namespace LinearAutoencoders.Training;

/// <summary>How Σ is held during training.</summary>
public enum MomentKind
{
    /// <summary>The cheapest that is exact for the method, the optimizer and the batch size.</summary>
    Auto,

    /// <summary>As an m × m matrix.</summary>
    Dense,

    /// <summary>As the samples themselves.</summary>
    Samples,

    /// <summary>As its eigenvalues, with the weights rotated into its eigenbasis; not for Adam.</summary>
    Spectral,
}

/// <summary>What to train, how, and for how long. Values outside their range throw when set.</summary>
public sealed record TrainingOptions
{
    /// <summary>The method; no default.</summary>
    public required Method Method { get; init => field = Existing(value, "the method"); }

    /// <summary>k, the number of components; no default.</summary>
    public required int LatentDimension { get; init => field = AtLeast(1, value, "k"); }

    /// <summary>The optimizer.</summary>
    public OptimizerKind Optimizer { get; init => field = Existing(value, "the optimizer"); } = OptimizerKind.Nesterov;

    /// <summary>α; null: <see cref="DefaultLearningRate"/>, from the method and the data's spectrum.</summary>
    public double? LearningRate { get; init => field = value is { } rate ? Positive(rate, "the learning rate") : null; }

    /// <summary>Passes over the data; with all samples in one batch, steps.</summary>
    public int Epochs { get; init => field = AtLeast(0, value, "the number of epochs"); } = 1000;

    /// <summary>Samples of a step; null: all.</summary>
    public int? BatchSize { get; init => field = value is { } size ? AtLeast(1, size, "the batch size") : null; }

    /// <summary>How Σ is held.</summary>
    public MomentKind Moment { get; init => field = Existing(value, "the moment"); } = MomentKind.Auto;

    /// <summary>Determines initial weights, batches and draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>Standard deviation of the initial weights; the paper's 1e-4.</summary>
    public double InitialDeviation { get; init => field = Positive(value, "the initial standard deviation"); } = 1e-4;

    /// <summary>μ of Nesterov momentum.</summary>
    public double Momentum { get; init => field = Within(0, value, 1, value < 1, "momentum"); } = 0.9;

    /// <summary>√λ₁ of the ℓ₂ penalties.</summary>
    public double SqrtPenaltyMin { get; init => field = Positive(value, "the smallest root of a penalty"); } = 0.1;

    /// <summary>√λ_k of the ℓ₂ penalties; those between are evenly spaced.</summary>
    public double SqrtPenaltyMax { get; init => field = Positive(value, "the largest root of a penalty"); } = 0.9;

    /// <summary>ρ of nested dropout's geometric prior.</summary>
    public double Rho { get; init => field = Within(0, value, 1, value is > 0 and < 1, "rho"); } = 0.9;

    /// <summary>Epochs from one evaluation of the metrics to the next.</summary>
    public int EvaluateEvery { get; init => field = AtLeast(1, value, "the evaluation interval"); } = 10;

    /// <summary>Epochs after which the weights are handed out.</summary>
    public IReadOnlySet<int> Snapshots { get; init; } = new HashSet<int>();

    /// <summary>Epochs from one checkpoint to the next; null: none but on interruption.</summary>
    public int? CheckpointEvery { get; init => field = value is { } every ? AtLeast(1, every, "the checkpoint interval") : null; }

    /// <summary>Checks what no single option can tell: that they fit each other. A trainer does so too.</summary>
    /// <exception cref="ArgumentException">The roots of the penalties do not increase, or a snapshot lies outside the run.</exception>
    public void RequireConsistent()
    {
        if (Method == Method.NonUniformL2 && LatentDimension > 1 && SqrtPenaltyMin >= SqrtPenaltyMax)
            throw new ArgumentException(Invariant(
                $"the roots of the penalties go from {SqrtPenaltyMin} to {SqrtPenaltyMax}; the largest must be above the smallest"));
        foreach (var epoch in Snapshots)
            if (epoch < 0 || epoch > Epochs)
                throw new ArgumentException(Invariant($"there is no epoch {epoch} to keep the weights of; the run has epochs 0 to {Epochs}"));
    }

    private static TKind Existing<TKind>(TKind value, string what) where TKind : struct, Enum => Enum.IsDefined(value) ? value
        : throw new ArgumentOutOfRangeException(null, $"{what} is {value}; choose one of {string.Join(", ", Enum.GetNames<TKind>())}");

    private static int AtLeast(int least, int value, string what) => value >= least ? value
        : throw new ArgumentOutOfRangeException(null, $"{what} is {value}; it must be at least {least}");

    private static double Positive(double value, string what) => double.IsFinite(value) && value > 0 ? value
        : throw new ArgumentOutOfRangeException(null, Invariant($"{what} is {value}; it must be a positive number"));

    private static double Within(double low, double value, double high, bool holds, string what) => holds && value >= low ? value
        : throw new ArgumentOutOfRangeException(null, Invariant($"{what} is {value}; it must lie between {low} and {high}"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
