using LinearAutoencoders.Methods;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>What the experiments are made from: sizes, data, seeds.</summary>
/// <param name="Sizes">How large everything is.</param>
/// <param name="Data">The data of all but figure 4 and tables 3 and 4: the paper's is <c>mnist</c>.</param>
/// <param name="Seeds">Seeds of every run; null: the sizes' for cheap ones, one for the others.</param>
/// <param name="DataSets">Where data comes from.</param>
internal sealed record Setup(Sizes Sizes, string Data, int? Seeds, DataSets DataSets)
{
    /// <summary>A run on <see cref="Data"/>, with its learning rate.</summary>
    public RunOptions OnData(Model model, int epochs, int? k = null, int? batchSize = null) =>
        Resolve(RunOptions.Default(Data, k ?? Sizes.K).With(training => training with
        {
            Method = model.Method,
            Optimizer = model.Optimizer,
            Epochs = epochs,
            BatchSize = batchSize,
        }));

    /// <summary>A run on the synthetic data, to the alignment of figure 4, with its learning rate.</summary>
    public RunOptions OnSynthetic(Model model, int k)
    {
        var options = RunOptions.Default("synthetic", k) with { Synthetic = Sizes.Synthetic };
        return Resolve(options.With(training => training with
        {
            Method = model.Method is NonUniformL2 penalized
                ? penalized with { SqrtPenaltyMax = Sizes.SyntheticSqrtPenaltyMax } : model.Method,
            Optimizer = model.Optimizer,
            Epochs = Sizes.AlignmentEpochs,
            StopBelowAlignment = Alignment,
        }));
    }

    /// <summary>d_align that counts as aligned in figure 4 and in the tables.</summary>
    public const double Alignment = 0.3;

    /// <summary>The eigenvalues and the pictures' shape of <see cref="Data"/>.</summary>
    public PreparedData<float> MainData => DataSets.Of(RunOptions.Default(Data, Sizes.K));

    /// <summary>The same run once for each seed.</summary>
    public IEnumerable<RunOptions> Repeat(RunOptions options) =>
        Enumerable.Range(0, Seeds ?? (IsCheap(options) ? Sizes.CheapSeeds : 1))
            .Select(seed => options.With(training => training with { Seed = (ulong)seed }));

    /// <summary>Steps that do not touch the samples take a millisecond at most, while k is small.</summary>
    private static bool IsCheap(RunOptions options) =>
        options.Training.BatchSize is null && !options.Training.Method.NeedsSamples
            && options.Training.StopBelowAlignment is null;

    /// <summary>The command whose experiments these are.</summary>
    public string Verb { get; init; } = "reproduce";

    /// <summary>The command that makes an experiment as this one is.</summary>
    public string Command(string id)
    {
        var data = Data == "mnist" ? "" : $" --data {Data}";
        var profile = Sizes == Sizes.Paper ? "" : $" --profile {Sizes.Name}";
        return $"lae {Verb} {id}{data}{profile}{(Seeds is { } count ? $" --seeds {count}" : "")}";
    }

    private RunOptions Resolve(RunOptions options) => DataSets.Of(options).Resolve(options);
}
