using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Figures;

/// <summary>The two distances of one run over its epochs.</summary>
/// <remarks>A curve ends before its first value that is not a number: the run diverged there.</remarks>
/// <param name="Method">What was trained.</param>
/// <param name="Optimizer">Which optimizer took the steps; null for a method that has steps of its own.</param>
/// <param name="Epochs">When the distances were measured, increasing.</param>
/// <param name="AxisAlignment">Distance to the axis-aligned solution (Definition 7.1) at each of the epochs.</param>
/// <param name="SubspaceDistance">Distance to the optimal subspace (Definition 7.2) at each of the epochs.</param>
public sealed record LearningCurve(
    Method Method,
    Optimizer? Optimizer,
    IReadOnlyList<double> Epochs,
    IReadOnlyList<double> AxisAlignment,
    IReadOnlyList<double> SubspaceDistance)
{
    /// <summary>
    ///   The first distance with component i held against eigenvector i, drawn as a dotted line; null for none.
    /// </summary>
    public IReadOnlyList<double>? OrderedAlignment { get; init; }

    /// <summary>
    ///   How far encoder and decoder are from being of one size, drawn as a dotted line beside the second distance; null for none.
    /// </summary>
    public IReadOnlyList<double>? Unbalance { get; init; }

    /// <summary>Bounds around <see cref="AxisAlignment"/>, such as the extremes over seeds; null for none.</summary>
    public Band? AxisAlignmentBand { get; init; }

    /// <summary>Bounds around <see cref="SubspaceDistance"/>; null for none.</summary>
    public Band? SubspaceDistanceBand { get; init; }

    /// <summary>A style of its own; null for that of the method and the optimizer.</summary>
    public CurveStyle? Style { get; init; }
}

/// <summary>Lower and upper bounds around a curve, at each of its epochs.</summary>
public sealed record Band(IReadOnlyList<double> Lower, IReadOnlyList<double> Upper);
