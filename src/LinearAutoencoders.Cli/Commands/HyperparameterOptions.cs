using System.CommandLine;

namespace LinearAutoencoders.Cli;

/// <summary>The hyperparameters of some methods, or optimizers, as options: one for each name, however many have it.</summary>
internal sealed class HyperparameterOptions<TAlgorithm> where TAlgorithm : Algorithm
{
    private readonly IReadOnlyList<(Hyperparameter Hyperparameter, Option<object?> Option)> entries;
    private readonly IReadOnlyList<TAlgorithm> algorithms;

    public HyperparameterOptions(IReadOnlyList<TAlgorithm> algorithms)
    {
        this.algorithms = algorithms;
        entries = [.. algorithms.SelectMany(algorithm => algorithm.Hyperparameters).DistinctBy(one => one.Name)
            .Select(one => (one, Options.Hyperparameter(one, Help(one))))];
    }

    /// <summary>Each with its option.</summary>
    public IReadOnlyList<(Hyperparameter Hyperparameter, Option<object?> Option)> Entries => entries;

    public IEnumerable<Option> All => entries.Select(entry => entry.Option);

    /// <summary>An algorithm with those of the given values that it has a place for.</summary>
    /// <exception cref="UsageException">A value is out of range.</exception>
    public TAlgorithm Apply(ParseResult line, TAlgorithm algorithm) => UsageException.Of(() => Given(line).Aggregate(
        algorithm, (current, entry) => Find(current, entry.Hyperparameter.Name) is { } own
            ? (TAlgorithm)own.With(current, line.GetValue(entry.Option)) : current));

    /// <summary>Refuses an option that none of the chosen algorithms uses: it would be passed over without a word.</summary>
    /// <exception cref="UsageException">There is one.</exception>
    public void RequireUsed(ParseResult line, IEnumerable<TAlgorithm> chosen)
    {
        var used = chosen.SelectMany(algorithm => algorithm.Hyperparameters).Select(one => one.Name).ToHashSet();
        if (Given(line).FirstOrDefault(entry => !used.Contains(entry.Hyperparameter.Name)) is not ({ } hyperparameter, var option)) return;
        var (having, names) = (string.Join(" and ", Having(hyperparameter.Name)), string.Join(", ", chosen.Select(one => one.Name)));
        throw new UsageException($"{option.Name} is for {having}, not for {names}; leave it out");
    }

    private IEnumerable<(Hyperparameter Hyperparameter, Option<object?> Option)> Given(ParseResult line) =>
        entries.Where(entry => line.IsGiven(entry.Option));

    private IEnumerable<string> Having(string name) =>
        algorithms.Where(algorithm => Find(algorithm, name) is not null).Select(algorithm => algorithm.Name);

    /// <summary>What it does, for whom, and the value without the option.</summary>
    private string Help(Hyperparameter hyperparameter)
    {
        var first = algorithms.First(algorithm => Find(algorithm, hyperparameter.Name) is not null);
        var value = Find(first, hyperparameter.Name)!.Get(first);
        var preset = value is null ? "" : $" [{Hyperparameter.Format(value)}]";
        return $"{hyperparameter.Help}; {string.Join(", ", Having(hyperparameter.Name))}{preset}";
    }

    private static Hyperparameter? Find(TAlgorithm algorithm, string name) =>
        algorithm.Hyperparameters.FirstOrDefault(one => one.Name == name);
}
