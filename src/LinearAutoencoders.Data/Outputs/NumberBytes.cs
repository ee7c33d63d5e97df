using System.Globalization;

namespace LinearAutoencoders.Data.Outputs;

/// <summary>Numbers as bytes of text: the shortest that reads back to the same value.</summary>
internal static class NumberBytes
{
    /// <summary>Room for one, and a character behind it: "-2.2250738585072014E-308" is the longest.</summary>
    public const int Most = 32;

    /// <param name="value">Finite.</param>
    /// <param name="isSingle">Whether it is to be read back to the same float only.</param>
    /// <param name="to">Where it goes.</param>
    /// <returns>How many bytes.</returns>
    public static int Write(double value, bool isSingle, Span<byte> to)
    {
        int length;
        if (isSingle) ((float)value).TryFormat(to, out length, "R", CultureInfo.InvariantCulture);
        else value.TryFormat(to, out length, "R", CultureInfo.InvariantCulture);
        return length;
    }
}
