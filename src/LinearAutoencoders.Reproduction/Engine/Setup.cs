using System.Globalization;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
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
    /// <summary>Eigenvalues 1 and 20 of MNIST: what the paper's learning rates and penalties were chosen for.</summary>
    private const double PaperLargest = 5.117, PaperSmallest = 0.608;

    private double? divisor;

    /// <summary>What is otherwise than the paper has it; it is in <see cref="Sizes"/> already.</summary>
    public Changes Changes { get; init; } = Changes.None;

    /// <summary>A run on <see cref="Data"/>, with its learning rate.</summary>
    public RunOptions OnData(Model model, int epochs, int? k = null, int? batchSize = null) =>
        Resolve(Unit(RunOptions.Default(Data, k ?? Sizes.K)).With(training => training with
        {
            Method = model.Method,
            Optimizer = model.Optimizer,
            Epochs = epochs,
            BatchSize = batchSize,
            LearningRate = IsPapersData ? null : RateFor(model),
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

    /// <summary>The eigenvalues and the pictures' shape of <see cref="Data"/>, in the unit of the runs.</summary>
    public PreparedData<float> MainData => DataSets.Of(Unit(RunOptions.Default(Data, Sizes.K)));

    /// <summary>
    ///   What other data than the paper's is divided by, so that its component k has the variance that component 20 has on MNIST; 1 for
    ///   MNIST. The paper's penalties and Adam's steps are lengths: on data in another unit they are nothing, or everything.
    /// </summary>
    public double Divisor => divisor ??= IsPapersData ? 1 : DivisorOf(DataSets.Of(RunOptions.Default(Data, Sizes.K)));

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
        var data = Data == Sizes.Data ? "" : $" --data {Data}";
        var profile = Sizes.Name == Sizes.Paper.Name ? "" : $" --profile {Sizes.Name}";
        return $"lae {Verb} {id}{data}{profile}{(Seeds is { } count ? $" --seeds {count}" : "")}{Changes.Command}";
    }

    private bool IsPapersData => Curves.DataName(Data) == "MNIST";

    private RunOptions Unit(RunOptions options) => Divisor == 1 ? options
        : options with { Table = new TableOptions { Scale = Divisor.ToString("R", CultureInfo.InvariantCulture) } };

    /// <summary>Two digits: what a person would type.</summary>
    private double DivisorOf(PreparedData<float> data) =>
        data.Training.Spectrum.Eigenvalues[Sizes.K - 1] is > 0 and var smallest ? Rounded(Math.Sqrt(smallest / PaperSmallest)) : 1;

    /// <summary>
    ///   The paper's rate on MNIST; momentum's in proportion to the curvature, which is that of the largest variance. Adam's is a length.
    /// </summary>
    private double? RateFor(Model model)
    {
        if (PublishedLearningRate.For("mnist", model.Method, model.Optimizer, Sizes.K) is not { } published) return null;
        return model.Optimizer is Adam ? published : Rounded(published * PaperLargest / MainData.Training.Spectrum.Largest);
    }

    private static double Rounded(double value) =>
        double.Parse(value.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private RunOptions Resolve(RunOptions options) => DataSets.Of(options).Resolve(options.With(Changes.Apply));
}
