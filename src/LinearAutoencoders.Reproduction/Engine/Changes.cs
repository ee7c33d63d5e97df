using System.Globalization;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>What somebody wants otherwise than the paper has it.</summary>
internal sealed record Changes
{
    /// <summary>A step size for all runs.</summary>
    public const string LearningRate = "learning-rate";

    /// <summary>Nothing.</summary>
    public static Changes None { get; } = new();

    /// <summary>k of all but figure 4 and tables 3 and 4.</summary>
    public int? K { get; init; }

    /// <summary>Epochs of all but figure 4 and tables 3 and 4.</summary>
    public int? Epochs { get; init; }

    /// <summary>The methods of the figures with learning curves, those of other people among them.</summary>
    public IReadOnlyList<Method>? Methods { get; init; }

    /// <summary>Hyperparameters by their names, of every method and optimizer that has them, and the learning rate.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings { get; init; } = [];

    public bool IsNone => this is { K: null, Epochs: null, Methods: null, Settings.Count: 0 };

    /// <summary>What differs, a sentence each.</summary>
    /// <param name="usual">The sizes without the changes.</param>
    public IEnumerable<string> Sentences(Sizes usual)
    {
        if (K is { } k && k != usual.K) yield return $"k is {NumberText.Count(k)}, the paper's is {NumberText.Count(Sizes.Paper.K)}.";
        if (Epochs is { } epochs && epochs != usual.Epochs)
            yield return $"There are {NumberText.Count(epochs)} epochs, the paper has {NumberText.Count(Sizes.Paper.Epochs)}.";
        if (Methods is { } methods) yield return $"Methods are {string.Join(", ", methods.Select(method => method.Title))}.";
        foreach (var (name, value) in Settings) yield return $"{name} is {value}{Usual(name)}.";
    }

    /// <summary>As on the command line, with a blank before each.</summary>
    public string Command => string.Concat(
        Settings.Select(setting => $" --set {setting.Name}={setting.Value}")
            .Append(K is { } k ? Text(" -k", k) : "").Append(Epochs is { } epochs ? Text(" --epochs", epochs) : "")
            .Append(Methods is { } methods ? $" --methods {string.Join(',', methods.Select(method => method.Name))}" : ""));

    /// <summary>The sizes with the changes; snapshots lie where they do within the epochs.</summary>
    public Sizes Apply(Sizes sizes)
    {
        var changed = K is { } k ? sizes with { K = k } : sizes;
        if (Epochs is not { } epochs) return changed;
        return changed with
        {
            Epochs = epochs,
            PenaltyEpochs = epochs,
            SearchEpochs = epochs,
            MiniBatchEpochs = sizes.MiniBatchEpochs.ToDictionary(entry => entry.Key, _ => epochs),
            Snapshots = [.. sizes.Snapshots.Select(snapshot => Math.Max(1, (int)((long)snapshot * epochs / sizes.Epochs))).Distinct()],
        };
    }

    /// <summary>The models of a figure with learning curves; a method that the figure has is as it has it.</summary>
    public IEnumerable<Model> Apply(IReadOnlyList<Model> models) => Methods is null ? models
        : from optimizer in models.Select(model => model.Optimizer).DistinctBy(optimizer => optimizer.Name)
          from method in Methods
          where method.TakesOptimizer ? method is not Rag || optimizer is Nesterov : optimizer is Nesterov
          select new Model(models.FirstOrDefault(model => model.Method.Name == method.Name)?.Method ?? method, optimizer);

    /// <summary>A run with the settings that it has a place for.</summary>
    /// <exception cref="RequestException">A value is not one of its setting.</exception>
    public TrainingOptions Apply(TrainingOptions training) => Settings.Aggregate(training, (current, setting) =>
        setting.Name == LearningRate ? current with { LearningRate = Number(setting) }
        : current with { Method = With(current.Method, setting), Optimizer = With(current.Optimizer, setting) });

    /// <summary>Refuses a setting that nothing has.</summary>
    /// <exception cref="RequestException">There is one.</exception>
    public void RequireKnown()
    {
        List<string> known = [LearningRate, .. Algorithms.SelectMany(one => one.Hyperparameters).Select(one => one.Name).Distinct()];
        foreach (var (name, _) in Settings)
            if (!known.Contains(name))
                throw new RequestException($"--set {name}: there is no such setting; use {string.Join(", ", known)}");
        _ = Apply(new TrainingOptions { Method = new Rag(), LatentDimension = 1 });
        foreach (var algorithm in Algorithms)
            foreach (var setting in Settings) _ = With(algorithm, setting);
    }

    private static IEnumerable<Algorithm> Algorithms => [.. Method.Registry.All, .. Optimizer.Registry.All];

    private static TAlgorithm With<TAlgorithm>(TAlgorithm algorithm, (string Name, string Value) setting) where TAlgorithm : Algorithm
    {
        if (algorithm.Hyperparameters.FirstOrDefault(one => one.Name == setting.Name) is not { } hyperparameter) return algorithm;
        try
        {
            return (TAlgorithm)hyperparameter.With(algorithm, hyperparameter.Parse(setting.Value)
                ?? throw new ArgumentException($"it is '{setting.Value}'; give {hyperparameter.Wanted}"));
        }
        catch (ArgumentException refused)
        {
            throw new RequestException($"--set {setting.Name}: {refused.Message}");
        }
    }

    private static double Number((string Name, string Value) setting) =>
        double.TryParse(setting.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and < double.MaxValue
            ? rate : throw new RequestException($"--set {setting.Name}: it is '{setting.Value}'; give a number above 0");

    private static string Usual(string name) =>
        Algorithms.FirstOrDefault(one => one.Hyperparameters.Any(own => own.Name == name)) is { } has
        ? $", the paper has {Hyperparameter.Format(has.Hyperparameters.First(own => own.Name == name).Get(has))}" : "";

    private static string Text(string option, int value) => string.Create(CultureInfo.InvariantCulture, $"{option} {value}");
}
