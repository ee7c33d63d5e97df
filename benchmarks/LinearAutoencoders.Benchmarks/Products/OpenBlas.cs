using System.Runtime.InteropServices;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Benchmarks.Products;

/// <summary>The system's OpenBLAS: what our products are measured against. The library itself never loads it.</summary>
/// <remarks>
/// 0.3.21 does not know later processors and gives them slower kernels: name the right ones, OPENBLAS_CORETYPE=SkylakeX for
/// AVX-512.
/// </remarks>
internal static unsafe partial class OpenBlas
{
    private const string Library = "libopenblas.so.0";
    private const int RowMajor = 101, NoTrans = 111, Trans = 112, Upper = 121;

    /// <summary>Version and kernels in use.</summary>
    public static string Configuration => Marshal.PtrToStringUTF8(GetConfig()) ?? "unknown";

    [LibraryImport(Library, EntryPoint = "openblas_set_num_threads")]
    public static partial void SetThreads(int threads);

    /// <summary>c = op(a) · op(b).</summary>
    public static void Multiply<T>(Matrix<T> a, bool transposeA, Matrix<T> b, bool transposeB, Matrix<T> c)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var inner = transposeA ? a.Rows : a.Columns;
        var (ta, tb) = (transposeA ? Trans : NoTrans, transposeB ? Trans : NoTrans);
        fixed (T* pa = &a[0, 0], pb = &b[0, 0], pc = &c[0, 0])
        {
            if (typeof(T) == typeof(float))
                Sgemm(
                    RowMajor, ta, tb, c.Rows, c.Columns, inner,
                    1, (float*)pa, a.Stride, (float*)pb, b.Stride, 0, (float*)pc, c.Stride);
            else
                Dgemm(
                    RowMajor, ta, tb, c.Rows, c.Columns, inner,
                    1, (double*)pa, a.Stride, (double*)pb, b.Stride, 0, (double*)pc, c.Stride);
        }
    }

    /// <summary>The upper triangle of c += xᵀ · x.</summary>
    public static void AddGram(Matrix<double> x, Matrix<double> c)
    {
        fixed (double* px = &x[0, 0], pc = &c[0, 0])
            Dsyrk(RowMajor, Upper, Trans, c.Rows, x.Rows, 1, px, x.Stride, 1, pc, c.Stride);
    }

    [LibraryImport(Library, EntryPoint = "openblas_get_config")]
    private static partial nint GetConfig();

    [LibraryImport(Library, EntryPoint = "cblas_sgemm")]
    private static partial void Sgemm(
        int order, int transA, int transB, int rows, int columns, int inner,
        float alpha, float* a, int strideA, float* b, int strideB, float beta, float* c, int strideC);

    [LibraryImport(Library, EntryPoint = "cblas_dgemm")]
    private static partial void Dgemm(
        int order, int transA, int transB, int rows, int columns, int inner,
        double alpha, double* a, int strideA, double* b, int strideB, double beta, double* c, int strideC);

    [LibraryImport(Library, EntryPoint = "cblas_dsyrk")]
    private static partial void Dsyrk(
        int order, int triangle, int trans, int size, int inner,
        double alpha, double* a, int strideA, double beta, double* c, int strideC);
}
