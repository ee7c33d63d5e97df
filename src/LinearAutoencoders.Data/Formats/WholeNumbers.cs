namespace LinearAutoencoders.Data.Formats;

/// <summary>Whole numbers of 64 bits, of which a double holds only those up to 2⁵³ and some beyond.</summary>
internal static class WholeNumbers
{
    /// <summary>Throws when a value would be rounded.</summary>
    /// <param name="values">Whole rows.</param>
    /// <param name="columns">Values of a row.</param>
    /// <param name="firstRow">The number of the first row, from 0.</param>
    /// <param name="name">What errors call the file.</param>
    /// <exception cref="BadDataException">A double cannot hold a value.</exception>
    public static void RequireExact<TRaw>(ReadOnlySpan<TRaw> values, int columns, long firstRow, string name) where TRaw : unmanaged
    {
        if (typeof(TRaw) != typeof(long) && typeof(TRaw) != typeof(ulong)) return;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i] is long signed ? (Int128)signed : values[i] is ulong unsigned ? (Int128)unsigned : 0;
            if (Int128.Abs(value) > Largest && (Int128)(double)value != value)
                throw new BadDataException(
                    $"{name}, row {firstRow + i / columns + 1}, column {i % columns + 1}: {value} is beyond 2^53 and would be rounded; "
                    + "store such numbers as float64, or leave the column out with --exclude");
        }
    }

    private const long Largest = 1L << 53;
}
