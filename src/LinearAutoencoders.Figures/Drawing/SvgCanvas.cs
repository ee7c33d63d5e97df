using System.Globalization;
using System.Text;

namespace LinearAutoencoders.Figures.Drawing;

/// <summary>Draws into an SVG file.</summary>
internal sealed class SvgCanvas : Canvas
{
    private readonly StringBuilder text = new();
    private readonly float width, height;
    private int clips;

    /// <summary>A white page of this size.</summary>
    public SvgCanvas(float width, float height)
    {
        (this.width, this.height) = (width, height);
        Fill(new Area(0, 0, width, height), Color.White);
    }

    public string Content => string.Create(
        CultureInfo.InvariantCulture,
        $"""
         <?xml version="1.0" encoding="utf-8"?>
         <svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg">
         {text}</svg>

         """).ReplaceLineEndings("\n");

    public override void Fill(Outline outline, Color color) =>
        Write($"<path fill=\"{color}\"{Opacity("fill", color)} d=\"{Data(outline)}\"/>\n");

    public override void Stroke(Outline outline, Color color, float width) => Write(
        $"<path fill=\"none\" stroke=\"{color}\"{Opacity("stroke", color)} stroke-width=\"{Number(width)}\" stroke-linejoin=\"round\" "
        + $"d=\"{Data(outline)}\"/>\n");

    public override void Draw(Pixels picture, Area area) => Write(
        $"<image x=\"{Number(area.Left)}\" y=\"{Number(area.Top)}\" width=\"{Number(area.Width)}\" height=\"{Number(area.Height)}\" "
        + $"href=\"data:image/png;base64,{Convert.ToBase64String(Png.Of(picture))}\"/>\n");

    public override void ClipTo(Area area)
    {
        clips++;
        Write($"<clipPath id=\"clip{clips}\"><path d=\"{Data(Outline.OfArea(area))}\"/></clipPath>\n<g clip-path=\"url(#clip{clips})\">\n");
    }

    public override void Unclip() => Write("</g>\n");

    private void Write(string element) => text.Append(element);

    private static string Opacity(string kind, Color color) =>
        color.Alpha == byte.MaxValue ? "" : $" {kind}-opacity=\"{Number(color.Alpha / 255f)}\"";

    private static string Data(Outline outline) => string.Concat(outline.Pieces.Select(piece => piece.Kind switch
    {
        PieceKind.Move => $"M{Number(piece.End.X)} {Number(piece.End.Y)}",
        PieceKind.Line => $"L{Number(piece.End.X)} {Number(piece.End.Y)}",
        PieceKind.Parabola => $"Q{Number(piece.Control.X)} {Number(piece.Control.Y)} {Number(piece.End.X)} {Number(piece.End.Y)}",
        _ => "Z",
    }));

    // A hundredth of a point is a twenty-fifth of a pixel.
    private static string Number(float value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
