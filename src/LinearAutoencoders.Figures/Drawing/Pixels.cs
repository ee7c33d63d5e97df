namespace LinearAutoencoders.Figures.Drawing;

/// <summary>An opaque picture: three bytes a pixel, red, green and blue, row after row.</summary>
internal sealed class Pixels(int width, int height)
{
    public int Width => width;

    public int Height => height;

    /// <summary>width × height × 3.</summary>
    public byte[] Bytes { get; } = new byte[checked(width * height * 3)];

    public Span<byte> Row(int y) => Bytes.AsSpan(y * width * 3, width * 3);
}
