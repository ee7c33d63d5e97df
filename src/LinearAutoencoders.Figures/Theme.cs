using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>Sizes in points and colours that all figures share.</summary>
internal static class Theme
{
    public const float TitleSize = 9.5f;
    public const float HeadingSize = 8f;
    public const float LabelSize = 7.5f;
    public const float TickSize = 7f;
    public const float FrameWidth = 0.6f;
    public const float GridWidth = 0.4f;
    public const float CurveWidth = 1.2f;
    public const float MarkerLineWidth = 0.96f;
    public const float MarkerSize = 4.2f;
    public const float CrossSize = 6.5f;

    public static readonly Color Ink = Color.Parse("#222222");
    public static readonly Color FaintInk = Color.Parse("#666666");
    public static readonly Color Grid = Color.Parse("#E4E4E4");
}
