using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests;

/// <summary>
///   Comparisons with a tolerance that the caller gives in absolute terms, and exact ones, with what differs in the message.
/// </summary>
internal static class Close
{
    /// <summary>u = 2⁻⁵³: half the distance from 1 to the next double.</summary>
    public const double Rounding = 1.0 / (1L << 53);

    public static void Assert(double expected, double actual, double tolerance, string what) =>
        Xunit.Assert.True(
            Math.Abs(expected - actual) <= tolerance, $"{what}: {actual:R} instead of {expected:R}, tolerance {tolerance:E1}");

    public static void Assert(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert(expected[i], actual[i], tolerance, $"{what}[{i}]");
    }

    public static void Assert(Matrix<double> expected, Matrix<double> actual, double tolerance, string what)
    {
        actual.RequireShape(expected.Rows, expected.Columns);
        for (var i = 0; i < expected.Rows; i++) Assert(expected.Row(i), actual.Row(i), tolerance, $"{what}, row {i}");
    }

    /// <summary>Every value is zero but for rounding.</summary>
    public static void AssertZero(ReadOnlySpan<double> actual, double tolerance, string what)
    {
        for (var i = 0; i < actual.Length; i++) Assert(0, actual[i], tolerance, $"{what}[{i}]");
    }

    /// <summary>The same bits: not even the sign of a zero differs.</summary>
    public static void AssertSameBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what) where T : unmanaged
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        Xunit.Assert.True(System.Runtime.InteropServices.MemoryMarshal.AsBytes(expected)
            .SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(actual)), $"{what}: other bits");
    }

    /// <summary>‖x‖.</summary>
    public static double Length(ReadOnlySpan<double> x) => Math.Sqrt(Vectors.SquaredNorm(x));

    /// <summary>‖A‖, the root of the sum of squares.</summary>
    public static double Length(Matrix<double> a) => Math.Sqrt(Vectors.Dot(a, a));
}
