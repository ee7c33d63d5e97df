using System.Numerics;

namespace LinearAutoencoders.Figures.Drawing;

/// <summary>What figures are drawn on, in points from the top left corner: pixels, or a file of outlines.</summary>
internal abstract class Canvas
{
    /// <summary>Fills the inside: where an outline runs around a point more often one way than the other.</summary>
    public abstract void Fill(Outline outline, Color color);

    /// <summary>Draws the lines of an outline, their joins round, their ends cut off.</summary>
    public abstract void Stroke(Outline outline, Color color, float width);

    /// <summary>Draws a picture into an area.</summary>
    public abstract void Draw(Pixels picture, Area area);

    /// <summary>What is drawn until <see cref="Unclip"/> is seen inside an area only.</summary>
    public abstract void ClipTo(Area area);

    /// <summary>Ends <see cref="ClipTo"/>.</summary>
    public abstract void Unclip();

    public void Fill(Area area, Color color) => Fill(Outline.OfArea(area), color);

    public void Line(float fromX, float fromY, float toX, float toY, Color color, float width) =>
        Stroke(Outline.OfLine(new Vector2(fromX, fromY), new Vector2(toX, toY)), color, width);

    /// <summary>Draws the border of an area.</summary>
    public void Frame(Area area, Color color, float width) => Stroke(Outline.OfArea(area), color, width);
}
