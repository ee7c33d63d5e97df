using System.Runtime.InteropServices;

namespace LinearAutoencoders.Figures.Drawing;

/// <summary>The colours of a picture, 256 at most, and which of them each pixel has.</summary>
/// <remarks>
///   A picture with more, as the edges of lines over bands of colour make them, has its most frequent ones, and then one after another
///   whichever is furthest from all of these; every other pixel has the nearest. A third of the bytes, and no eye sees what is lost.
/// </remarks>
internal sealed class Palette
{
    private const int Most = 256, Frequent = 128;

    private readonly int width;
    private readonly int[] colors;
    private readonly byte[] numbers;

    private Palette(int width, int[] colors, byte[] numbers) => (this.width, this.colors, this.numbers) = (width, colors, numbers);

    /// <summary>The number of the colour of each pixel of a row.</summary>
    public ReadOnlySpan<byte> Row(int y) => numbers.AsSpan(y * width, width);

    /// <summary>Red, green and blue of each colour, by its number.</summary>
    public byte[] Bytes() => [.. colors.SelectMany(color => new[] { (byte)(color >> 16), (byte)(color >> 8), (byte)color })];

    public static Palette Of(Pixels picture)
    {
        var all = ByFrequency(picture);
        var (chosen, nearest) = Choose(all);
        var numberOf = new Dictionary<int, byte>(all.Length);
        for (var i = 0; i < all.Length; i++) numberOf[all[i]] = nearest[i];
        var numbers = new byte[picture.Width * picture.Height];
        foreach (var (start, length, color) in Runs(picture)) numbers.AsSpan(start, length).Fill(numberOf[color]);
        return new(picture.Width, chosen, numbers);
    }

    private static int[] ByFrequency(Pixels picture)
    {
        var counts = new Dictionary<int, int>();
        foreach (var run in Runs(picture)) CollectionsMarshal.GetValueRefOrAddDefault(counts, run.Color, out _) += run.Length;
        return [.. counts.OrderByDescending(one => one.Value).ThenBy(one => one.Key).Select(one => one.Key)];
    }

    /// <summary>The colours that are kept, and for each of all the number of the nearest of them.</summary>
    private static (int[] Chosen, byte[] Nearest) Choose(int[] all)
    {
        var (nearest, distances) = (new byte[all.Length], new int[all.Length]);
        Array.Fill(distances, int.MaxValue);
        var chosen = new int[Math.Min(all.Length, Most)];
        for (var number = 0; number < chosen.Length; number++)
        {
            var color = all[number < Frequent || all.Length <= Most ? number : distances.IndexOf(distances.Max())];
            chosen[number] = color;
            for (var i = 0; i < all.Length; i++)
            {
                var distance = Distance(all[i], color);
                if (distance < distances[i]) (distances[i], nearest[i]) = (distance, (byte)number);
            }
        }
        return (chosen, nearest);
    }

    private static int Distance(int a, int b)
    {
        var (red, green, blue) = ((a >> 16) - (b >> 16), (a >> 8 & 255) - (b >> 8 & 255), (a & 255) - (b & 255));
        return red * red + green * green + blue * blue;
    }

    /// <summary>Pixels of one colour beside each other.</summary>
    private static IEnumerable<(int Start, int Length, int Color)> Runs(Pixels picture)
    {
        var (bytes, count) = (picture.Bytes, picture.Width * picture.Height);
        for (int start = 0, end; start < count; start = end)
        {
            var color = Color(bytes, start);
            for (end = start + 1; end < count && Color(bytes, end) == color;) end++;
            yield return (start, end - start, color);
        }
    }

    private static int Color(byte[] bytes, int pixel) => bytes[3 * pixel] << 16 | bytes[3 * pixel + 1] << 8 | bytes[3 * pixel + 2];
}
