using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearAutoencoders.Moments;

/// <summary>What every value of the data goes through on its way into a sum: widened, shifted, rounded.</summary>
/// <remarks>
///   Plain loops, compiled fully at once: a data set is read for the first time when nothing has warmed up yet, and the general library
///   routines then run unoptimized for longer than the whole pass takes here.
/// </remarks>
internal static class RowConversion
{
    /// <summary>The values in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen<TRaw>(ReadOnlySpan<TRaw> values, Span<double> widened) where TRaw : unmanaged, INumber<TRaw>
    {
        for (var j = 0; j < values.Length && j < widened.Length; j++) widened[j] = double.CreateTruncating(values[j]);
    }

    /// <summary>byte / divisor, for each of the 256 bytes: looked up, as a division takes longer than all else done to a value.</summary>
    public static double[] Quotients(double divisor)
    {
        var quotients = new double[byte.MaxValue + 1];
        for (var value = 0; value < quotients.Length; value++) quotients[value] = value / divisor;
        return quotients;
    }

    /// <summary>The quotients of the values.</summary>
    /// <param name="values">Bytes.</param>
    /// <param name="quotients">Of each of the 256 bytes.</param>
    /// <param name="widened">Overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LookUp(ReadOnlySpan<byte> values, ReadOnlySpan<double> quotients, Span<double> widened)
    {
        quotients = quotients[..(byte.MaxValue + 1)];
        for (var j = 0; j < values.Length && j < widened.Length; j++) widened[j] = quotients[values[j]];
    }

    /// <summary>The values in single precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Round(ReadOnlySpan<double> values, Span<float> rounded)
    {
        for (var j = 0; j < values.Length && j < rounded.Length; j++) rounded[j] = (float)values[j];
    }

    /// <summary>product = factor · row − offset, rounded after each of the two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyAndSubtract(ReadOnlySpan<float> row, float factor, ReadOnlySpan<float> offset, Span<float> product)
    {
        var x = MemoryMarshal.Cast<float, Vector<float>>(row);
        var shift = MemoryMarshal.Cast<float, Vector<float>>(offset);
        var to = MemoryMarshal.Cast<float, Vector<float>>(product);
        for (var j = 0; j < x.Length && j < shift.Length && j < to.Length; j++) to[j] = x[j] * factor - shift[j];
        for (var j = x.Length * Vector<float>.Count; j < row.Length; j++) product[j] = row[j] * factor - offset[j];
    }

    /// <summary>difference = row − offset, and sum += difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SubtractAndSum(ReadOnlySpan<double> row, ReadOnlySpan<double> offset, Span<double> difference, Span<double> sum)
    {
        var x = MemoryMarshal.Cast<double, Vector<double>>(row);
        var shift = MemoryMarshal.Cast<double, Vector<double>>(offset);
        var to = MemoryMarshal.Cast<double, Vector<double>>(difference);
        var total = MemoryMarshal.Cast<double, Vector<double>>(sum);
        for (var j = 0; j < x.Length && j < shift.Length && j < to.Length && j < total.Length; j++)
        {
            var shifted = x[j] - shift[j];
            to[j] = shifted;
            total[j] += shifted;
        }
        for (var j = x.Length * Vector<double>.Count; j < row.Length; j++)
        {
            difference[j] = row[j] - offset[j];
            sum[j] += difference[j];
        }
    }

    /// <summary>rounded = row − offset, each rounded once.</summary>
    /// <returns>Whether all are finite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool SubtractAndRound<T>(ReadOnlySpan<double> row, ReadOnlySpan<double> offset, Span<T> rounded)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (isFinite, done) = (true, 0);
        if (typeof(T) == typeof(float))
        {
            var to = MemoryMarshal.Cast<T, Vector<float>>(rounded);
            var x = MemoryMarshal.Cast<double, Vector<double>>(row);
            var shift = MemoryMarshal.Cast<double, Vector<double>>(offset);
            // The difference of a value and itself is zero, unless the value is not finite.
            var differences = Vector<float>.Zero;
            for (var j = 0; j < to.Length; j++)
            {
                var values = Vector.Narrow(x[2 * j] - shift[2 * j], x[2 * j + 1] - shift[2 * j + 1]);
                to[j] = values;
                differences += values - values;
            }
            (isFinite, done) = (differences == Vector<float>.Zero, to.Length * Vector<float>.Count);
        }
        for (var j = done; j < row.Length && j < offset.Length && j < rounded.Length; j++)
        {
            var value = T.CreateTruncating(row[j] - offset[j]);
            rounded[j] = value;
            isFinite &= T.IsFinite(value);
        }
        return isFinite;
    }
}
