namespace LinearAutoencoders.Components;

/// <summary>What the scores of a new sample stay below, at some confidence, if it is like the normal samples fitted to.</summary>
/// <param name="Confidence">The share of such samples that stay below, each limit for itself: 0.95, for example.</param>
/// <param name="TSquared">The limit of T²; null where there are too few samples for one.</param>
/// <param name="SquaredPredictionError">The limit of SPE; null where the model does not know how SPE spreads.</param>
/// <param name="Explanation">How the limits were found, or why one is not there.</param>
public sealed record ScoreLimits(double Confidence, double? TSquared, double? SquaredPredictionError, string Explanation);
