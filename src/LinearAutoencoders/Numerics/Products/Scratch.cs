using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>A thread's own memory for packed operands: grows to the largest product seen, then allocates no more.</summary>
internal sealed unsafe class Scratch<T> where T : unmanaged
{
    [ThreadStatic]
    private static Scratch<T>? ofThisThread;

    private readonly AlignedArray<T>[] arrays = [new(0), new(0), new(0)];

    public static Scratch<T> OfThisThread => ofThisThread ??= new();

    /// <summary>Room for the right operand's panels.</summary>
    public T* ForB(long length) => arrays[0].AtLeast(length);

    /// <summary>Room for the left operand's panels.</summary>
    public T* ForA(long length) => arrays[1].AtLeast(length);

    /// <summary>Room for a tile that sticks out of the result.</summary>
    public T* ForTile(long length) => arrays[2].AtLeast(length);
}

/// <summary>Memory on a 64-byte boundary that never moves; zero at first.</summary>
internal sealed unsafe class AlignedArray<T> where T : unmanaged
{
    private const int CacheLine = 64;
    private const long LargestRounded = 1 << 30;

    private T[] cells = [];

    public AlignedArray(long length) => Allocate(length);

    public T* Start { get; private set; }

    public long Length { get; private set; }

    /// <summary>At least this many elements; what they held is lost when the array grows.</summary>
    public T* AtLeast(long count)
    {
        // To a power of two: a thread gets now one, now another part of a product, and should not grow with each.
        if (count > Length) Allocate(Math.Max(count, Math.Min(LargestRounded, (long)BitOperations.RoundUpToPowerOf2((ulong)count))));
        return Start;
    }

    private void Allocate(long count)
    {
        if (count > Array.MaxLength - CacheLine) ThrowTooLong(count);
        cells = GC.AllocateArray<T>((int)count + CacheLine / sizeof(T), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref cells[0]);
        Start = (T*)((address + CacheLine - 1) / CacheLine * CacheLine);
        Length = count;
    }

    [DoesNotReturn]
    private static void ThrowTooLong(long count) =>
        throw new InvalidOperationException($"an operand packs to {count} elements, more than one array holds");
}
