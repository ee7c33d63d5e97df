using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Reproduce.Results;

/// <summary>What the paper's figures show, read off them: one seed, two digits at best.</summary>
internal static class PaperNumbers
{
    /// <summary>Figure 2: d_align after 30,000 epochs; null where the paper has no such run.</summary>
    public static string? FinalAlignment(Method method, OptimizerKind optimizer) => (method, optimizer) switch
    {
        (Method.UniformL2, OptimizerKind.Nesterov) => "0.735",
        (Method.NonUniformL2, OptimizerKind.Nesterov) => "0.387",
        (Method.LinearVae, OptimizerKind.Nesterov) => "0.28",
        (Method.DeterministicNestedDropout, OptimizerKind.Nesterov) => "0.042",
        (Method.NestedDropout, OptimizerKind.Nesterov) => "0.022",
        (Method.Rag, OptimizerKind.Nesterov) => "0.001",
        (Method.UniformL2, OptimizerKind.Adam) => "0.738",
        (Method.NonUniformL2, OptimizerKind.Adam) => "0.095",
        (Method.LinearVae, OptimizerKind.Adam) => "0.006",
        (Method.NestedDropout, OptimizerKind.Adam) => "0.003",
        (Method.DeterministicNestedDropout, OptimizerKind.Adam) => "< 0.001",
        _ => null,
    };
}
