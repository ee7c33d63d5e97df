namespace LinearAutoencoders.Figures;

/// <summary>How a curve looks, and what that means, where it is not a method and an optimizer that tell the curves apart.</summary>
/// <remarks>
///   Curves of one label share a colour and a marker, curves of one pattern label a line pattern; the legend has each label once.
///   For labels that have an order, such as learning rates, take the colours from <see cref="SequenceColors"/>.
/// </remarks>
/// <param name="Label">What the colour and the marker mean: <c>α = 0.001</c>.</param>
/// <param name="Color">As <c>#RRGGBB</c>.</param>
/// <param name="PatternLabel">What the line pattern means: <c>Optimal penalties</c>; empty where it means nothing.</param>
/// <param name="Dashed">Whether the line is dashed.</param>
public sealed record CurveStyle(string Label, string Color, string PatternLabel, bool Dashed);
