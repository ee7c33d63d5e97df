using System.Globalization;

namespace LinearAutoencoders.Runs;

/// <summary>What runs that are shown together differ in, by the names of a command line.</summary>
internal sealed class RunDifferences
{
    private static readonly (string Name, Func<RunOptions, string> Value)[] Settings =
    [
        ("data", run => Curves.DataName(run.Data)),
        ("method", run => run.Training.Method.Name),
        ("optimizer", run => run.Training.UsedOptimizer?.Name ?? "–"),
        ("k", run => Text(run.Training.LatentDimension)),
        ("epochs", run => NumberText.Count(run.Training.Epochs)),
        ("batch", run => run.Training.BatchSize is { } size ? Text(size) : "all"),
        ("precision", run => run.Precision.ToString().ToLowerInvariant()),
        ("init-std", run => NumberText.Number(run.Training.InitialDeviation)),
    ];

    private static readonly (string Name, Func<RunOptions, string> Value) Seed =
        ("seed", run => run.Training.Seed.ToString(CultureInfo.InvariantCulture));

    private static readonly (string Name, Func<RunOptions, string> Value) Rate =
        ("rate", run => run.Training.LearningRate is { } rate ? NumberText.Number(rate, digits: 3) : "default");

    private RunDifferences(IReadOnlyList<(string Name, Func<RunOptions, string> Value)> settings) => All = settings;

    /// <summary>What differs: a name, and its value in a run.</summary>
    public IReadOnlyList<(string Name, Func<RunOptions, string> Value)> All { get; }

    /// <summary>All but method and optimizer, which have names of their own everywhere.</summary>
    public IEnumerable<(string Name, Func<RunOptions, string> Value)> Beyond =>
        All.Where(setting => setting.Name is not ("method" or "optimizer"));

    /// <summary>The differences of these runs. Rates count where runs are alike but for them: methods have different ones anyhow.</summary>
    public static RunDifferences Of(IReadOnlyList<RunOptions> runs)
    {
        var hyperparameters = runs.SelectMany(run => Named(run)).Distinct()
            .Select(name => (name, (Func<RunOptions, string>)(run => ValueOf(run, name))))
            .Where(setting => runs.GroupBy(run => run.NameWith(" ")).Any(group => Differ(group, setting.Item2)));
        List<(string Name, Func<RunOptions, string> Value)> found =
            [.. Settings.Where(setting => Differ(runs, setting.Value)), .. hyperparameters];
        var isSeed = Differ(runs, Seed.Value);
        if (isSeed) found.Add(Seed);
        if (runs.GroupBy(run => Name(found, run)).Any(group => Differ(group, Rate.Value)))
            found.Insert(found.Count - (isSeed ? 1 : 0), Rate);
        return new(found);
    }

    /// <summary>What tells a run apart: its method and optimizer, and what else differs.</summary>
    /// <param name="run">One of the runs.</param>
    /// <param name="separator">Between the pieces.</param>
    /// <param name="assignment">Between a name and its value.</param>
    public string NameOf(RunOptions run, string separator = " ", string assignment = " ") =>
        string.Join(separator, Beyond.Select(setting => setting.Name + assignment + setting.Value(run)).Prepend(run.NameWith(separator)));

    private static string Name(IEnumerable<(string Name, Func<RunOptions, string> Value)> settings, RunOptions run) =>
        string.Join('|', settings.Select(setting => setting.Value(run)));

    private static bool Differ(IEnumerable<RunOptions> runs, Func<RunOptions, string> value) => runs.Select(value).Distinct().Skip(1).Any();

    private static IEnumerable<string> Named(RunOptions run) =>
        AlgorithmsOf(run).SelectMany(one => one.Hyperparameters).Select(one => one.Name);

    private static string ValueOf(RunOptions run, string name)
    {
        foreach (var algorithm in AlgorithmsOf(run))
            if (algorithm.Hyperparameters.FirstOrDefault(one => one.Name == name)?.Get(algorithm) is { } value)
                return Hyperparameter.Format(value);
        return "–";
    }

    private static IEnumerable<Algorithm> AlgorithmsOf(RunOptions run) =>
        run.Training.UsedOptimizer is { } optimizer ? [run.Training.Method, optimizer] : [run.Training.Method];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
