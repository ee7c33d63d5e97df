using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using System.Text;

namespace LinearAutoencoders.Figures.Drawing;

/// <summary>Draws into a PDF file of one page.</summary>
internal sealed class PdfCanvas(float width, float height) : Canvas
{
    // Objects that are always there: 1 the catalog, 2 the list of pages, 3 the page, 4 what is drawn on it.
    private const int FirstPicture = 5;

    private readonly StringBuilder content = new();
    private readonly List<Pixels> pictures = [];
    private readonly SortedSet<byte> opacities = [];

    public override void Fill(Outline outline, Color color)
    {
        Begin(color, "rg");
        Append(outline);
        content.Append("f Q\n");
    }

    public override void Stroke(Outline outline, Color color, float width)
    {
        Begin(color, "RG");
        content.Append($"{Number(width)} w 1 j ");
        Append(outline);
        content.Append("S Q\n");
    }

    // The page's y grows upwards, and so do a picture's rows in the unit square.
    public override void Draw(Pixels picture, Area area)
    {
        content.Append($"q {Number(area.Width)} 0 0 {Number(-area.Height)} {Number(area.Left)} {Number(area.Bottom)} cm ");
        content.Append($"/P{pictures.Count} Do Q\n");
        pictures.Add(picture);
    }

    public override void ClipTo(Area area)
    {
        content.Append("q ");
        Append(Outline.OfArea(area));
        content.Append("W n\n");
    }

    public override void Unclip() => content.Append("Q\n");

    public void Write(Stream stream)
    {
        var places = new List<long>();
        var written = 0L;
        Write("%PDF-1.4\n");
        Object("<< /Type /Catalog /Pages 2 0 R >>");
        Object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        Object($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {Number(width)} {Number(height)}] /Contents 4 0 R {Resources()} >>");
        Compressed("", Encoding.ASCII.GetBytes($"1 0 0 -1 0 {Number(height)} cm\n{content}"));
        foreach (var picture in pictures)
            Compressed(
                $"/Type /XObject /Subtype /Image /Width {picture.Width} /Height {picture.Height} "
                + "/ColorSpace /DeviceRGB /BitsPerComponent 8 ", picture.Bytes);
        var table = written;
        Write($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places) Write($"{place:0000000000} 00000 n \n");
        Write($"trailer << /Size {places.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");

        void Object(string dictionary)
        {
            places.Add(written);
            Write($"{places.Count} 0 obj\n{dictionary}\nendobj\n");
        }

        void Compressed(string entries, byte[] bytes)
        {
            using var deflated = new MemoryStream();
            using (var deflate = new ZLibStream(deflated, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(bytes);
            places.Add(written);
            Write($"{places.Count} 0 obj\n<< {entries}/Filter /FlateDecode /Length {deflated.Length} >>\nstream\n");
            deflated.WriteTo(stream);
            written += deflated.Length;
            Write("\nendstream\nendobj\n");
        }

        void Write(string text)
        {
            stream.Write(Encoding.ASCII.GetBytes(text));
            written += text.Length;
        }
    }

    private string Resources()
    {
        var states = opacities.Select(alpha => $"/A{alpha} << /ca {Number(alpha / 255f)} /CA {Number(alpha / 255f)} >>");
        var images = Enumerable.Range(0, pictures.Count).Select(i => $"/P{i} {FirstPicture + i} 0 R");
        return $"/Resources << /ExtGState << {string.Join(' ', states)} >> /XObject << {string.Join(' ', images)} >> >>";
    }

    private void Begin(Color color, string command)
    {
        opacities.Add(color.Alpha);
        content.Append($"q /A{color.Alpha} gs {Share(color.Red)} {Share(color.Green)} {Share(color.Blue)} {command} ");
    }

    private void Append(Outline outline)
    {
        var at = Vector2.Zero;
        foreach (var piece in outline.Pieces)
        {
            content.Append(piece.Kind switch
            {
                PieceKind.Move => $"{Pair(piece.End)} m ",
                PieceKind.Line => $"{Pair(piece.End)} l ",
                // A parabola as the cubic curve that it is.
                PieceKind.Parabola =>
                    $"{Pair((at + 2 * piece.Control) / 3)} {Pair((piece.End + 2 * piece.Control) / 3)} {Pair(piece.End)} c ",
                _ => "h ",
            });
            at = piece.End;
        }
    }

    private static string Share(byte level) => (level / 255f).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Pair(Vector2 point) => $"{Number(point.X)} {Number(point.Y)}";

    private static string Number(float value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
