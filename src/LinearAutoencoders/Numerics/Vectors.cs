using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.FormattableString;

namespace LinearAutoencoders.Numerics;

/// <summary>Sums over vectors in double precision, in one fixed order whatever the width of the vector registers.</summary>
public static class Vectors
{
    /// <summary>Number of interleaved partial sums; element i goes to partial sum i mod Lanes.</summary>
    private const int Lanes = 8;

    /// <summary>⟨x, y⟩ = sumᵢ xᵢ yᵢ, products and sum in double precision.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="NotSupportedException">The element type is another.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
    public static double Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementType.Require<T>();
        if (x.Length != y.Length) ThrowLengths(x.Length, y.Length);
        var low = Vector256<double>.Zero;
        var high = Vector256<double>.Zero;
        var whole = x.Length - x.Length % Lanes;
        ref var fromX = ref MemoryMarshal.GetReference(x);
        ref var fromY = ref MemoryMarshal.GetReference(y);
        for (nint i = 0; i < whole; i += Lanes)
        {
            low = Vector256.FusedMultiplyAdd(Widened(ref fromX, i), Widened(ref fromY, i), low);
            high = Vector256.FusedMultiplyAdd(Widened(ref fromX, i + 4), Widened(ref fromY, i + 4), high);
        }
        Span<double> sums = stackalloc double[Lanes];
        low.CopyTo(sums);
        high.CopyTo(sums[4..]);
        for (var i = whole; i < x.Length; i++)
        {
            ref var sum = ref sums[i - whole];
            sum = double.FusedMultiplyAdd(double.CreateTruncating(x[i]), double.CreateTruncating(y[i]), sum);
        }
        return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
    }

    /// <summary>‖x‖² = sumᵢ xᵢ².</summary>
    public static double SquaredNorm<T>(ReadOnlySpan<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Dot(x, x);

    /// <summary>⟨A, B⟩ = sumᵢⱼ Aᵢⱼ Bᵢⱼ of two matrices of one shape: row by row, rows added in order.</summary>
    public static double Dot<T>(Matrix<T> a, Matrix<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        b.RequireShape(a.Rows, a.Columns);
        var sum = 0.0;
        for (var i = 0; i < a.Rows; i++) sum += Dot<T>(a.Row(i), b.Row(i));
        return sum;
    }

    [DoesNotReturn]
    private static void ThrowLengths(int x, int y) => throw new ArgumentException(Invariant($"x has {x} elements and y {y}"));

    // Two registers of four: the eight sums wait for themselves, so that wider registers would gain nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widened<T>(ref T source, nint i) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref var from = ref Unsafe.Add(ref source, i);
        if (typeof(T) == typeof(double)) return Vector256.LoadUnsafe(ref Unsafe.As<T, double>(ref from));
        var four = Vector128.LoadUnsafe(ref Unsafe.As<T, float>(ref from));
        if (Avx.IsSupported) return Avx.ConvertToVector256Double(four);
        return Vector256.Create(Vector128.WidenLower(four), Vector128.WidenUpper(four));
    }
}
