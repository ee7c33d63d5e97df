using SkiaSharp;

namespace LinearAutoencoders.Figures;

/// <summary>A title and a smaller line below it, either of which may be missing; what does not fit into the width is left out.</summary>
internal sealed class Caption(string? title, string? subtitle)
{
    private const float TitleHeight = 15;
    private const float SubtitleHeight = 11;

    public float Height => (HasTitle ? TitleHeight : 0) + (HasSubtitle ? SubtitleHeight : 0);

    private bool HasTitle => !string.IsNullOrEmpty(title);

    private bool HasSubtitle => !string.IsNullOrEmpty(subtitle);

    public void Draw(SKCanvas canvas, float left)
    {
        if (HasTitle) Text.Draw(canvas, Text.Fit(title!, Figure.Width - left, Look.TitleSize), left, TitleHeight - 2, Look.TitleSize, Look.Ink.ToSKColor());
        if (HasSubtitle) Text.Draw(canvas, Text.Fit(subtitle!, Figure.Width - left, Look.LabelSize), left, Height - 2, Look.LabelSize, Look.FaintInk.ToSKColor());
    }
}
