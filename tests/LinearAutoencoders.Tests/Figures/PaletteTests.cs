using LinearAutoencoders.Figures.Drawing;
using SkiaSharp;

namespace LinearAutoencoders.Tests.Figures;

/// <summary>Pictures of few colours keep them; of many, those that are seen, and what is near to all others.</summary>
public sealed class PaletteTests
{
    [Fact]
    public void Picture_OfFewColors_KeepsThem()
    {
        var picture = Filled((x, y) => (x / 4, y / 4, 200));  // 16 × 16 colours
        Assert.Equal(0, Differences(picture).Max());
    }

    [Fact]
    public void Picture_OfManyColors_HasNearOnes_AndItsFrequentOnesAsTheyAre()
    {
        // Half of it one colour, half of it 2048 others.
        var picture = Filled((x, y) => y < 32 ? (10, 20, 30) : (4 * x, 8 * (y - 32), 255 - 4 * x));
        var differences = Differences(picture);
        Assert.Equal(0, differences.Take(32 * 64).Max());
        Assert.InRange(differences.Max(), 1, 24);
    }

    [Fact]
    public void Color_ThatIsRare_ButLikeNoOther_IsKept()
    {
        var picture = Filled((x, y) => (x, y) == (5, 6) ? (255, 0, 0) : (0, 4 * x, 4 * y));
        Assert.Equal(0, Differences(picture)[6 * 64 + 5]);
    }

    private static Pixels Filled(Func<int, int, (int Red, int Green, int Blue)> color)
    {
        var picture = new Pixels(64, 64);
        for (var y = 0; y < 64; y++)
        {
            for (var x = 0; x < 64; x++)
            {
                var (red, green, blue) = color(x, y);
                byte[] pixel = [(byte)red, (byte)green, (byte)blue];
                pixel.CopyTo(picture.Row(y)[(3 * x)..]);
            }
        }
        return picture;
    }

    /// <summary>Of each pixel, as another library decodes the file, its largest difference in a channel.</summary>
    private static int[] Differences(Pixels picture)
    {
        using var decoded = SKBitmap.Decode(Png.Of(picture));
        return [.. decoded.Pixels.Select((pixel, i) => new[] { pixel.Red, pixel.Green, pixel.Blue }
            .Select((value, channel) => Math.Abs(value - picture.Bytes[3 * i + channel])).Max())];
    }
}
