using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Reproduction.Table2And3LearningRateSearch;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Reproduction;

/// <summary>Made-up results: d_align falls exponentially from 0.9 to a floor.</summary>
internal static class Measured
{
    /// <summary>
    ///   A run that comes to <paramref name="floor"/> with the time constant <paramref name="pace"/>, both as parts of d_align.
    /// </summary>
    public static MeasuredRun Run(
        string figure, Model model, double floor, double pace, int k = 20, int epochs = 30_000, double subspace = 1e-6,
        double rate = 1e-3, string penalties = MeasuredRun.DefaultPenalties, ulong seed = 0, bool diverged = false) => new()
        {
            FigureId = figure,
            Model = model,
            K = k,
            Seed = seed,
            BatchSize = figure switch { "fig7" => 1000, "fig8" => 100, _ => null },
            LearningRate = rate,
            Penalties = penalties,
            Rows = [.. Enumerable.Range(0, 301).Select(i => Row(epochs / 300 * i, floor, pace, subspace))],
            Diverged = diverged,
            Seconds = 0.001 * epochs,
        };

    private static MetricsRow Row(int epoch, double floor, double pace, double subspace)
    {
        var decay = Math.Exp(-epoch / pace);
        return new MetricsRow
        {
            Epoch = epoch,
            Loss = 1,
            ReconstructionLoss = 1,
            AxisAlignment = floor + (0.9 - floor) * decay,
            OrderedAlignment = floor + (0.9 - floor) * decay,
            SubspaceDistance = subspace + 0.9 * decay * decay,
            TransposeDistance = 0,
            Unbalance = 0,
            Seconds = 0.001 * epoch,
        };
    }

    /// <summary>Figure 2 as the paper has it, in its order of methods.</summary>
    public static MeasuredRun[] Figure(string figure, double subspace = 1e-7) =>
    [
        Run(figure, Model.WithNesterov(UniformL2.Paper), 0.735, 500), Run(figure, Model.WithAdam(UniformL2.Paper), 0.738, 500),
        Run(figure, Model.WithNesterov(NonUniformL2.Paper), 0.39, 4000),
        Run(figure, Model.WithAdam(NonUniformL2.Paper), 0.09, 1000),
        Run(figure, Model.WithNesterov(new LinearVae()), 0.28, 3000), Run(figure, Model.WithAdam(new LinearVae()), 0.006, 1500),
        Run(figure, Model.WithNesterov(new DeterministicNestedDropout()), 0.09, 2500, subspace: subspace),
        Run(figure, Model.WithAdam(new DeterministicNestedDropout()), 0.0005, 700, subspace: subspace),
        Run(figure, Model.WithNesterov(new NestedDropout()), 0.05, 2000, subspace: 5e-5),
        Run(figure, Model.WithAdam(new NestedDropout()), 0.01, 900, subspace: 1e-3),
        Run(figure, Model.WithNesterov(new Rag()), 0.001, 1000),
    ];

    /// <summary>Figure 4 as the paper has it: a run that fails has its floor above 0.3.</summary>
    public static IEnumerable<MeasuredRun> Figure4() =>
        from k in Sizes.Paper.LatentDimensions
        from run in new[]
        {
            At(Model.WithNesterov(new Rag()), k, 800 + 20 * k),
            At(Model.WithNesterov(NonUniformL2.Paper), k, 150 * k, fails: k > 50),
            At(Model.WithNesterov(new DeterministicNestedDropout()), k, 120 * k, fails: k > 50),
            At(Model.WithAdam(NonUniformL2.Paper), k, 60 * k, fails: k > 100),
            At(Model.WithAdam(new DeterministicNestedDropout()), k, 40 * k, fails: k > 300),
        }
        select run;

    public static MeasuredRun At(Model model, int k, double pace, bool fails = false) =>
        Run("fig4", model, fails ? 0.4 : 0, pace, k, 50_100);

    public static IEnumerable<MeasuredRun> Figure6() =>
    [
        Run("fig6", Model.WithAdam(NonUniformL2.Paper), 0.1, 200, epochs: 900, rate: 0.01),
        Run("fig6", Model.WithAdam(NonUniformL2.Paper), 0.05, 400, epochs: 900, rate: 0.01,
            penalties: MeasuredRun.OptimalPenalties),
    ];

    /// <summary>RAG's row of a search: the published rate is best by a factor of two, and the largest diverges.</summary>
    public static IEnumerable<MeasuredRun> Table(
        string table, IReadOnlyList<SearchRow> grid, Func<SearchRow, double?> choice) =>
        from row in grid.Where(row => row.Model is { Method: Rag, Optimizer: Nesterov })
        let published = choice(row)!.Value
        from rate in row.Rates
        select Run(table, row.Model, 0, rate == published ? 1000 : 2000, rate: rate, diverged: rate == row.Rates[^1]);

    /// <summary>All of it: every statement of the paper holds.</summary>
    public static ReproductionResults AsInThePaper() => new(Sizes.Paper, "mnist",
    [
        .. Figure("fig2"), .. Figure4(), .. Figure6(), .. Figure("fig7", 1e-4), .. Figure("fig8", 1e-3),
        .. Table("table2", SearchGrid.Mnist, row => row.PublishedOnMnist(20)),
        .. Table("table3", SearchGrid.Synthetic(Sizes.Paper)[0].Rows, row => row.PublishedOnSynthetic(20)),
        Decoder(new Rag(), inPlace: 20), Decoder(new LinearVae(), inPlace: 1),
    ]);

    /// <summary>A run of figure 3 of whose 20 columns so many are nearest to the direction of their own number.</summary>
    public static MeasuredRun Decoder(Method method, int inPlace) =>
        Run("fig3", Model.WithNesterov(method), 0, 1000) with { DecoderOrder = new DecoderOrder(20, inPlace, 20) };

    public static ReproductionResults Without(this ReproductionResults results, Func<MeasuredRun, bool> which) =>
        results with { Runs = [.. results.Runs.Where(run => !which(run))] };

    public static ReproductionResults Replace(this ReproductionResults results, MeasuredRun run) => results with
    {
        Runs =
        [
            .. results.Runs.Where(other => (other.FigureId, other.Model, other.K, other.LearningRate, other.Penalties)
                != (run.FigureId, run.Model, run.K, run.LearningRate, run.Penalties)),
            run,
        ],
    };
}
