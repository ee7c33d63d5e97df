using LinearAutoencoders.Methods;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Table2And3LearningRateSearch;

/// <summary>A row of a learning-rate search: what the paper tried for one model and optimizer.</summary>
internal sealed record SearchRow(Model Model, IReadOnlyList<double> Rates)
{
    /// <summary>The paper's choice on MNIST.</summary>
    public double? PublishedOnMnist(int k) => PublishedLearningRate.For("mnist", Model.Method, Model.Optimizer, k);

    /// <summary>The paper's choice on synthetic data.</summary>
    public double? PublishedOnSynthetic(int k) => PublishedLearningRate.For("synthetic", Model.Method, Model.Optimizer, k);
}

/// <summary>The grids of tables 2 and 3.</summary>
internal static class SearchGrid
{
    /// <summary>Table 2, on MNIST.</summary>
    public static IReadOnlyList<SearchRow> Mnist { get; } =
    [
        Nesterov(UniformL2.Paper, 1e-3),
        Nesterov(NonUniformL2.Paper, 1e-4, 3e-4, 1e-3, 3e-3),
        Nesterov(new Rag(), 1e-3, 3e-3, 1e-2),
        Nesterov(new NestedDropout(), 1e-2, 3e-2, 1e-1),
        Nesterov(new DeterministicNestedDropout(), 1e-2, 3e-2, 1e-1),
        Nesterov(new LinearVae(), 3e-4, 1e-3, 3e-3),
        Adam(UniformL2.Paper, 1e-3),
        Adam(NonUniformL2.Paper, 1e-3, 3e-3, 1e-2, 3e-2),
        Adam(new NestedDropout(), 3e-3, 1e-2, 3e-2, 1e-1),
        Adam(new DeterministicNestedDropout(), 3e-3, 1e-2, 3e-2, 1e-1),
        Adam(new LinearVae(), 3e-4, 1e-3, 3e-3),
    ];

    /// <summary>
    ///   Table 3, on synthetic data: part (a) with k = 20, (b) with 200, (c) with 500; smaller sizes take their own last three
    ///   k.
    /// </summary>
    public static IReadOnlyList<(char Part, int K, IReadOnlyList<SearchRow> Rows)> Synthetic(Sizes sizes)
    {
        var k = sizes.LatentDimensions;
        int[] searched = sizes == Sizes.Paper ? [20, 200, 500] : [k[^3], k[^2], k[^1]];
        return [.. "abc".Zip(searched).Select(part => (part.First, part.Second, RowsOf(part.First)))];
    }

    private static IReadOnlyList<SearchRow> RowsOf(char part) => part switch
    {
        'c' => [Adam(new DeterministicNestedDropout(), 3e-3, 1e-2, 3e-2, 1e-1)],
        _ =>
        [
            Nesterov(NonUniformL2.Paper, 1e-4, 3e-4, 1e-3, 3e-3),
            Nesterov(new Rag(), 3e-5, 1e-4, 3e-4, 1e-3),
            Nesterov(new NestedDropout(), 1e-4, 3e-4, 1e-3, 3e-3),
            Nesterov(new DeterministicNestedDropout(), 1e-4, 3e-4, 1e-3, 3e-3),
            Nesterov(new LinearVae(), 3e-5, 1e-4, 3e-4, 1e-3),
            Adam(NonUniformL2.Paper, 1e-3, 3e-3, 1e-2, 3e-2),
            Adam(new Rag(), 1e-4, 3e-4, 1e-3),
            part == 'a' ? Adam(new NestedDropout(), 1e-3, 3e-3, 1e-2, 3e-2) : Adam(new NestedDropout(), 3e-4, 1e-3, 3e-3, 1e-2),
            Adam(new DeterministicNestedDropout(), 1e-3, 3e-3, 1e-2, 3e-2),
            Adam(new LinearVae(), 3e-4, 1e-3, 3e-3, 1e-2),
        ],
    };

    private static SearchRow Nesterov(Method method, params double[] rates) => new(Model.WithNesterov(method), rates);

    private static SearchRow Adam(Method method, params double[] rates) => new(Model.WithAdam(method), rates);
}
