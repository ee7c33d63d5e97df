using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory;

/// <summary>Weights as vectors of all their parameters.</summary>
internal static class WeightAlgebra
{
    extension(Weights<double> w)
    {
        public double Length() => Math.Sqrt(Vectors.SquaredNorm<double>(w.Values));

        public double Dot(Weights<double> other) => Vectors.Dot<double>(w.Values, other.Values);

        /// <summary>w + step · direction.</summary>
        public Weights<double> Moved(Weights<double> direction, double step)
        {
            var moved = w.CreateAlike();
            TensorPrimitives.MultiplyAdd(direction.Values, step, w.Values, moved.Values);
            return moved;
        }

        public Weights<double> Scaled(double factor)
        {
            var scaled = w.CreateAlike();
            TensorPrimitives.Multiply(w.Values, factor, scaled.Values);
            return scaled;
        }
    }

    /// <summary>Weights with this encoder and transposed decoder, both k × m.</summary>
    public static Weights<double> Of(Matrix<double> encoder, Matrix<double> decoderTransposed, int extraCount = 0)
    {
        var weights = new Weights<double>(encoder.Rows, encoder.Columns, extraCount);
        encoder.CopyTo(weights.Encoder);
        decoderTransposed.CopyTo(weights.DecoderTransposed);
        return weights;
    }

    public static Weights<double> Random(TheoryProblem problem, RandomSource random, double deviation)
    {
        var weights = new Weights<double>(problem.LatentDimension, problem.DataDimension);
        weights.FillNormal(random, deviation);
        return weights;
    }
}
