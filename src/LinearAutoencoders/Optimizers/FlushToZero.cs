using System.Numerics;
using System.Runtime.InteropServices;

namespace LinearAutoencoders.Optimizers;

/// <summary>Turns numbers too small to matter into zero before they become subnormal.</summary>
/// <remarks>
///   Directions outside the principal subspace decay geometrically for thousands of epochs, down to subnormal numbers, with which
///   processors calculate a hundred times slower: without this a converged run in float32 takes several times as long as its start.
///   Nothing else in a sum with such a number notices: it is below the rounding of anything above 1e-17.
/// </remarks>
internal static class FlushToZero
{
    /// <summary>
    ///   1e-25 in float32 and 1e-200 in float64: products of two such small factors are what must stay normal, as far as possible.
    /// </summary>
    public static T Threshold<T>() where T : unmanaged, IFloatingPointIeee754<T> =>
        T.CreateTruncating(typeof(T) == typeof(float) ? 1e-25 : 1e-200);

    /// <summary>1e-35 and 1e-290, for averages of squares: their roots are still far below Adam's ε.</summary>
    public static T SquareThreshold<T>() where T : unmanaged, IFloatingPointIeee754<T> =>
        T.CreateTruncating(typeof(T) == typeof(float) ? 1e-35 : 1e-290);

    public static Vector<T> Apply<T>(Vector<T> values, Vector<T> threshold) where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(values), threshold), Vector<T>.Zero, values);

    /// <summary>All values of a weight matrix.</summary>
    public static void Apply<T>(Span<T> values) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var tiny = Threshold<T>();
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        var least = new Vector<T>(tiny);
        for (var i = 0; i < vectors.Length; i++) vectors[i] = Apply(vectors[i], least);
        for (var i = vectors.Length * Vector<T>.Count; i < values.Length; i++) values[i] = Apply(values[i], tiny);
    }

    public static T Apply<T>(T value, T threshold) where T : unmanaged, IFloatingPointIeee754<T> =>
        T.Abs(value) < threshold ? T.Zero : value;
}
