namespace LinearAutoencoders.Components;

/// <summary>How a sample fits a model: how far out it lies within the components, how far off them, and how likely it is.</summary>
/// <param name="TSquared">
///   Hotelling's T² = Σᵢ tᵢ² / λᵢ: the squared distance from the mean within the components, each in its own standard deviations. A
///   component without variance has no part in it.
/// </param>
/// <param name="SquaredPredictionError">
///   SPE, also Q: ‖x − x̂‖², the squared length of what the components leave of the centred (and scaled) sample.
/// </param>
/// <param name="LogLikelihood">
///   ln p(x) under probabilistic PCA; NaN where the model has no density (<see cref="PrincipalComponents.HasDensity"/>).
/// </param>
public readonly record struct SampleScore(double TSquared, double SquaredPredictionError, double LogLikelihood)
{
    /// <summary>What a file calls the three, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["t_squared", "squared_prediction_error", "log_likelihood"];
}
