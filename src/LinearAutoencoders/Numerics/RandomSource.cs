using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>The project's one random generator: xoshiro256++ (Blackman and Vigna 2019), seeded by SplitMix64.</summary>
/// <remarks>
/// The same seed gives the same numbers on every machine. The state can be saved and restored; no spare normal is kept.
/// </remarks>
public sealed class RandomSource
{
    private readonly ulong[] words = new ulong[4];

    /// <summary>A generator whose stream is determined by <paramref name="seed"/> and <paramref name="stream"/>.</summary>
    /// <param name="seed">The user's seed.</param>
    /// <param name="stream">Tells apart independent uses of one seed, so that adding one does not shift the others.</param>
    public RandomSource(ulong seed, ulong stream = 0)
    {
        var mixer = seed ^ (stream * 0xD1B54A32D192ED03);
        for (var i = 0; i < words.Length; i++) words[i] = SplitMix(ref mixer);
    }

    /// <summary>The four words that determine all numbers to come: live, to be saved and restored. Not all zero.</summary>
    public Memory<ulong> Words => words;

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]  // a loop that draws millions is compiled at once, a call in it is not
    public ulong NextBits()
    {
        var (s0, s1, s2, s3) = (words[0], words[1], words[2], words[3]);
        var result = BitOperations.RotateLeft(s0 + s3, 23) + s0;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        words[1] = s1 ^ s2;
        words[0] = s0 ^ s3;
        words[2] = s2 ^ t;
        words[3] = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 .. bound − 1, without bias (Lemire 2019).</summary>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var range = (ulong)bound;
        var high = Math.BigMul(NextBits(), range, out var low);
        if (low < range)
        {
            var threshold = (0 - range) % range;
            while (low < threshold) high = Math.BigMul(NextBits(), range, out low);
        }
        return (int)high;
    }

    /// <summary>
    /// Fills with independent normal numbers of mean 0 and the given standard deviation (Marsaglia's polar method).
    /// </summary>
    /// <remarks>Numbers come in pairs; of an odd count's last pair the second is dropped.</remarks>
    public void FillNormal<T>(Span<T> destination, double standardDeviation = 1) where T : IFloatingPointIeee754<T>
    {
        for (var i = 0; i < destination.Length; i += 2)
        {
            var (first, second) = NextNormalPair();
            destination[i] = T.CreateTruncating(first * standardDeviation);
            if (i + 1 < destination.Length) destination[i + 1] = T.CreateTruncating(second * standardDeviation);
        }
    }

    /// <summary>Puts the items in a uniformly random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private (double First, double Second) NextNormalPair()
    {
        while (true)
        {
            var x = 2 * NextUniform() - 1;
            var y = 2 * NextUniform() - 1;
            var square = x * x + y * y;
            if (square is >= 1 or 0) continue;
            var scale = Math.Sqrt(-2 * Math.Log(square) / square);
            return (x * scale, y * scale);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
