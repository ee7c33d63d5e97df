using System.CommandLine;
using LinearAutoencoders.Cli.Runs;
using LinearAutoencoders.Data;

namespace LinearAutoencoders.Cli;

/// <summary>The options that say which data to read and how.</summary>
/// <param name="verb">What the command does on the data.</param>
internal sealed class DataArguments(string verb)
{
    private readonly Option<string?> source = Options.Text("--data", $"what to {verb} on: {DataSource.Accepted}", "SRC");
    private readonly Option<bool> center = Options.Flag("--center", "subtract each column's mean (the default)");
    private readonly Option<bool> noCenter = Options.Flag("--no-center", $"{verb} on the data as it is");
    private readonly Option<int?> samples = Options.Integer("--synthetic-samples", "samples that synthetic draws [5000]");
    private readonly Option<int?> dimension = Options.Integer("--synthetic-dimension", "their dimension [1000]");
    private readonly Option<double?> largest = Options.Number("--synthetic-largest", "largest eigenvalue of their covariance [100]");
    private readonly Option<double?> smallest = Options.Number("--synthetic-smallest", "its smallest eigenvalue; those between are evenly spaced [1]");
    private readonly Option<ulong?> seed = Options.Seed("--synthetic-seed", "what determines the samples [0]");

    public Option Source => source;

    public IEnumerable<Option> Centering => [center, noCenter];

    /// <summary>The options of <c>--data synthetic</c>.</summary>
    public IEnumerable<Option> Recipe => [samples, dimension, largest, smallest, seed];

    public IEnumerable<Option> All => [source, .. Centering, .. Recipe];

    /// <exception cref="UsageException">It is missing.</exception>
    public string ReadSource(ParseResult line) =>
        line.GetValue(source) ?? throw new UsageException($"--data is missing; give {DataSource.Accepted}");

    /// <exception cref="UsageException">Both are given.</exception>
    public bool ReadCenter(ParseResult line) => line.GetValue(center) && line.GetValue(noCenter)
        ? throw new UsageException("--center and --no-center exclude each other; give one") : !line.GetValue(noCenter);

    /// <summary>What synthetic draws; null for other data.</summary>
    /// <exception cref="UsageException">One of its options stands beside other data.</exception>
    public SyntheticRecipe? ReadRecipe(ParseResult line, string source)
    {
        if (source != "synthetic")
            return Recipe.FirstOrDefault(option => line.IsGiven(option)) is { } given
                ? throw new UsageException($"{given.Name} is for --data synthetic, not for {source}; leave it out") : null;
        var defaults = new SyntheticRecipe();
        return new SyntheticRecipe
        {
            Samples = line.GetValue(samples) ?? defaults.Samples,
            Dimension = line.GetValue(dimension) ?? defaults.Dimension,
            Largest = line.GetValue(largest) ?? defaults.Largest,
            Smallest = line.GetValue(smallest) ?? defaults.Smallest,
            Seed = line.GetValue(seed) ?? defaults.Seed,
        };
    }
}
