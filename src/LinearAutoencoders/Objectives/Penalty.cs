using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Objectives;

/// <summary>Weight penalties: their values and their share of loss and gradient.</summary>
public static class Penalty
{
    /// <summary>λᵢ = sᵢ² for k roots sᵢ in equal steps from <paramref name="sqrtMin"/> to <paramref name="sqrtMax"/> (appendix H).</summary>
    public static double[] EvenlySpacedRoots(int count, double sqrtMin, double sqrtMax)
    {
        var roots = SpacedRoots(count, sqrtMin, sqrtMax);
        return [.. roots.Select(root => root * root)];
    }

    /// <summary>The one λ that the published experiments use beside those: the square of the roots' mean.</summary>
    public static double UniformOf(int count, double sqrtMin, double sqrtMax)
    {
        var mean = SpacedRoots(count, sqrtMin, sqrtMax).Average();
        return mean * mean;
    }

    /// <summary>sumᵢ λᵢ(‖W₁[i,:]‖² + ‖W₂[:,i]‖²).</summary>
    internal static double Loss<T>(ReadOnlySpan<T> penalties, Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = 0.0;
        for (var i = 0; i < penalties.Length; i++)
        {
            var norms = Vectors.SquaredNorm<T>(weights.Encoder.Row(i)) + Vectors.SquaredNorm<T>(weights.DecoderTransposed.Row(i));
            sum += double.CreateTruncating(penalties[i]) * norms;
        }
        return sum;
    }

    /// <summary>Adds 2ΛW₁ and 2ΛW₂ᵀ.</summary>
    internal static void AddGradient<T>(ReadOnlySpan<T> penalties, Weights<T> weights, Weights<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < penalties.Length; i++)
        {
            var factor = penalties[i] + penalties[i];
            AddScaled(weights.Encoder.Row(i), factor, gradient.Encoder.Row(i));
            AddScaled(weights.DecoderTransposed.Row(i), factor, gradient.DecoderTransposed.Row(i));
        }
    }

    private static void AddScaled<T>(ReadOnlySpan<T> row, T factor, Span<T> sum) where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorPrimitives.MultiplyAdd(row, factor, sum, sum);

    private static double[] SpacedRoots(int count, double min, double max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var step = count == 1 ? 0 : (max - min) / (count - 1);
        return [.. Enumerable.Range(0, count).Select(i => min + i * step)];
    }
}
