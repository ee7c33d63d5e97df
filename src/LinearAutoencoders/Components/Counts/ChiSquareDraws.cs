using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>Random numbers of the χ² distribution.</summary>
internal static class ChiSquareDraws
{
    /// <summary>One, by rejection (Marsaglia and Tsang 2000).</summary>
    /// <param name="random">The generator.</param>
    /// <param name="degrees">Degrees of freedom, at least 1.</param>
    public static double NextChiSquare(this RandomSource random, int degrees)
    {
        Span<double> normal = stackalloc double[1];
        random.FillNormal(normal);
        // The method wants 2 degrees or more: the square of a normal number is the other one.
        if (degrees < 3) return normal[0] * normal[0] + (degrees == 1 ? 0 : random.NextChiSquare(1));
        var d = degrees / 2.0 - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var v = Math.Pow(1 + c * normal[0], 3);
            if (v > 0 && Math.Log(1 - random.NextUniform()) < normal[0] * normal[0] / 2 + d * (1 - v + Math.Log(v))) return 2 * d * v;
            random.FillNormal(normal);
        }
    }
}
