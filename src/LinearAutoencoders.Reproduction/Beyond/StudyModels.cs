using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Beyond;

/// <summary>What the study trains, and how it counts.</summary>
internal static class StudyModels
{
    /// <summary>Distances whose epochs are counted; runs end at the last.</summary>
    public static readonly IReadOnlyList<double> Thresholds = [0.3, 0.1, 0.01, 1e-4];

    /// <summary>
    ///   Every method with every optimizer that it takes, at its default rate; not what looks at samples one by one, which its expectation
    ///   stands for.
    /// </summary>
    public static IReadOnlyList<Model> All =>
    [
        .. from method in Method.Registry.All
           where !method.NeedsSamples
           from optimizer in method.TakesOptimizer ? Optimizer.Registry.All : [new Nesterov()]
           select new Model(method, optimizer),
    ];

    /// <summary>RAG, what this project adds, and expectation-maximization: which of them get slower with k.</summary>
    public static IReadOnlyList<Model> Scaling =>
    [
        Model.WithNesterov(new Rag()),
        .. Method.Registry.All.Where(method => method.Origin == MethodOrigin.Own).Select(Model.WithNesterov),
        Model.WithNesterov(new ZeroNoiseEm()),
    ];

    /// <summary>Epochs of a run on the study's data, at most.</summary>
    public static int EpochsOf(Setup setup, Model model) =>
        model.Method.Finds == SolutionKind.Subspace ? SubspaceEpochs(setup) : setup.Sizes.StudyEpochs;

    /// <summary>The same of a method that finds the subspace alone, and that soon.</summary>
    public static int SubspaceEpochs(Setup setup) => setup.Sizes.StudyEpochs / 5;

    /// <summary>Epochs of a run on synthetic data, at most.</summary>
    public static int EpochsOf(Setup setup, int k) => Math.Min(setup.Sizes.StudyEpochs, setup.Sizes.StudyWork / k);

    /// <summary>A model in a table: the optimizer only of a method that takes one.</summary>
    public static string NameOf(Model model) => model.Method.TakesOptimizer ? model.Title : model.Method.Title;

    /// <summary>Above the epochs to a threshold.</summary>
    public static string Header(double limit) => $"< {NumberText.Threshold(limit)}";

    /// <summary>Epochs in a table, if a threshold was got to.</summary>
    public static string Count(double epochs) => double.IsFinite(epochs) ? NumberText.Count(epochs) : "–";

    /// <summary>The same for a program.</summary>
    public static double? Finite(double epochs) => double.IsFinite(epochs) ? epochs : null;

    /// <summary>Products of Σ with k vectors in an epoch: of encoder and decoder, or of the one matrix that is moved.</summary>
    public static int ProductsPerEpoch(Method method) => method switch
    {
        GradientMethod or Spin { Metric: Spin.Average } => 2,
        _ => 1,
    };
}
