using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>The learning rates of the published experiments (tables 2 to 4; the authors' configuration), for their two data sets.</summary>
internal static class PublishedLearningRate
{
    /// <summary>The published rate, or null where there is none.</summary>
    /// <param name="data"><c>mnist</c> or <c>synthetic</c>; for others there is none.</param>
    /// <param name="method">The method; there is none for the plain reconstruction loss.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="latentDimension">k, which matters for Adam on synthetic data.</param>
    public static double? For(string data, Method method, OptimizerKind optimizer, int latentDimension) => (data, optimizer) switch
    {
        ("mnist", OptimizerKind.Nesterov) => MnistNesterov(method),
        ("mnist", OptimizerKind.Adam) => MnistAdam(method),
        ("synthetic", OptimizerKind.Nesterov) => SyntheticNesterov(method),
        ("synthetic", OptimizerKind.Adam) => SyntheticAdam(method, latentDimension),
        _ => null,
    };

    private static double? MnistNesterov(Method method) => method switch
    {
        Method.UniformL2 => 1e-3,
        Method.NonUniformL2 => 3e-4,
        Method.Rag => 3e-3,
        Method.NestedDropout or Method.DeterministicNestedDropout => 3e-2,
        Method.LinearVae => 1e-3,
        _ => null,
    };

    private static double? MnistAdam(Method method) => method switch
    {
        Method.UniformL2 or Method.Rag or Method.LinearVae => 1e-3,
        Method.NonUniformL2 or Method.NestedDropout or Method.DeterministicNestedDropout => 1e-2,
        _ => null,
    };

    private static double? SyntheticNesterov(Method method) => method switch
    {
        Method.UniformL2 or Method.NonUniformL2 or Method.NestedDropout or Method.DeterministicNestedDropout => 1e-3,
        Method.Rag => 1e-4,
        Method.LinearVae => 3e-4,
        _ => null,
    };

    private static double? SyntheticAdam(Method method, int k) => method switch
    {
        Method.UniformL2 or Method.NonUniformL2 => 3e-3,
        Method.Rag => 3e-4,
        Method.NestedDropout => k <= 20 ? 1e-2 : 3e-3,
        Method.DeterministicNestedDropout => k <= 50 ? 3e-3 : 1e-2,
        Method.LinearVae => k <= 20 ? 3e-3 : 1e-3,
        _ => null,
    };
}
