using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>Everything that determines a run: what is trained, how, and on what. <c>run.json</c> keeps it.</summary>
internal sealed record RunOptions
{
    public required string Data { get; init; }

    public bool Center { get; init; } = true;

    /// <summary>What <c>synthetic</c> draws; null for other data.</summary>
    public SyntheticRecipe? Synthetic { get; init; }

    /// <summary>How the data's columns are read and used; null: as they are found.</summary>
    public TableOptions? Table { get; init; }

    public Precision Precision { get; init; } = Precision.Float32;

    public string? InitEncoder { get; init; }

    public string? InitDecoder { get; init; }

    /// <summary>The learning rate is null in a command without the option, and resolved before a run starts.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>A run as the command line makes it without options: gauge-fixed, with more epochs than the library's default.</summary>
    public static RunOptions Default(string data, int latentDimension) => new()
    {
        Data = data,
        Training = new TrainingOptions { Method = new GaugeFixed(), LatentDimension = latentDimension, Epochs = 5000 },
    };

    /// <summary>The same run but for something that the library's options hold.</summary>
    public RunOptions With(Func<TrainingOptions, TrainingOptions> change) => this with { Training = change(Training) };

    /// <summary>Method and optimizer, as on the command line; the method alone where it has steps of its own.</summary>
    public string NameWith(string separator) =>
        Training.UsedOptimizer is { } optimizer ? Training.Method.Name + separator + optimizer.Name : Training.Method.Name;

    public DataOptions ToData() => new()
    {
        Center = Center,
        Synthetic = (Synthetic ?? new SyntheticRecipe()).ToOptions(),
        Table = Table ?? new TableOptions(),
    };
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
