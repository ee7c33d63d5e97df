using System.Diagnostics.CodeAnalysis;

namespace LinearAutoencoders.Numerics;

/// <summary>The element types that the kernels are written for.</summary>
internal static class ElementType
{
    /// <summary>Throws unless T is <see cref="float"/> or <see cref="double"/>; costs nothing where it is.</summary>
    /// <exception cref="NotSupportedException">It is another type.</exception>
    public static void Require<T>()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double)) ThrowOther(typeof(T));
    }

    /// <summary>Half a unit in the last place of 1, of values in single precision; 0 of others, which count as exact.</summary>
    public static double RelativeRounding<T>() => typeof(T) == typeof(float) ? 1.0 / (1 << 24) : 0;

    [DoesNotReturn]
    private static void ThrowOther(Type type) =>
        throw new NotSupportedException($"matrices and vectors hold float or double here, not {type.Name}");
}
