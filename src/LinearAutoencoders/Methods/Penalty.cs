using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>Weight penalties: their values and their share of loss and gradient.</summary>
public static class Penalty
{
    /// <summary>
    ///   λᵢ = sᵢ² for k roots sᵢ in equal steps from <paramref name="sqrtMin"/> to <paramref name="sqrtMax"/> (appendix H).
    /// </summary>
    public static double[] EvenlySpacedRoots(int count, double sqrtMin, double sqrtMax)
    {
        var roots = SpacedRoots(count, sqrtMin, sqrtMax);
        return [.. roots.Select(root => root * root)];
    }

    /// <summary>The one λ that the published experiments use beside those: the square of the roots' mean.</summary>
    public static double UniformOf(int count, double sqrtMin, double sqrtMax) => UniformOf(EvenlySpacedRoots(count, sqrtMin, sqrtMax));

    /// <summary>The same of given penalties; the root of a square is the number itself, to the last bit.</summary>
    internal static double UniformOf(IReadOnlyList<double> penalties)
    {
        var mean = penalties.Average(Math.Sqrt);
        return mean * mean;
    }

    /// <summary>The penalties, where they are positive and strictly increasing, or none.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    internal static IReadOnlyList<double>? Increasing(IReadOnlyList<double>? penalties)
    {
        for (var i = 0; i < penalties?.Count; i++)
            if (!(penalties[i] > (i == 0 ? 0 : penalties[i - 1])))
                throw new ArgumentException(
                    FormattableString.Invariant($"penalty {i + 1} is {penalties[i]}; penalties must be positive and strictly increasing"),
                    nameof(penalties));
        return penalties;
    }

    /// <summary>1 − λᵢ/σᵢ², what a penalty leaves of component i (Theorem 2); 0 where it is above the variance.</summary>
    internal static IReadOnlyList<double> Gains(Spectrum spectrum, IEnumerable<double> penalties) =>
        [.. penalties.Zip(spectrum.Eigenvalues, (penalty, variance) => penalty < (1 - 1e-9) * variance ? 1 - penalty / variance : 0)];

    /// <summary>sumᵢ λᵢ(‖W₁[i,:]‖² + ‖W₂[:,i]‖²); adds its gradient, 2ΛW₁ and 2ΛW₂ᵀ, where there is one to add to.</summary>
    internal static double Add<T>(ReadOnlySpan<T> penalties, Weights<T> weights, Weights<T>? gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = 0.0;
        for (var i = 0; i < penalties.Length; i++)
        {
            var encoder = weights.Encoder.Row(i);
            var decoder = weights.DecoderTransposed.Row(i);
            sum += double.CreateTruncating(penalties[i]) * (Vectors.SquaredNorm<T>(encoder) + Vectors.SquaredNorm<T>(decoder));
            if (gradient is null) continue;
            var factor = penalties[i] + penalties[i];
            AddScaled(encoder, factor, gradient.Encoder.Row(i));
            AddScaled(decoder, factor, gradient.DecoderTransposed.Row(i));
        }
        return sum;
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
