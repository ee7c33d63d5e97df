namespace LinearAutoencoders.Metrics;

/// <summary>How far weights are from the principal components. None is below 0.</summary>
/// <param name="AxisAlignment">d_align, Definition 7.1: 0 when every eigenvector has a decoder column along it.</param>
/// <param name="Subspace">d_sub, Definition 7.2: 0 when the decoder's columns span the eigenvectors' subspace.</param>
/// <param name="Transpose">‖W₁ − W₂ᵀ‖² / k: 0 when the encoder is the decoder's transpose (Theorem 1).</param>
/// <param name="OrderedAlignment">d_align with column i held against eigenvector i: 0 when they are also in order.</param>
public readonly record struct Distances(double AxisAlignment, double Subspace, double Transpose, double OrderedAlignment);
