using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LinearAutoencoders.Numerics;

/// <summary>Copies operands to panels: the order in which a tile reads them.</summary>
internal static unsafe class Packing
{
    /// <summary>Packs a row-major block of b; lanes beyond the last column become zero.</summary>
    /// <param name="source">inner × columns, row distance stride.</param>
    /// <param name="stride">Distance of rows.</param>
    /// <param name="inner">Rows of the block.</param>
    /// <param name="columns">Columns of the block, at most width.</param>
    /// <param name="panel">inner × width.</param>
    /// <param name="width">Columns of the panel, a multiple of the vector's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows<T, TVector, TLanes>(T* source, nint stride, int inner, int columns, T* panel, int width)
        where T : unmanaged, IFloatingPointIeee754<T> where TVector : struct where TLanes : struct, ILanes<TVector, T>
    {
        var whole = columns / TLanes.Count * TLanes.Count;
        for (var p = 0; p < inner; p++, source += stride, panel += width)
        {
            var j = 0;
            for (; j < whole; j += TLanes.Count) TLanes.Store(TLanes.Load(source + j), panel + j);
            for (; j < columns; j++) panel[j] = source[j];
            for (; j < width; j++) panel[j] = T.Zero;
        }
    }

    /// <summary>Packs a block of b that lies transposed; lanes beyond the last column become zero or repeat it.</summary>
    /// <param name="source">columns × inner, row distance stride.</param>
    /// <param name="stride">Distance of rows.</param>
    /// <param name="inner">Columns of the source.</param>
    /// <param name="columns">Rows of the source, at most width.</param>
    /// <param name="panel">inner × width.</param>
    /// <param name="width">Columns of the panel.</param>
    public static void Columns<T>(T* source, nint stride, int inner, int columns, T* panel, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var j = 0;
        if (Avx.IsSupported && typeof(T) == typeof(float))
            for (; j < columns && j + 8 <= width; j += 8)
                EightColumns((float*)source + j * stride, stride, inner, columns - j, (float*)panel + j, width);
        if (Avx.IsSupported && typeof(T) == typeof(double))
            for (; j < columns && j + 4 <= width; j += 4)
                FourColumns((double*)source + j * stride, stride, inner, columns - j, (double*)panel + j, width);
        for (; j < columns; j++)
            for (var p = 0; p < inner; p++)
                panel[(nint)p * width + j] = source[j * stride + p];
        ClearColumns(panel, width, inner, j);
    }

    private static void ClearColumns<T>(T* panel, int width, int inner, int from) where T : unmanaged
    {
        var j = from;
        for (; (width - j) * sizeof(T) % Vector256<byte>.Count != 0; j++)
            for (var p = 0; p < inner; p++) panel[(nint)p * width + j] = default;
        for (; j < width; j += Vector256<byte>.Count / sizeof(T))
            for (var p = 0; p < inner; p++) Vector256<byte>.Zero.Store((byte*)(panel + (nint)p * width + j));
    }

    /// <summary>Packs a transposed block of a: cell (i, p) at source[p·stride + i] goes to panel[p·width + i].</summary>
    /// <param name="source">inner × rows.</param>
    /// <param name="stride">Distance of the source's rows.</param>
    /// <param name="inner">Rows of the source.</param>
    /// <param name="rows">Columns of the source, at most width.</param>
    /// <param name="panel">inner × width; what lies beyond rows is not written, and no tile of rows rows reads it.</param>
    /// <param name="width">Rows of a full tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransposedRows<T>(T* source, nint stride, int inner, int rows, T* panel, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (rows == 8 && width == 8) CopyEights(source, stride, inner, panel);
        else
            for (var p = 0; p < inner; p++, source += stride, panel += width)
                for (var i = 0; i < rows; i++) panel[i] = source[i];
    }

    private static void CopyEights<T>(T* source, nint stride, int inner, T* panel) where T : unmanaged
    {
        for (var p = 0; p < inner; p++, source += stride, panel += 8)
            Unsafe.CopyBlockUnaligned(panel, source, (uint)(8 * sizeof(T)));
    }

    // Rows i and i + 4 of the source share a register, one in each half: unpacking within halves then leaves eight columns side
    // by side, and the joining is a load, not a shuffle. Rows that do not exist repeat the last one; their lanes are never
    // stored.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightColumns(float* source, nint stride, int inner, int columns, float* panel, nint width)
    {
        var last = columns - 1;
        float* s0 = source, s1 = source + Math.Min(1, last) * stride, s2 = source + Math.Min(2, last) * stride;
        float* s3 = source + Math.Min(3, last) * stride, s4 = source + Math.Min(4, last) * stride;
        float* s5 = source + Math.Min(5, last) * stride, s6 = source + Math.Min(6, last) * stride;
        float* s7 = source + Math.Min(7, last) * stride;
        nint p = 0;
        for (; p + 4 <= inner; p += 4, panel += 4 * width)
        {
            var r0 = Join(s0 + p, s4 + p);
            var r1 = Join(s1 + p, s5 + p);
            var r2 = Join(s2 + p, s6 + p);
            var r3 = Join(s3 + p, s7 + p);
            var low01 = Avx.UnpackLow(r0, r1).AsDouble();
            var high01 = Avx.UnpackHigh(r0, r1).AsDouble();
            var low23 = Avx.UnpackLow(r2, r3).AsDouble();
            var high23 = Avx.UnpackHigh(r2, r3).AsDouble();
            Avx.UnpackLow(low01, low23).AsSingle().Store(panel);
            Avx.UnpackHigh(low01, low23).AsSingle().Store(panel + width);
            Avx.UnpackLow(high01, high23).AsSingle().Store(panel + 2 * width);
            Avx.UnpackHigh(high01, high23).AsSingle().Store(panel + 3 * width);
        }
        for (; p < inner; p++, panel += width)
            Vector256.Create(s0[p], s1[p], s2[p], s3[p], s4[p], s5[p], s6[p], s7[p]).Store(panel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourColumns(double* source, nint stride, int inner, int columns, double* panel, nint width)
    {
        var last = columns - 1;
        double* s0 = source, s1 = source + Math.Min(1, last) * stride;
        double* s2 = source + Math.Min(2, last) * stride, s3 = source + Math.Min(3, last) * stride;
        nint p = 0;
        for (; p + 2 <= inner; p += 2, panel += 2 * width)
        {
            var r0 = Join(s0 + p, s2 + p);
            var r1 = Join(s1 + p, s3 + p);
            Avx.UnpackLow(r0, r1).Store(panel);
            Avx.UnpackHigh(r0, r1).Store(panel + width);
        }
        for (; p < inner; p++, panel += width) Vector256.Create(s0[p], s1[p], s2[p], s3[p]).Store(panel);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Join(float* low, float* high) =>
        Avx.InsertVector128(Vector128.Load(low).ToVector256Unsafe(), Vector128.Load(high), 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Join(double* low, double* high) =>
        Avx.InsertVector128(Vector128.Load(low).ToVector256Unsafe(), Vector128.Load(high), 1);
}
