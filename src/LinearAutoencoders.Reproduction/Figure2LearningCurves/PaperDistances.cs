using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Results;

namespace LinearAutoencoders.Reproduction.Figure2LearningCurves;

/// <summary>
///   What the paper's figure 2 shows, read off it: one seed, two digits at best; null where it was not read off or has no run.
/// </summary>
internal static class PaperDistances
{
    /// <summary>d_align after 30,000 epochs.</summary>
    public static string? FinalAlignment(Model model) => (model.Method, model.Optimizer) switch
    {
        (UniformL2, Nesterov) => "0.735",
        (NonUniformL2, Nesterov) => "0.387",
        (LinearVae, Nesterov) => "0.28",
        (DeterministicNestedDropout, Nesterov) => "0.042",
        (NestedDropout, Nesterov) => "0.022",
        (Rag, Nesterov) => "0.001",
        (UniformL2, Adam) => "0.738",
        (NonUniformL2, Adam) => "0.095",
        (LinearVae, Adam) => "0.006",
        (NestedDropout, Adam) => "0.003",
        (DeterministicNestedDropout, Adam) => "< 0.001",
        _ => null,
    };

    /// <summary>d_align after 5,000 epochs.</summary>
    public static string? EarlyAlignment(Model model) => (model.Method, model.Optimizer) switch
    {
        (NonUniformL2, Nesterov) => "0.53",
        (LinearVae, Nesterov) => "0.50",
        (DeterministicNestedDropout, Nesterov) => "0.14",
        (NestedDropout, Nesterov) => "0.125",
        (Rag, Nesterov) => "0.04",
        _ => null,
    };

    /// <summary>The floor of d_sub.</summary>
    public static string? SubspaceFloor(Model model) => (model.Method, model.Optimizer) switch
    {
        (NestedDropout, Nesterov) => "5e-5",
        (NestedDropout, Adam) => "1e-3",
        (NonUniformL2, Adam) => "0.09",
        _ => null,
    };
}
