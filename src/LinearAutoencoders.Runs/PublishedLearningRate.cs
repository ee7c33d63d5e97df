using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Runs;

/// <summary>The learning rates of the published experiments (tables 2 to 4; the authors' configuration), for their two data sets.</summary>
internal static class PublishedLearningRate
{
    /// <summary>The published rate, or null where there is none.</summary>
    /// <param name="data"><c>mnist</c> or <c>synthetic</c>; for others there is none.</param>
    /// <param name="method">The method; there is none for the plain reconstruction loss.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="latentDimension">k, which matters for Adam on synthetic data.</param>
    public static double? For(string data, Method method, Optimizer optimizer, int latentDimension) => (data, optimizer) switch
    {
        ("mnist", Nesterov) => MnistNesterov(method),
        ("mnist", Adam) => MnistAdam(method),
        ("synthetic", Nesterov) => SyntheticNesterov(method),
        ("synthetic", Adam) => SyntheticAdam(method, latentDimension),
        _ => null,
    };

    private static double? MnistNesterov(Method method) => method switch
    {
        UniformL2 => 1e-3,
        NonUniformL2 => 3e-4,
        Rag => 3e-3,
        NestedDropout or DeterministicNestedDropout => 3e-2,
        LinearVae => 1e-3,
        _ => null,
    };

    private static double? MnistAdam(Method method) => method switch
    {
        UniformL2 or Rag or LinearVae => 1e-3,
        NonUniformL2 or NestedDropout or DeterministicNestedDropout => 1e-2,
        _ => null,
    };

    private static double? SyntheticNesterov(Method method) => method switch
    {
        UniformL2 or NonUniformL2 or NestedDropout or DeterministicNestedDropout => 1e-3,
        Rag => 1e-4,
        LinearVae => 3e-4,
        _ => null,
    };

    private static double? SyntheticAdam(Method method, int k) => method switch
    {
        UniformL2 or NonUniformL2 => 3e-3,
        Rag => 3e-4,
        NestedDropout => k <= 20 ? 1e-2 : 3e-3,
        DeterministicNestedDropout => k <= 50 ? 3e-3 : 1e-2,
        LinearVae => k <= 20 ? 3e-3 : 1e-3,
        _ => null,
    };
}
