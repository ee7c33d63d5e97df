using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LinearAutoencoders.Numerics;

/// <summary>The order of sums of a narrow product a · bᵀ, one whose factors have few rows each.</summary>
/// <remarks>
///   So few cells are too few chains of multiply-adds to keep a processor busy, and each has to be as long as the rows. So a
///   cell is a fixed number of partial sums, whatever the machine: element p of the inner index goes to partial sum p mod Sums,
///   but the last ones, that do not fill a step, to the last of the partial sums (a step that ends with the rows, whose first
///   products are zero). Then the upper half of the partial sums is added to the lower one, until one is left.
/// </remarks>
internal static unsafe class Interleaving<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Partial sums of a cell: as many as the widest vector register has lanes.</summary>
    public static int Sums => 64 / sizeof(T);

    /// <summary>
    /// Whether a product a · bᵀ is narrow: a matter of its shape, for bits must not depend on anything else. With more rows a
    /// packed tile has chains enough; with shorter ones it does not pay to add up the partial sums; and the rows, which are
    /// read once for each tile, should stay in the second-level cache.
    /// </summary>
    public static bool Suits(int rows, int columns, int inner) =>
        rows <= MostRows && columns <= MostRows && inner >= LeastInner && (rows + columns) * (long)inner <= MostCells;

    /// <summary>The sum of a cell's partial sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AddUp(T* sums)
    {
        var count = Vector128<T>.Count;
        var even = Vector128.Load(sums) + Vector128.Load(sums + 2 * count);
        var odd = Vector128.Load(sums + count) + Vector128.Load(sums + 3 * count);
        var quarter = even + odd;
        if (typeof(T) == typeof(double)) return quarter[0] + quarter[1];
        var halves = quarter.AsSingle() + Vector128.Shuffle(quarter.AsSingle(), Vector128.Create(2, 3, 0, 1));
        var sum = halves + Vector128.Shuffle(halves, Vector128.Create(1, 0, 3, 2));
        return sum.As<float, T>().ToScalar();
    }

    private const int MostRows = 32, LeastInner = 64, MostCells = 1 << 18;
}
