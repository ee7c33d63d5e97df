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
    /// <summary>value / divisor, in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen<TRaw>(ReadOnlySpan<TRaw> values, double divisor, Span<double> widened) where TRaw : unmanaged, INumber<TRaw>
    {
        for (var j = 0; j < values.Length && j < widened.Length; j++) widened[j] = double.CreateTruncating(values[j]);
        if (divisor == 1) return;
        var whole = MemoryMarshal.Cast<double, Vector<double>>(widened);
        for (var j = 0; j < whole.Length; j++) whole[j] /= divisor;
        for (var j = whole.Length * Vector<double>.Count; j < widened.Length; j++) widened[j] /= divisor;
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
        var isFinite = true;
        for (var j = 0; j < row.Length && j < offset.Length && j < rounded.Length; j++)
        {
            var value = T.CreateTruncating(row[j] - offset[j]);
            rounded[j] = value;
            isFinite &= T.IsFinite(value);
        }
        return isFinite;
    }
}
