using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>A title and a smaller line below it, either of which may be missing; what does not fit into the width is left out.</summary>
internal sealed class Caption(string? title, string? subtitle)
{
    private const float TitleHeight = 15;
    private const float SubtitleHeight = 11;

    public float Height => (HasTitle ? TitleHeight : 0) + (HasSubtitle ? SubtitleHeight : 0);

    private bool HasTitle => !string.IsNullOrEmpty(title);

    private bool HasSubtitle => !string.IsNullOrEmpty(subtitle);

    public void Draw(Canvas canvas, float left)
    {
        if (HasTitle) DrawLine(title!, TitleHeight - 2, Theme.TitleSize, Theme.Ink);
        if (HasSubtitle) DrawLine(subtitle!, Height - 2, Theme.LabelSize, Theme.FaintInk);

        void DrawLine(string text, float baseline, float size, Color color) =>
            Text.Draw(canvas, Text.Fit(text, Figure.Width - left, size), left, baseline, size, color);
    }
}
