using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data;

/// <summary>What a model of another library does to a sample: scores = (x − Mean) · Matrix + Offset.</summary>
/// <param name="Matrix">m × k.</param>
/// <param name="Mean">What is subtracted first, m values; zeros where nothing is.</param>
/// <param name="Offset">What is added last, k values; zeros where nothing is.</param>
internal sealed record AffineProjection(Matrix<double> Matrix, double[] Mean, double[] Offset);
