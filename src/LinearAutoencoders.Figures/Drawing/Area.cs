namespace LinearAutoencoders.Figures.Drawing;

/// <summary>A rectangle; y grows downwards.</summary>
internal readonly record struct Area(float Left, float Top, float Width, float Height)
{
    public float Right => Left + Width;

    public float Bottom => Top + Height;

    public float MiddleX => Left + Width / 2;

    public float MiddleY => Top + Height / 2;
}
