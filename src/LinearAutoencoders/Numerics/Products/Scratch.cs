using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>A thread's own memory for packed operands: grows to the largest product seen, then allocates no more.</summary>
/// <remarks>
/// An address from here is good on its thread until the same room is asked for again: a static field holds the memory.
/// </remarks>
internal sealed unsafe class Scratch<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const long LargestRounded = 1 << 30;

    [ThreadStatic]
    private static Scratch<T>? ofThisThread;

    private Matrix<T> panelsOfB;
    private Matrix<T> panelsOfA;
    private Matrix<T> tile;

    public static Scratch<T> OfThisThread => ofThisThread ??= new();

    /// <summary>Room for the right operand's panels.</summary>
    public T* ForB(long length) => AtLeast(ref panelsOfB, length);

    /// <summary>Room for the left operand's panels.</summary>
    public T* ForA(long length) => AtLeast(ref panelsOfA, length);

    /// <summary>Room for a tile that sticks out of the result.</summary>
    public T* ForTile(long length) => AtLeast(ref tile, length);

    // To a power of two: a thread gets now one, now another part of a product, and should not grow with each.
    private static T* AtLeast(ref Matrix<T> room, long length)
    {
        if (length > room.Columns)
        {
            var rounded = (long)BitOperations.RoundUpToPowerOf2((ulong)length);
            room = Matrix<T>.OfLength(Math.Max(length, Math.Min(LargestRounded, rounded)));
        }
        return (T*)Unsafe.AsPointer(ref room.Origin);
    }
}
