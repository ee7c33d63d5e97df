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

    [DoesNotReturn]
    private static void ThrowOther(Type type) =>
        throw new NotSupportedException($"matrices and vectors hold float or double here, not {type.Name}");
}
