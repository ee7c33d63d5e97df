using System.Text;
using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>A picture that can be saved as PNG, SVG or PDF, the same bytes each time, with and without fonts on the machine.</summary>
/// <remarks>
///   Figures are laid out in points for the full text width of a page (500 pt), so that text set in 7 to 10 pt here is 7 to
///   10 pt in print. A PNG has four pixels a point: 2000 pixels wide. Text is drawn as outlines of an embedded font: no
///   format depends on the fonts of the machine that writes or shows it.
/// </remarks>
public abstract class Figure
{
    /// <summary>Width of all figures, in points.</summary>
    internal const float Width = 500;

    /// <summary>Pixels of a PNG to a point, on both axes; cells of colour have this resolution in both formats.</summary>
    internal const int PixelsPerPoint = 4;

    private protected Figure() { }

    /// <summary>Height of the figure, in points.</summary>
    internal abstract float Height { get; }

    /// <summary>Pixels of this figure's PNG to a point.</summary>
    internal virtual float PixelScale => PixelsPerPoint;

    /// <summary>Draws the figure, in points, on a white canvas.</summary>
    internal abstract void Draw(Canvas canvas);

    /// <summary>Saves the figure in the format that the path's ending names. The file appears complete or not at all.</summary>
    /// <param name="path">Ends in <c>.png</c>, <c>.svg</c> or <c>.pdf</c>; an existing file is replaced.</param>
    /// <exception cref="ArgumentException">The ending is another one.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Action<Stream> write = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => WritePng,
            ".svg" => WriteSvg,
            ".pdf" => WritePdf,
            _ => throw new ArgumentException($"'{path}' does not say which format to write; end it in .png, .svg or .pdf", nameof(path)),
        };
        AtomicFile.Write(path, write);
    }

    /// <summary>Writes the figure as PNG, 2000 pixels wide.</summary>
    public void WritePng(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var canvas = new PixelCanvas(Width, Height, PixelScale);
        Draw(canvas);
        Png.Write(stream, canvas.Picture);
    }

    /// <summary>
    ///   Writes the figure as SVG, 500 wide, without references to other files or fonts; all vectors but for cells of colour.
    /// </summary>
    public void WriteSvg(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var canvas = new SvgCanvas(Width, Height);
        Draw(canvas);
        stream.Write(Encoding.UTF8.GetBytes(canvas.Content));
    }

    /// <summary>Writes the figure as a PDF of one page, 500 points wide; all vectors but for cells of colour.</summary>
    public void WritePdf(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var canvas = new PdfCanvas(Width, Height);
        Draw(canvas);
        canvas.Write(stream);
    }
}
